import FledgeBasics
import FledgeFiles
import FledgeTensor

extension NPY {
  /// Examples from two files, as `readDataset` understands them, whose inputs stay in their file: they are read when their batch is due,
  /// block by block, and never all in memory. The file must stay as it is meanwhile. The targets are in memory, and a few bytes for each
  /// example.
  ///
  /// Inputs of a type that is not a tensor's own, such as float16, or in another order of bytes are first converted into a file without a name.
  ///
  /// Throws `FileError` as `readDataset` does, for inputs in Fortran's order, and if there is no room for those that are converted.
  ///
  /// - Parameters:
  ///   - inputs: the path of the file of inputs.
  ///   - targets: the path of the file of targets.
  ///   - task: what the targets are taken for, whatever they look like.
  ///   - classes: the labels are those of the classes 0..<classes.
  ///   - directory: where converted inputs go; without it where TMPDIR says, or /var/tmp.
  public static func streamDataset(
    inputs: String, targets: String, task: Dataset.Task? = nil, classes: Int? = nil, directory: String? = nil
  ) throws -> Dataset {
    let known = classes.map { ClassLabels(count: $0) }
    return try streamDataset(
      inputs: inputs, targets: targets, ArrayTargets(task: task, known: known), directory: directory)
  }

  static func streamDataset(
    inputs path: String, targets targetPath: String, _ understood: ArrayTargets, directory: String? = nil
  ) throws -> Dataset {
    let (place, targetPlace) = (ArrayPlace(path: path), ArrayPlace(path: targetPath))
    let targets = try read(from: targetPath)
    let reader = try FileReader(path: path, kind: .regular)
    let (array, start) = try readHeaderOfWhole(reader, reader.size ?? 0)
    try Dataset.checkFit(
      inputs: Shape(array.shape), "\(array.type)", at: place, targets: targets, at: targetPlace)
    guard !array.isColumnMajor else {
      throw place.error(
        "header, 'fortran_order'",
        expected: "rows one behind the other, to read them one by one (numpy.ascontiguousarray(x))",
        found: "columns, \(array.description)")
    }
    let row = array.shape.count == 1 ? [1] : Array(array.shape.dropFirst())
    let shape = Shape([array.shape[0]] + row)
    // A truth value is the number 0 or 1.
    let dtype = array.type.dtype == .bool ? DType.float32 : array.type.dtype
    let isInPlace = array.type.isAsInMemory(isBigEndian: array.isBigEndian) && array.type.dtype == dtype
    let converted = try isInPlace ? nil : converted(array, dtype, in: directory)
    try forEachPart(of: array, from: reader) { part, start in
      try part.checkFinite(path: path, from: start)
      try converted.map { file in try part.converted(to: dtype).withBytes { try file.write($0) } }
    }
    let file =
      converted.map { RowFile($0.finish(), dtype, shape) } ?? RowFile(reader, at: start, dtype, shape)
    // The inputs take their place when the targets are understood.
    let none = Tensor.zeros(Shape([shape[0], 0]), dtype: dtype)
    var dataset = try understood.dataset(inputs: none, targets: targets, at: targetPlace)
    dataset.store.inputs = .file(file, shape: shape)
    dataset.store.blocking = Blocking(rowBytes: shape.count(over: 1...) * dtype.byteCount)
    return dataset
  }

  /// A file with room for the elements in another type.
  private static func converted(
    _ array: StoredArray, _ dtype: DType, in directory: String?
  ) throws -> UnlinkedFile {
    let directory = directory ?? UnlinkedFile.standardDirectory
    let bytes = array.byteCount / array.type.byteCount * dtype.byteCount
    try UnlinkedFile.expectRoom(for: bytes, in: directory, purpose: "the inputs as \(dtype)")
    return try UnlinkedFile(in: directory)
  }

  /// Runs `body` with the elements of an array, some rows at a time, and the number of elements before them.
  private static func forEachPart(
    of array: StoredArray, from reader: FileReader, _ body: (Tensor, Int) throws -> Void
  ) throws {
    let rowSize = array.shape.dropFirst().reduce(1, *)
    let rows = max(1, (1 << 22) / max(1, rowSize * array.type.byteCount))
    let wrong = wrongSize(array, reader)
    for first in stride(from: 0, to: array.shape[0], by: rows) {
      var part = StoredArray(
        type: array.type, shape: [min(rows, array.shape[0] - first)] + array.shape.dropFirst())
      part.isBigEndian = array.isBigEndian
      try body(part.read(from: reader, isPresent: true, wrong: wrong), first * rowSize)
    }
  }
}
