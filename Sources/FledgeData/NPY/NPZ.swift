import FledgeBasics
import FledgeFiles
import FledgeTensor

/// NumPy's archives of named arrays, as `numpy.savez` and `numpy.savez_compressed` write them.
///
/// ```swift
/// let archive = try NPZ(path: "mnist.npz")
/// let images = try archive.array("x_train")           // the others are not read
/// let (train, test) = try archive.datasets()          // x_train, y_train, x_test, y_test
/// ```
public struct NPZ: NamedArrays {
  /// What an archive says of one of its arrays.
  public struct Description: Sendable, Equatable {
    /// The array's name.
    public let name: String
    /// The type of its elements in the file, as NumPy calls it: `uint16`.
    public let type: String
    /// The lengths of its axes.
    public let shape: Shape
  }

  /// The most bytes that an array may have, unless another limit is given: 4 GiB.
  public static let standardLimit = 1 << 32

  private static let suffix = ".npy"

  /// The file's name.
  public let path: String
  /// The names of the arrays, in the order of the archive.
  public let names: [String]
  private let archive: ZipArchive
  private let limit: Int

  /// Reads the directory of an archive; an array is read when it is asked for.
  ///
  /// Throws `FileError` if the file is missing, is no ZIP archive, is damaged, or has no array.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes that an array may have when it is inflated.
  public init(path: String, limit: Int = NPZ.standardLimit) throws {
    archive = try ZipArchive(path: path)
    (self.path, self.limit) = (path, limit)
    names = archive.entries.map(\.name).filter { $0.hasSuffix(Self.suffix) }.map {
      String($0.dropLast(Self.suffix.count))
    }
    guard !names.isEmpty else {
      throw FileError(path: path, expected: "an archive of NPY files", found: "one without any")
    }
  }

  /// Reads one array, as `NPY.read` does.
  ///
  /// Throws `FileError` if there is none of this name, it is damaged, has more bytes than the limit, or is nothing that `NPY.read`
  /// takes.
  public func array(_ name: String) throws -> Tensor {
    try place(name).naming {
      let stream = try stream(name)
      return try NPY.read(stream, size: stream.size)
    }
  }

  /// What the headers of the arrays say; no element is inflated.
  ///
  /// Throws `FileError` as `array` does.
  public func descriptions() throws -> [Description] {
    try names.map { name in
      try place(name).naming {
        let stream = try stream(name)
        let array = try NPY.describe(stream, size: stream.size)
        return Description(name: name, type: array.type.rawValue, shape: Shape(array.shape))
      }
    }
  }

  private func stream(_ name: String) throws -> ZipMember {
    guard let entry = archive.entries.first(where: { $0.name == name + Self.suffix }) else {
      throw missing(name)
    }
    return try archive.stream(entry, limit: limit)
  }

  /// Writes arrays of any shapes as `numpy.savez` does; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if it cannot be written, or a name stands twice.
  public static func write(_ arrays: KeyValuePairs<String, Tensor>, to path: String) throws {
    let members = arrays.map { name, tensor in
      ZipWriter.Member(name + suffix) { take in
        let header = NPY.header(of: tensor)
        try header.withBytes(take)
        try tensor.withBytes(take)
      }
    }
    try ZipWriter.write(members, to: path)
  }
}

extension [UInt8] {
  // Safe: the array is held while its bytes are used.
  fileprivate func withBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try withUnsafeBytes(body)
  }
}
