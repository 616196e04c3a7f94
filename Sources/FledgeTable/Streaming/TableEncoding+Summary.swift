extension TableEncoding {
  /// What a table that went by leaves open in its schema: means and deviations of all rows of the training part, medians and quartiles of a
  /// sample of them, levels of all.
  init(
    _ summary: TableSummary, schema: TableSchema, scaling: NumberEncoding.Scaling,
    categories: CategoryEncoding.Form
  ) {
    let columns = schema.features.compactMap { feature -> ColumnEncoding? in
      let (column, count) = (summary[feature.name], summary.counts[0])
      let content: ColumnEncoding.Content? =
        switch feature.kind {
        case .number: column?.numbers.map { .number(NumberEncoding($0, count: count, scaling: scaling)) }
        case .category: column?.texts.map { .category(CategoryEncoding($0, count: count, as: categories)) }
        }
      return content.map { ColumnEncoding(name: feature.name, content: $0) }
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

extension NumberEncoding {
  /// Of a column in `count` rows of a training part.
  fileprivate init(_ numbers: NumberSummary, count: Int, scaling: Scaling) {
    self.init(
      numbers.sorted, moments: numbers.moments, scaling: scaling,
      hasIndicator: numbers.trained < count && numbers.trained > 0)
  }
}

extension CategoryEncoding {
  /// Of a column in `count` rows of a training part.
  fileprivate init(_ texts: TextSummary, count: Int, as form: Form) {
    let levels = texts.levels
    let kept = levels.filter { $0.rows >= Self.fewestRows }
      .sorted { ($1.rows, $0.text) < ($0.rows, $1.text) }.prefix(form.mostLevels)
    let names = Set(kept.map(\.text))
    self.levels = levels.map(\.text).filter(names.contains)
    hasOther = !texts.isWhole || kept.count < levels.count { $0.rows > 0 }
    hasMissing = texts.trained < count
    isCode = form.isCode(kept.count)
  }
}
