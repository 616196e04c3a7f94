import Fledge
import FledgeFiles

extension DataReader {
  /// All that the command reads, in the order of its help. What stands at a path is read by the first that recognises it; what
  /// none does is a table, or in a directory files in parts.
  static let all = [digits, mnist, table, arrays, npz, parts, pictures, safetensors]

  /// What is taken where no data are named.
  static let digits = DataReader(
    name: "drawn digits", summary: "digits (built in, the default)", place: .word("digits"),
    options: [], preset: { _ in .pictures },
    load: { _, _, _ in .pictures((Digits.train(), Digits.test())) },
    test: { _, predictor, _ in
      MeasuredExamples(try predictor.examples(of: Digits.test(), from: "digits"), "test")
    })

  static let mnist = DataReader(
    name: "MNIST", summary: "mnist (see 'fledge help data fetch')", place: .word("mnist", folder: "mnist"),
    options: [], preset: { _ in .pictures },
    load: { _, _, _ in .pictures(try MNIST.load(from: nil) { try $0.checkSize(path: $1) }) },
    test: { _, predictor, _ in
      let classes = predictor.classNames == nil ? predictor.classes ?? 10 : 10
      return MeasuredExamples(
        try predictor.examples(
          of: MNIST.load(.test, from: nil, classes: classes) { try predictor.expectPictures($0, from: $1) },
          from: "mnist"), "test")
    })

  static let table = DataReader(
    name: "a table", summary: "a table (CSV, TSV, JSON lines)", place: .file,
    formats: [
      DataFormat(name: "csv", expected: "the file of a table", table: .separated),
      DataFormat(name: "tsv", expected: "the file of a table", table: .separated, separator: .tab),
      DataFormat(name: "jsonl", expected: "the file of a table", table: .jsonLines),
    ],
    streaming: (content: "the rows of a table", files: "tables"), isTable: true,
    options: TableOptions.names.filter { $0 != "--input" }, preset: { $0.preset },
    load: { request, table, _ in try .rows(of: request, table) },
    test: { request, predictor, options in MeasuredExamples(try predictor.rows(of: request, options)) })

  static let arrays = DataReader(
    name: "two arrays", summary: "two NPY files (inputs and targets)",
    place: .pair(
      name: "two NPY files", both: "an array of inputs and one of targets, both NPY",
      alone: "one array: name its targets, too, as in fledge train X.npy y.npy"),
    formats: [DataFormat(name: "npy", expected: "two NPY files")],
    recognises: { $0.start.first == 0x93 },
    streaming: (content: "the inputs of two NPY files", files: "two NPY files"),
    options: ["--task", "--test-fraction"],
    load: { request, table, _ in
      let (inputs, targets, task) = (request.paths[0], request.paths[1], table.datasetTask)
      let examples =
        try request.isStreamed
        ? NPY.streamDataset(inputs: inputs, targets: targets, task: task)
        : NPY.readDataset(inputs: inputs, targets: targets, task: task)
      return .examples(train: examples, validation: nil, test: nil)
    },
    test: { request, predictor, _ in
      MeasuredExamples(
        try .arrays(
          inputs: request.paths[0], targets: request.paths[1], classes: predictor.classes,
          classNames: predictor.classNames, areStreamed: request.isStreamed))
    })

  static let npz = archive("npz", summary: "an NPZ file of arrays") {
    $0.start.starts(with: "PK\u{3}\u{4}".utf8)
  } open: {
    try NPZ(path: $0)
  }

  /// Files of a training and of a test part, pictures or arrays.
  static let parts = DataReader(
    name: "files in parts",
    summary: """
      a directory with the four IDX files, whose targets are labels or numbers, or with x_train.npy, y_train.npy, x_test.npy and \
      y_test.npy
      """,
    // IDX, as it is or compressed, and NPY.
    place: .directory(beginnings: [[0, 0], [0x1F, 0x8B], [0x93]]),
    formats: [
      DataFormat(name: "npy", expected: "a directory of NPY files"),
      DataFormat(name: "idx", expected: "a directory of IDX files"),
    ],
    recognises: { $0.holdsParts }, options: [], preset: { _ in .pictures },
    load: { request, _, _ in .parts(try Dataset.load(from: request.path) { try $0.checkSize(path: $1) }) },
    test: { request, predictor, _ in
      MeasuredExamples(
        try .loadTest(from: request.path, classes: predictor.classes, classNames: predictor.classNames) {
          try predictor.expectPictures($0, from: $1)
        }, "test")
    })

  static let pictures = DataReader(
    name: "a folder of pictures", summary: "a folder of class folders of pictures",
    // PNG, JPEG, and PGM, PPM and PBM.
    place: .directory(beginnings: [[0x89], [0xFF, 0xD8], [UInt8(ascii: "P")]]),
    formats: [DataFormat(name: "pictures", expected: "a folder of class folders")],
    recognises: { $0.holdsFolders }, options: ["--test-fraction"] + PictureDataOptions.names,
    load: { request, _, pictures in
      let (train, validation, test) = try pictures.load(request.path)
      return .examples(train: train, validation: validation, test: test)
    },
    test: { request, predictor, _ in try predictor.examples(ofFolder: request.path) })

  static let safetensors = archive("safetensors", summary: "a safetensors file of arrays") {
    SafetensorsFile.isStart($0.start)
  } open: {
    try SafetensorsFile.ofArrays(path: $0)
  }

  /// The reader of a format of files of named arrays.
  private static func archive(
    _ format: String, summary: String, recognises: @escaping @Sendable (DataPlace) -> Bool,
    open: @escaping @Sendable (_ path: String) throws -> any NamedArrays
  ) -> DataReader {
    DataReader(
      name: "an archive of arrays", summary: summary, place: .file,
      formats: [DataFormat(name: format, expected: "a file of arrays")], recognises: recognises,
      options: ["--target", "--input", "--task", "--test-fraction"], openArrays: open,
      load: { request, table, _ in try .arrays(of: open(request.path), table) },
      test: { request, predictor, options in
        // Without names it is x_test and y_test that are taken.
        MeasuredExamples(
          try .arrays(
            of: open(request.path), inputs: options.input, targets: options.target,
            classes: predictor.classes, classNames: predictor.classNames),
          options.target == nil ? "test" : nil)
      })
  }
}
