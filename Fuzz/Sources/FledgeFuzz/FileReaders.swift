import Fledge

@testable import FledgePictures
@testable import FledgeRuns

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Readers that take the path of a file: the bytes stand in a file of this process, in memory where the system has such files.

/// The folder of such files.
let scratchFolder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"

/// Runs `body` with a path of this process's own, and removes the file that stands there afterwards.
func withFile(named name: String, _ body: (String) throws -> Void) throws {
  let path = "\(scratchFolder)/fledge-fuzz-\(getpid())-\(name)"
  defer { unlink(path) }
  try body(path)
}

/// Runs `read` with the path of a file of these bytes.
func inFile(_ bytes: [UInt8], _ read: (String) throws -> Void) throws {
  try withFile(named: "input") { path in
    try write(bytes, to: path)
    try read(path)
  }
}

private func write(_ bytes: [UInt8], to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard file >= 0, write(file, bytes, bytes.count) == bytes.count else {
    fatalError("\(path) cannot be written")
  }
  close(file)
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

/// What the first bytes of a file say of its picture is true of the decoded one.
let readPictureHeader: Reader = { bytes in
  try inFile(bytes) { path in
    let options = PictureOptions(mostPixels: 1 << 18, mostBytes: 1 << 22)
    let content = Result { try PictureFile.content(of: path, options) }
    let pictures = try Picture.read(from: path, options: options)
    guard case .picture(let header) = try content.get() else { fatalError("a picture whose header is none") }
    expectAgreement(header.size == pictures[0].size, "\(header.size) and \(pictures[0].size)")
  }
}

/// The log of a run, which is the same once a last line that was cut off is taken away.
let readEvents: Reader = { bytes in
  let folder = "\(scratchFolder)/fledge-fuzz-\(getpid())-run"
  mkdir(folder, 0o700)
  defer { rmdir(folder) }
  let path = folder + "/events.jsonl"
  try write(bytes, to: path)
  defer { unlink(path) }
  let before = try RunRecord(folder)
  _ = try RunFolder(opening: folder)
  let after = try RunRecord(folder)
  expectAgreement(
    before.epochs == after.epochs && before.result == after.result && before.state == after.state,
    "a log of \(before.epochs.count) and of \(after.epochs.count) epochs")
}
