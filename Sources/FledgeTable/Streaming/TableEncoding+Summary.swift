extension TableEncoding {
  /// What a table that went by leaves open in its schema: means and deviations of all rows of the training part, medians and quartiles of a
  /// sample of them, levels of all.
  init(_ summary: TableSummary, schema: TableSchema, scaling: NumberEncoding.Scaling) {
    let columns = schema.features.compactMap { feature -> ColumnEncoding? in
      guard let column = summary[feature.name] else { return nil }
      if let numbers = column.numbers {
        return ColumnEncoding(
          name: feature.name,
          content: .number(NumberEncoding(numbers, count: summary.counts[0], scaling: scaling)))
      }
      return column.texts.map {
        ColumnEncoding(
          name: feature.name, content: .category(CategoryEncoding($0, count: summary.counts[0])))
      }
    }
    let target: TargetEncoding =
      switch schema.task {
      case .classification(let classes): .classes(classes)
      case .regression where scaling == .none: .number(center: 0, scale: 1)
      case .regression: TargetEncoding(summary[schema.target]?.numbers?.moments ?? (0, 1))
      }
    (self.columns, targetName, self.target) = (columns, schema.target, target)
  }
}

extension TargetEncoding {
  /// Of numbers with these moments.
  fileprivate init(_ moments: (center: Double, scale: Double)) {
    let isUsable = moments.scale > 0 && moments.scale.isFinite && moments.center.isFinite
    self = .number(center: moments.center.isFinite ? moments.center : 0, scale: isUsable ? moments.scale : 1)
  }
}

extension NumberEncoding {
  /// Of a column in `count` rows of a training part.
  fileprivate init(_ numbers: NumberSummary, count: Int, scaling: Scaling) {
    let present = numbers.sorted
    let fill = present.isEmpty ? 0 : present.quantile(0.5)
    let figures =
      switch scaling {
      case .standard: numbers.moments
      case .robust: present.spread
      case .none: (center: 0.0, scale: 1.0)
      }
    let isUsable = figures.scale > 0 && figures.scale.isFinite && figures.center.isFinite
    (center, scale) = isUsable ? figures : (fill, 1)
    (self.fill, isClipped) = (fill, scaling == .robust)
    hasIndicator = numbers.trained < count && numbers.trained > 0
  }
}

extension CategoryEncoding {
  /// Of a column in `count` rows of a training part.
  fileprivate init(_ texts: TextSummary, count: Int) {
    let levels = texts.levels
    let kept = levels.filter { $0.rows >= Self.fewestRows }
      .sorted { ($1.rows, $0.text) < ($0.rows, $1.text) }.prefix(Self.mostLevels)
    let names = Set(kept.map(\.text))
    self.levels = levels.map(\.text).filter(names.contains)
    hasOther = !texts.isWhole || kept.count < levels.count { $0.rows > 0 }
    hasMissing = texts.trained < count
    isCode = kept.count > Self.mostInputs
  }
}
