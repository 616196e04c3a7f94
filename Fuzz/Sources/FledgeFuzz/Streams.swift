import Fledge

@testable import FledgeData
@testable import FledgeTable

/// Reads the input as a table row by row, and as a whole: the same rows, or both an error.
let readTableStream: Reader = { bytes in
  try inFile(bytes) { path in
    let whole = Result { try TableFile(bytes, format: limitedFormat).table }
    let streamed = Result { try RowsOfStream(path) }
    switch (whole, streamed) {
    case (.success(let table), .success(let rows)): rows.expectAgreement(with: table)
    case (.success, .failure(let error)): expectAgreement(false, "a table and the error \(error)")
    // Only the end of a table shows what is wrong with it as a whole; `learn` looks there, too.
    case (.failure, _): _ = try streamed.get()
    }
  }
}

/// Learns from the input as a table what a model of its last column takes, from a stream and in memory: the same, or both an error.
let readTableLearning: Reader = { bytes in
  try inFile(bytes) { path in
    let table = Result { try TableFile(bytes, format: limitedFormat).table }
    let target = try table.get().columns.last?.name ?? ""
    let whole = Result { try TableSchema(table.get(), target: target) }
    let stream = try TableStream(path, format: limitedFormat)
    let learnt = Result { try stream.learn(target: target) }
    expectAgreement(whole, learnt.map(\.schema), by: ==)
    let examples = try stream.datasets(learnt.get(), directory: scratchFolder).train
    let encoding = try TableEncoding(fitting: table.get(), schema: whole.get())
    let count = try encoding.dataset(table.get()).count
    expectAgreement(examples?.count ?? 0 == count, "\(examples?.count ?? 0) and \(count) examples")
  }
}

/// What stands in the columns of a stream, block by block.
private struct RowsOfStream {
  private var columns: [String: [TableColumn]] = [:]
  private var counts: [Int] = []

  init(_ path: String) throws {
    var stream = try TableStream(path, format: limitedFormat)
    stream.mostLines = 3
    try stream.forEachBlock { block, first in
      FledgeFuzz.expectAgreement(first == counts.reduce(0, +), "a block of row \(first) out of its place")
      for column in block.columns {
        // A column of JSON lines may begin in a later block.
        let missing = counts.dropFirst(columns[column.name]?.count ?? 0)
        columns[column.name, default: []] += missing.map { .empty(column.name, count: $0) } + [column]
      }
      counts.append(block.count)
    }
  }

  func expectAgreement(with table: Table) {
    let count = counts.reduce(0, +)
    FledgeFuzz.expectAgreement(count == table.count, "\(count) and \(table.count) rows")
    for column in table.columns {
      var first = 0
      for block in columns[column.name] ?? [] {
        for row in 0..<block.count {
          let agree = Self.agree(column, first + row, block, row)
          FledgeFuzz.expectAgreement(agree, "row \(first + row) of \(column.name.debugDescription)")
        }
        first += block.count
      }
    }
  }

  /// A column of texts may hold only numbers in a block, which then are what the texts say.
  private static func agree(_ column: TableColumn, _ row: Int, _ block: TableColumn, _ place: Int) -> Bool {
    switch (column.values, block.values) {
    case (.numbers, _): column.number(at: row) == block.number(at: place)
    case (.texts, .texts): column.text(at: row) == block.text(at: place)
    case (.texts, .numbers): (column.text(at: row) == nil) == (block.text(at: place) == nil)
    }
  }
}

/// Reads the input as an array of examples that stays in its file, and as one in memory: the same numbers, or both an error.
let readArrayStream: Reader = { bytes in
  try inFile(bytes) { path in
    let array = try NPY.read(from: path)
    let targets = Tensor((0..<min(array.rank == 0 ? 1 : array.shape[0], 1 << 16)).map { Int64($0 % 2) })
    try withFile(named: "targets") { targetPath in
      try NPY.write(targets, to: targetPath)
      let whole = Result { try NPY.readDataset(inputs: path, targets: targetPath) }
      let streamed = Result {
        try NPY.streamDataset(inputs: path, targets: targetPath, directory: scratchFolder)
      }
      if case .failure(let error as FileError) = streamed, error.place?.contains("fortran_order") == true {
        throw error
      }
      expectAgreement(whole, streamed) { $0.inputs == $1.inputs && $0.targets == $1.targets }
      _ = try streamed.get()
    }
  }
}
