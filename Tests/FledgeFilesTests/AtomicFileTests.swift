import FledgeFiles
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  let directory = TemporaryDirectory()

  func path(_ name: String) -> String { directory.path + "/" + name }

  @Test func newFile() throws {
    try AtomicFile.checkWritable(path("new"))
    #expect(directory.names.isEmpty)
    try AtomicFile.write([1, 2, 3], to: path("new"))
    #expect(directory.bytes("new") == [1, 2, 3])
    #expect(directory.names == ["new"])
    let mask = umask(0)
    umask(mask)
    #expect(directory.mode("new") == 0o666 & ~Int(mask))
  }

  @Test func replacedFileKeepsItsMode() throws {
    let file = directory.file("old", [9])
    chmod(file, 0o640)
    try AtomicFile.checkWritable(file)
    #expect(directory.bytes("old") == [9])
    try AtomicFile.write(to: file) { writer in
      try writer.write([1, 2])
      try writer.write([])
      try writer.write([3])
      #expect(writer.position == 3)
    }
    #expect(directory.bytes("old") == [1, 2, 3])
    #expect(directory.mode("old") == 0o640)
    #expect(directory.names == ["old"])
  }

  @Test func symbolicLinksStay() throws {
    let other = TemporaryDirectory()
    _ = other.file("real", [9])
    #expect(symlink(other.path + "/real", path("link")) == 0)
    #expect(symlink("link", path("link2")) == 0)
    #expect(symlink("absent", path("dangling")) == 0)
    try AtomicFile.write([1], to: path("link2"))
    #expect(other.bytes("real") == [1])
    #expect(other.names == ["real"])
    try AtomicFile.write([2], to: path("dangling"))
    #expect(directory.bytes("absent") == [2])
    #expect(directory.names == ["absent", "dangling", "link", "link2"])
    #expect(symlink("loop", path("loop")) == 0)
    #expect(throws: FileError(path: path("loop"), found: "too many symbolic links")) {
      try AtomicFile.checkWritable(path("loop"))
    }
  }

  @Test func whatCannotBeWritten() throws {
    let file = directory.file("file", [1])
    let fifo = path("pipe")
    #expect(mkfifo(fifo, 0o600) == 0)
    let before = directory.names
    let long = path(String(repeating: "n", count: 300))
    let problems: [(path: String, message: String)] = [
      ("", "\"\": expected a file name, found an empty one"),
      (directory.path, "\(directory.path): is a directory"),
      (directory.path + "/", "\(directory.path)/: is a directory"),
      (path("none/model"), "\(path("none/model")): there is no directory \(path("none"))/"),
      (path("none/"), "\(path("none/")): expected a file name, found the name of a directory"),
      (file + "/model", "\(file)/model: a part of the path is not a directory"),
      (fifo, "\(fifo): expected a regular file, found a pipe or a device"),
      ("/dev/null", "/dev/null: expected a regular file, found a pipe or a device"),
      (long, "\(long): the name is too long"),
      (path("a\0b"), "\"\(path("a\\u{0}b"))\": the path contains a zero byte"),
    ]
    for (path, message) in problems {
      let checked = #expect(throws: FileError.self, "\(path)") { try AtomicFile.checkWritable(path) }
      #expect(checked?.description == message)
      let written = #expect(throws: FileError.self, "\(path)") { try AtomicFile.write([1], to: path) }
      #expect(written?.description == message)
    }
    #expect(directory.names == before)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func forbidden() throws {
    let file = directory.file("file", [1])
    chmod(file, 0o444)
    #expect(throws: FileError(path: file, found: "cannot be written: permission denied")) {
      try AtomicFile.checkWritable(file)
    }
    chmod(directory.path, 0o555)
    #expect(throws: FileError.self) { try AtomicFile.checkWritable(path("new")) }
    chmod(directory.path, 0o755)
  }

  @Test func longestName() throws {
    let name = String(repeating: "n", count: 255)
    try AtomicFile.write([1], to: path(name))
    #expect(directory.names == [name])
  }

  /// A file that nothing locks any more belongs to a writer that is gone; others are none of ours.
  @Test func abandonedFilesAreRemoved() throws {
    let other = TemporaryDirectory()
    _ = directory.file(".fledge-1abc.tmp", [1])
    let kept = [".fledge-1abc", ".fledge-link.tmp", ".fledge-pipe.tmp", "x.fledge-1.tmp"]
    for name in [kept[0], kept[3]] { _ = directory.file(name, [1]) }
    #expect(symlink(other.file("other", [7]), path(kept[1])) == 0)
    #expect(mkfifo(path(kept[2]), 0o600) == 0)
    try AtomicFile.write([1], to: path("model"))
    #expect(directory.names == (kept + ["model"]).sorted())
    #expect(other.names == ["other"])
    _ = directory.file(".fledge-2.tmp", [1])
    try AtomicFile.checkWritable(path("model"))
    #expect(directory.names == (kept + ["model"]).sorted())
  }

  /// A write that goes on keeps its temporary file while others come and go, until the file has its name.
  @Test func filesInUseAreKept() throws {
    try AtomicFile.write(to: path("slow")) { writer in
      try writer.write([1])
      try AtomicFile.write([2], to: path("quick"))
      try AtomicFile.checkWritable(path("other"))
      #expect(directory.names.filter { $0.hasPrefix(".fledge-") }.count == 1)
      try writer.write([3])
    }
    var calls = FileCalls.system
    calls.rename = { old, new in
      // The last moment before the file has its name.
      try? AtomicFile.write([4], to: new + "-2")
      return rename(old, new)
    }
    try AtomicFile.write([5], to: path("late"), calls: calls)
    #expect(directory.names == ["late", "late-2", "quick", "slow"])
    #expect(directory.bytes("slow") == [1, 3] && directory.bytes("late") == [5])
  }

  /// Many writers at once, each of which looks for abandoned files: none loses its own.
  @Test func manyWritersAtOnce() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        let path = path("file\(number)")
        group.addTask { for _ in 0..<40 { try AtomicFile.write(noise(100), to: path) } }
      }
      try await group.waitForAll()
    }
    #expect(directory.names == (0..<8).map { "file\($0)" })
  }

  @Test func aLinkToANameThatIsNotUTF8() throws {
    #if os(Linux)
      let link = path("link")
      let target: [CChar] = [0x63, CChar(bitPattern: 0xE9), 0]
      #expect(symlink(target, link) == 0)
      #expect(throws: FileError(path: link, found: "is a symbolic link to a name that is not UTF-8")) {
        try AtomicFile.write([1], to: link)
      }
      #expect(directory.names == ["link"])
    #endif
  }

  @Test func everyFailureLeavesTheOldFile() throws {
    struct Refusal: Error {}
    let file = directory.file("model", [9, 9])
    var full = FileCalls.system
    // As on a disk with 1000 bytes left: a short write, then none.
    full.write = { descriptor, source, count in
      let position = Int(lseek(descriptor, 0, SEEK_CUR))
      if position < 1000 { return write(descriptor, source, min(count, 1000 - position)) }
      errno = ENOSPC
      return -1
    }
    var unsynchronised = FileCalls.system
    unsynchronised.sync = { _ in
      errno = EIO
      return -1
    }
    var fixed = FileCalls.system
    fixed.rename = { _, _ in
      errno = EROFS
      return -1
    }
    let cases: [(FileCalls, String)] = [
      (full, "cannot be written: the disk is full"),
      (unsynchronised, "cannot be written: Input/output error"),
      (fixed, "cannot be replaced: the file system is read-only"),
    ]
    for (calls, found) in cases {
      #expect(throws: FileError(path: file, found: found)) {
        try AtomicFile.write(noise(5000), to: file, calls: calls)
      }
      #expect(directory.bytes("model") == [9, 9])
      #expect(directory.names == ["model"])
    }
    #expect(throws: Refusal.self) {
      try AtomicFile.write(to: file) { writer in
        try writer.write([1])
        throw Refusal()
      }
    }
    #expect(directory.bytes("model") == [9, 9])
    #expect(directory.names == ["model"])
  }

  @Test func interruptedAndShortWritesGoOn() throws {
    let calls = Atomic(0)
    var slow = FileCalls.system
    slow.write = { descriptor, source, count in
      guard calls.add(1, ordering: .relaxed).newValue.isMultiple(of: 2) else {
        errno = EINTR
        return -1
      }
      return write(descriptor, source, min(count, 3))
    }
    try AtomicFile.write(noise(100), to: path("file"), calls: slow)
    #expect(directory.bytes("file") == noise(100))
  }

  #if compiler(>=6.2)
    @Test func systemLimit() async {
      // In a process of its own, since the limit holds for all of it.
      await #expect(processExitsWith: .success) {
        let directory = TemporaryDirectory()
        let file = directory.file("model", [9])
        var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
        #if canImport(Glibc)
          setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
          setrlimit(RLIMIT_FSIZE, &limit)
        #endif
        signal(SIGXFSZ, SIG_IGN)
        let problem = "cannot be written: the file would be larger than the system allows"
        #expect(throws: FileError(path: file, found: problem)) {
          try AtomicFile.write(noise(100_000), to: file)
        }
        #expect(directory.bytes("model") == [9])
        #expect(directory.names == ["model"])
      }
    }
  #endif
}
