import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

extension SavedPredictor {
  /// The examples that stand where `data` points to, as the model takes them: all rows of a table, all of two arrays, the test part of
  /// what has parts.
  ///
  /// Throws `FileError` for what is missing, damaged, or not such as the model takes; `ValidationError` where the data are of another
  /// kind.
  func examples(_ data: DataOptions, _ options: MeasuringOptions) throws -> MeasuredExamples {
    let kind = try data.kind
    try data.checkStream(kind)
    if encoding != nil, !kind.reader.isTable {
      throw ValidationError(
        "the model \(self.path.printable) takes the rows of a table: fledge evaluate \(self.path.printable) FILE"
      )
    }
    let found = try kind.reader.test(data.request(kind), self, options)
    guard encoding == nil else { return found }
    try expectFit(of: found.examples, from: data.name)
    return MeasuredExamples(
      found.examples.scaled(by: saved.card.scale).shaped(saved.card.input), found.part)
  }

  /// How many classes the model knows; nil for one that predicts numbers.
  var classes: Int? { predictsNumbers ? nil : outputs }

  /// What they are called; nil if they have only their numbers.
  var classNames: [String]? { saved.card.classNames }

  /// All rows of a table.
  ///
  /// Throws `FileError` for a model that takes none, and for a table without what the model predicts.
  func rows(of request: DataRequest, _ options: MeasuringOptions) throws -> Dataset {
    let path = request.path
    guard let encoding else {
      throw FileError(
        path: path, expected: "pictures or arrays, such as the model \(self.path.printable) takes",
        found: "a table")
    }
    var format = options.file.format(for: encoding, allowingMissingColumns: options.allowMissing)
    format = request.format?.applied(to: format) ?? format
    let (kind, allowMissing) = (request.format?.table, options.allowMissing)
    let (dataset, rows): (Dataset?, UnfamiliarValues)
    if request.isStreamed {
      let bar = ReadingBar(path)
      defer { bar.clear() }
      let stream = try TableStream(path, format: format, kind: kind).reporting(to: bar.draw)
      (dataset, rows) = try stream.dataset(encoding, allowingMissingColumns: allowMissing)
    } else {
      let table = try Table(contentsOf: path, format: format, kind: kind)
      let examples = try encoding.examples(table, allowingMissingColumns: allowMissing)
      (dataset, rows) = (examples.dataset, examples.rows.unfamiliar)
    }
    rows.notes(encoding).forEach(Terminal.warn)
    guard let dataset, dataset.count > 0 else {
      throw FileError(
        path: path, expected: "rows with a value of \(encoding.targetName.quoted)", found: "none")
    }
    return dataset
  }

  /// The pictures of a data set that goes by the name `source`, their labels as the model knows them: a picture labelled 7 is of the
  /// class that is called 7, where classes have names.
  ///
  /// Throws `FileError` for pictures of a size that the model does not take, and for classes that it does not know.
  func examples(of pictures: LabelledImages, from source: String) throws -> Dataset {
    try expectPictures(pictures.images.dimensions, from: source)
    if let classNames {
      let labels = try ClassLabels(count: classNames.count, names: classNames).classes(
        of: pictures.labels, path: source)
      return Dataset(
        inputs: pictures.images.pixels, labels: labels, classes: classNames.count, classNames: classNames)
    }
    let known = classes ?? pictures.classes
    guard known >= pictures.classes else {
      throw FileError(
        path: source, expected: "labels of the \(known) classes that the model knows",
        found: "\(pictures.classes) classes")
    }
    return Dataset(
      LabelledImages(images: pictures.images, labels: pictures.labels, classes: known), flattened: false)
  }

  /// The pictures of a folder's test part, or of all of it, in the model's size, their classes by name.
  ///
  /// Throws `FileError` for a model of other data, and for a class that it does not know.
  func examples(ofFolder path: String) throws -> MeasuredExamples {
    let input = saved.card.input
    guard let classNames, input.rank == 2 || input.rank == 3 else {
      throw FileError(
        path: path, expected: "examples such as the model \(self.path.printable) takes, of shape \(input)",
        found: "a folder of pictures")
    }
    let parts = try PictureFolder(path).load(
      size: (input[0], input[1]), channels: input.rank == 2 ? .grey : .colour)
    let (part, name) =
      parts.test.map { ($0, "test") } ?? parts.validation.map { ($0, "validation") } ?? (parts.train, nil)
    let found = part.classNames ?? []
    let places = Dictionary(classNames.enumerated().map { ($1, $0) }) { first, _ in first }
    if let unknown = found.first(where: { places[$0] == nil }) {
      throw FileError(
        path: path, expected: "folders of the model's classes, \(Folder.summary(of: classNames))",
        found: unknown.quoted)
    }
    let labels = part.labels.elements(as: Int32.self).map { places[found[Int($0)]]! }
    return MeasuredExamples(
      Dataset(inputs: part.inputs, labels: labels, classes: classNames.count, classNames: classNames), name)
  }
}
