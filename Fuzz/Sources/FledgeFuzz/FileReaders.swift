import Fledge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Readers that take the path of a file: the bytes stand in a file of this process, in memory where the system has such files.

/// The path of that file.
private let path: String = {
  let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  return "\(folder)/fledge-fuzz-\(getpid())"
}()

private func inFile(_ bytes: [UInt8], _ read: (String) throws -> Void) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard file >= 0, write(file, bytes, bytes.count) == bytes.count else {
    fatalError("\(path) cannot be written")
  }
  close(file)
  defer { unlink(path) }
  try read(path)
}

/// Goes on after an error, if it is one that a file may cause.
private func attempt(_ body: () throws -> Void) throws {
  do { try body() } catch let error as FileError { _ = error.description }
}

let readNPY: Reader = { bytes in try inFile(bytes) { _ = try NPY.read(from: $0) } }

/// The headers of all arrays, each array, and the two parts of a data set if the archive has their names.
let readNPZ: Reader = { bytes in
  try inFile(bytes) { path in
    let archive = try NPZ(path: path, limit: 1 << 20)
    try attempt { _ = try archive.descriptions() }
    if archive.holdsDatasets { try attempt { _ = try archive.datasets() } }
    for name in archive.names { try attempt { _ = try archive.array(name) } }
    if let name = archive.names.last { _ = try archive.dataset(targets: name) }
  }
}

/// Labels, numbers to predict and pictures, compressed or not.
let readIDX: Reader = { bytes in
  try inFile(bytes) { path in
    try attempt { _ = try IDX.readPictures(from: path) }
    try attempt { _ = try IDX.readImages(from: path) }
    try attempt { _ = try IDX.readLabels(from: path) }
    _ = try IDX.readTargets(from: path)
  }
}
