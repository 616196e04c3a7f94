import FledgeData
import FledgeFiles
import FledgeTable
import FledgeTensor
import Testing

@Suite struct TableEncodingTests {
  /// Twelve rows: a number with one missing, a category of two levels and a rare one, a target of texts.
  let table = Table(
    [
      TableColumn("age", numbers: [1, 2, 3, 4, nil, 6, 7, 8, 9, 10, 11, 12]),
      TableColumn("city", texts: ["b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "c", nil]),
      TableColumn("kind", texts: (0..<12).map { $0 < 5 ? "yes" : "no" }),
    ], source: "t.csv")

  @Test("inputs: standardised, an indicator for what is missing, a level each, the rare ones as one")
  func inputs() throws {
    let encoding = try TableEncoding(fitting: table, target: "kind")
    #expect(encoding.width == 2 + 4 && encoding.inputLayer == nil)
    let inputs = try encoding.inputs(table).tensor
    #expect(inputs.shape == [12, 6])
    // The mean of those that are there is 73/11; the median is 7.
    let mean = 73.0 / 11
    let variance = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 11
    let rows = inputs.elements(as: Double.self)
    for (row, value) in [(0, 1.0), (4, 7), (11, 12)] {
      #expect(abs(rows[row * 6] - (value - mean) / variance.squareRoot()) < 1e-6)
      #expect(rows[row * 6 + 1] == (row == 4 ? 1 : 0))
    }
    // a, b, other, missing.
    #expect(Array(rows[2..<6]) == [0, 1, 0, 0] && Array(rows[8..<12]) == [1, 0, 0, 0])
    #expect(Array(rows[62..<66]) == [0, 0, 1, 0] && Array(rows[68..<72]) == [0, 0, 0, 1])
  }

  @Test("classes by name, in the order of their characters; numbers ascending")
  func classes() throws {
    let examples = try table.dataset(target: "kind")
    #expect(examples.classNames == ["no", "yes"] && examples.count == 12)
    #expect(examples.labels.elements(as: Int32.self) == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    let codes = Table([
      TableColumn("x", numbers: [0.5, 1.5, 2, 4]), TableColumn("y", numbers: [10, 9, nil, 10]),
    ])
    let coded = try codes.dataset(target: "y")
    #expect(coded.classNames == ["9", "10"] && coded.count == 3)
  }

  @Test("numbers to predict are standardised, and original() gives their units again")
  func regression() throws {
    let table = Table([
      TableColumn("x", numbers: [1, 2, 3, 5]), TableColumn("y", numbers: [100.5, 200, 300, nil]),
    ])
    let encoding = try TableEncoding(fitting: table, target: "y")
    let examples = try encoding.dataset(table)
    #expect(!examples.hasClasses && examples.count == 3)
    let back = examples.targets.elements(as: Double.self).map(encoding.target.original)
    #expect(zip(back, [100.5, 200, 300]).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(abs(examples.targets.mean().item) < 1e-6)
  }

