import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Data that are cut into parts for cross-validation.
struct FoldedData {
  /// What the predictions stand beside: the rows' numbers in the data, from 1, and what there was to predict.
  let rows: [Int]
  let targets: [TableColumn]
  private let splits: [Split]
  private let source: DataSource

  /// Throws `ValidationError` for more parts than examples, and for data with parts of their own; `FileError` as `TableSchema` does.
  init(_ source: DataSource, _ options: TrainingOptions, folds: Int) throws {
    self.source = source
    let (name, strata): (String, [Int]?)
    var groups: [String]?
    switch source {
    case .stream(let stream, _):
      throw ValidationError(
        "--folds draws from all rows at a time, and \(stream.path.printable) is streamed: --no-stream holds it"
      )
    case .table(let file, _, _):
      let (table, schema) = (file.table, try options.table.schema(of: file))
      let present = TableParts.rows(of: table, with: schema.target)
      let column = table[schema.target]!.rows(present)
      (name, strata) = ("row", RowPartition.strata(column, schema.task))
      guard options.table.splitByTime == nil else {
        throw ValidationError(
          "--folds holds every row back once, and --split-by-time the last ones: leave one of them out")
      }
      groups = options.table.splitBy.map { RowPartition.groups(table[$0]!.rows(present)) }
      rows = present.map { $0 + 1 }
      targets = [TableColumn("target", column.values)]
    case .examples(let examples, nil, nil):
      (name, strata) = (
        "example", examples.hasClasses ? examples.labels.elements(as: Int64.self).map(Int.init) : nil
      )
      rows = Array(1...max(1, examples.count))
      targets = examples.targetColumns
    case .examples:
      throw ValidationError(
        "--folds is for data without parts of their own: \(options.data.name.printable) has some")
    }
    guard folds <= rows.count, rows.count > 1 else {
      throw ValidationError(
        "--folds \(folds): there are only \(NumberText.count(rows.count, name)) in \(options.data.name.printable)"
      )
    }
    if let groups {
      let different = Set(groups).count
      guard folds <= different else {
        throw ValidationError(
          "--folds \(folds): there are only \(NumberText.count(different, "group")) in \(options.data.name.printable)"
        )
      }
      splits = Split.folds(folds, of: groups, seed: options.seed)
    } else {
      splits = Split.folds(folds, of: rows.count, seed: options.seed, strata: strata)
    }
  }

  /// How many parts there are.
  var count: Int { splits.count }

  /// The places among `rows` that a part holds.
  func held(_ number: Int) -> [Int] { splits[number].held }

  /// The data with one part held back to test.
  func source(_ number: Int) -> DataSource {
    let split = splits[number]
    switch source {
    case .table(let file, _, _):
      let kept = split.kept.map { rows[$0] - 1 }
      return .table(file, test: file.table.rows(split.held.map { rows[$0] - 1 }), kept: kept)
    case .examples(let examples, _, _):
      return .examples(train: examples.subset(split.kept), validation: nil, test: examples.subset(split.held))
    case .stream: return source
    }
  }
}

extension Dataset {
  /// What there is to predict, in columns: names of classes, or the numbers of an example.
  fileprivate var targetColumns: [TableColumn] {
    guard !hasClasses else {
      let names = labels.elements(as: Int64.self).map { classNames?[Int($0)] ?? "\($0)" }
      return [TableColumn("target", texts: names)]
    }
    let (numbers, width) = (targets.elements(as: Double.self), outputs)
    return (0..<width).map { place in
      TableColumn(
        width == 1 ? "target" : "target_\(place + 1)",
        numbers: stride(from: place, to: numbers.count, by: width).map { numbers[$0] })
    }
  }
}