  @Test(
    "without scaling numbers stand as they are, for a layer of the model to scale; so do those to predict")
  func unscaled() throws {
    let examples = try table.dataset(target: "kind")
    let inputs = examples.inputs.elements(as: Float.self)
    #expect(Array(inputs.prefix(6)) == [1, 0, 0, 1, 0, 0])
    // The median in the place of what is missing, and the sign of it.
    #expect(Array(inputs[24..<26]) == [7, 1])
    let numbers = Table([
      TableColumn("x", numbers: [1, 2, 3, 5]), TableColumn("y", numbers: [100.5, 200, 300, 0.25]),
    ])
    #expect(try numbers.dataset(target: "y").targets == [100.5, 200, 300, 0.25])
    #expect(
      try TableEncoding(fitting: numbers, target: "y", scaling: .none).target == .number(center: 0, scale: 1))
  }

  @Test("what the model does not know is counted: unseen levels, values missing where none was")
  func unknown() throws {
    let encoding = try TableEncoding(fitting: table.rows([0, 1, 2, 3, 5, 6, 7, 8, 9, 9]), target: "kind")
    let rows = Table([
      TableColumn("city", texts: ["z", "a", nil]), TableColumn("age", numbers: [nil, 2, 3]),
      TableColumn("more", numbers: [1, 2, 3]),
    ])
    let encoded = try encoding.inputs(rows)
    #expect(encoded.tensor.shape == [3, 3])
    // "b" was rare, so that what is not known counts as it.
    #expect(encoded.unknown.map { "\($0.column) \($0.rows)" } == ["city 1"])
    #expect(encoded.filled.map { "\($0.column) \($0.rows)" } == ["age 1", "city 1"])
    #expect(encoded.tensor.elements(as: Float.self)[1...2] == [0, 1])
  }

  @Test("many levels are a code for an embedding; what is not known is behind the last")
  func codes() throws {
    let levels = (0..<60).map { "level \($0 % 12)" }
    let table = Table([
      TableColumn("l", texts: levels), TableColumn("y", numbers: (0..<60).map { Double($0) / 7 }),
    ])
    let encoding = try TableEncoding(fitting: table, target: "y", categories: .codes(above: 9))
    #expect(encoding.width == 1 && encoding.inputLayer?.columns == [.category(levels: 12, width: 6)])
    let inputs = try encoding.inputs(Table([TableColumn("l", texts: ["level 10", "level 9", "new"])])).tensor
    #expect(inputs.elements(as: Int32.self) == [2, 11, 12])
  }

  @Test(
    "without codes asked for a category of any number of levels is an input for each, which any network takes"
  )
  func everyLevel() throws {
    let levels = (0..<60).map { "level \($0 % 12)" }
    let table = Table([
      TableColumn("l", texts: levels), TableColumn("y", texts: (0..<60).map { $0 % 12 == 7 ? "yes" : "no" }),
    ])
    let encoding = try TableEncoding(fitting: table, target: "y")
    #expect(encoding.width == 12 && encoding.inputLayer == nil)
    let inputs = try encoding.dataset(table).inputs
    #expect(inputs.sum(axis: 1) == .ones([60]) && inputs.sum(axis: 0) == .full([12], 5))
    #expect(try table.dataset(target: "y").inputs == inputs)
    let (train, validation) = table.split(fraction: 0.25, seed: 1)
    #expect(train.count == 45 && validation.count == 15)
    let texts = (0..<45).map { train["l"]!.text(at: $0) }
    let again = table.split(fraction: 0.25, seed: 1).train
    #expect(texts == (0..<45).map { again["l"]!.text(at: $0) } && texts.contains("level 3"))
  }

  @Test("predictions come back to the units of the table")
  func units() throws {
    let numbers = [1.25, 2.5, 3.75, 6.5]
    let table = Table([TableColumn("x", numbers: [1, 2, 3, 4]), TableColumn("y", numbers: numbers)])
    let encoding = try TableEncoding(fitting: table, target: "y")
    let targets = try encoding.dataset(table).targets
    #expect(abs(targets.mean().item) < 1e-6)
    #expect(abs(encoding.target.original(targets) - Tensor([1.25, 2.5, 3.75, 6.5])).max().item < 1e-5)
  }

  @Test("columns that are of no use are left out, and why is said")
  func ignored() throws {
    let names = (0..<30).map { "name \($0)" }
    let table = Table([
      TableColumn("id", numbers: (1...30).map { Double($0) }), TableColumn("name", texts: names),
      TableColumn("one", numbers: Array(repeating: 1, count: 30)),
      TableColumn("none", numbers: Array(repeating: nil, count: 30)),
      TableColumn("year", numbers: (1991...2020).map { Double($0) }),
      TableColumn("no", texts: (0..<30).map { "\($0 % 2)" }),
      TableColumn("y", texts: (0..<30).map { $0 % 3 == 0 ? "a" : "b" }),
    ])
    let schema = try TableSchema(table, target: "y", ignoring: ["no"])
    #expect(schema.features.map(\.name) == ["year"] && schema.features[0].kind == .number)
    #expect(
      schema.ignored.map { "\($0)" } == [
        "\"id\" (it counts the rows)", "\"name\" (30 different texts in 30 rows)",
        "\"one\" (the same in every row)", "\"none\" (nothing in it)", "\"no\" (as asked)",
      ])
    let asked = try TableSchema(table, target: "y", categorical: ["id", "name"])
    #expect(asked.features.prefix(2).map(\.kind) == [.category, .category])
  }

  @Test("what is said of a table holds for it, or is an error that names the column")
  func refused() throws {
    func problem(_ make: () throws -> Void) -> String {
      do { try make() } catch { return "\(error)" }
      return "no error"
    }
    #expect(
      problem { _ = try TableSchema(table, target: "colour") }
        == "t.csv: expected a column \"colour\", found the columns \"age\", \"city\", \"kind\"")
    #expect(
      problem { _ = try TableSchema(table, target: "kind", numeric: ["city"]) }
        == "t.csv: column \"city\": expected numbers, found texts such as \"b\"")
    #expect(
      problem { _ = try TableSchema(table, target: "kind", task: .regression) }
        == "t.csv: column \"kind\": expected numbers to predict, found texts such as \"no\"")
    let encoding = try TableEncoding(fitting: table, target: "kind")
    let other = Table(
      [
        TableColumn("age", texts: [nil, "old"]), TableColumn("city", texts: ["a", "b"]),
        TableColumn("kind", texts: ["no", "never"]),
      ], source: "o.csv")
    #expect(
      problem { _ = try encoding.inputs(other) }
        == "o.csv: row 2, column \"age\": expected a number, found \"old\"")
    #expect(
      problem { _ = try encoding.dataset(Table([other.columns[2]] + table.rows([0, 1]).columns.prefix(2))) }
        == "table: row 2, column \"kind\": expected one of the classes \"no\", \"yes\", found \"never\"")
    #expect(
      problem { _ = try encoding.inputs(Table([other.columns[0]], source: "o.csv")) }
        .hasPrefix("o.csv: expected a column \"age\"") == false)
    #expect(
      problem { _ = try encoding.inputs(Table([table.columns[0]], source: "o.csv")) }
        == "o.csv: expected a column \"city\", which the model takes, found the columns \"age\"")
    let absent = try encoding.inputs(Table([table.columns[0]]), allowingMissingColumns: true)
    #expect(absent.filled.isEmpty && absent.tensor.shape == [12, 6])
  }

  @Test("quantiles and the robust scaling")
  func robust() throws {
    let numbers = TableNumbers([0, 1, 2, 3, 100])
    let encoding = NumberEncoding(fitting: numbers, scaling: .robust)
    #expect(encoding.center == 2 && encoding.scale == 2 && encoding.fill == 2 && encoding.isClipped)
    let narrow = NumberEncoding(fitting: TableNumbers([1, 1, 1, 1, 5]), scaling: .robust)
    #expect(narrow.center == 1 && narrow.scale == 2)
    let constant = NumberEncoding(fitting: TableNumbers([7, 7, nil]))
    #expect(constant.center == 7 && constant.scale == 1 && constant.hasIndicator)
  }

  @Test("what was learnt is written and read again")
  func coding() throws {
    for target in ["kind", "age"] {
      let encoding = try TableEncoding(fitting: table, schema: TableSchema(table, target: target))
      let json = try JSONValue(encoding: encoding)
      #expect(try json.decoded(as: TableEncoding.self, path: "m", place: "card") == encoding)
    }
    let wrong: JSONValue = [
      "predicts": "y", "target": ["center": 0, "scale": 0],
      "columns": [
        ["name": "x", "category": ["levels": ["a"], "other": false, "missing": false, "code": false]]
      ],
    ]
    #expect(throws: FileError.self) { try wrong.decoded(as: TableEncoding.self, path: "m", place: "card") }
  }
}
