import FledgeData
import FledgeFetch
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Two small files in place of the four large ones; the first one does not compress.
private let contents = [noise(200_000), Array(repeating: UInt8(7), count: 5000)]
private let archives = contents.map { Gzip.compress($0) }
private let files = contents.enumerated().map {
  PublishedFile(name: "file\($0)", size: $1.count, digest: SHA256.hexDigest(of: $1))
}

private func archive(_ request: LoopbackServer.Request) -> [UInt8] {
  request.path == "file0.gz" ? archives[0] : archives[1]
}

/// The directories of a test, removed with the last reference.
private final class Place {
  let root = NSTemporaryDirectory() + "/fledge-fetch-" + UUID().uuidString
  var data: String { root + "/data/mnist" }
  var partial: String { root + "/cache/downloads" }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func names(_ directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }

  func bytes(_ path: String) -> [UInt8] {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
  }

  func download(_ mirrors: [String]) -> MNISTDownload {
    var download = try! MNISTDownload(from: mirrors[0], into: data)
    download.mirrors = mirrors
    download.partialDirectory = partial
    download.pause = .zero
    download.files = files
    return download
  }

  /// Runs the download and returns the error's words.
  func problem(_ mirrors: [String]) -> String {
    do {
      try download(mirrors).run()
      return "no error"
    } catch {
      return mirrors.enumerated().reduce("\(error)") { text, mirror in
        text.replacingOccurrences(of: mirror.element, with: "<mirror \(mirror.offset)>")
      }
    }
  }

  /// Everything is there and nothing else.
  func expectComplete(_ location: SourceLocation = #_sourceLocation) {
    #expect(names(data) == ["file0.gz", "file1.gz"], sourceLocation: location)
    #expect(names(partial) == [], sourceLocation: location)
    #expect(bytes(data + "/file0.gz") == archives[0], sourceLocation: location)
    #expect(bytes(data + "/file1.gz") == archives[1], sourceLocation: location)
  }

  func expectNothing(_ location: SourceLocation = #_sourceLocation) {
    #expect(names(data) == [], sourceLocation: location)
    #expect(names(partial) == [], sourceLocation: location)
  }
}

private typealias Request = LoopbackServer.Request

@Suite struct DownloadTests {
  private let place = Place()

  @Test func bringsTheFilesOnce() throws {
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    var states: [DownloadProgress] = []
    try place.download([server.url]).run { states.append($0) }
    place.expectComplete()
    #expect(server.requests == [Request(path: "file0.gz"), Request(path: "file1.gz")])
    #expect(states.filter { $0.state == .done }.map(\.file) == ["file0.gz", "file1.gz"])
    guard
      case .receiving(archives[0].count, archives[0].count, let rate) = states.last(where: {
        $0.file == "file0.gz" && $0.state != .done
      })?.state
    else {
      Issue.record("no progress to the end: \(states)")
      return
    }
    #expect(rate > 0)
    states = []
    try place.download([server.url]).run { states.append($0) }
    #expect(states.map(\.state) == [.alreadyThere, .alreadyThere])
    #expect(server.requests.count == 2)
  }

  @Test func anUncompressedFileIsThereToo() throws {
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
    try Data(contents[0]).write(to: URL(fileURLWithPath: place.data + "/file0"))
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: place.data + "/file1.gz"))
    try place.download([server.url]).run()
    #expect(server.requests == [Request(path: "file1.gz")])
    #expect(place.names(place.data) == ["file0", "file1.gz"])
    #expect(place.bytes(place.data + "/file1.gz") == archives[1])
  }

  @Test func goesOnAfterABrokenConnection() throws {
    let server = LoopbackServer { request, count in
      .file(archive(request), request, brokenAfter: count < 3 ? 50_000 : nil)
    }
    try place.download([server.url]).run()
    place.expectComplete()
    #expect(server.requests.prefix(4).map(\.start) == [nil, 50_000, 100_000, 150_000])
  }

  @Test func goesOnInAnotherRun() throws {
    let broken = LoopbackServer { request, count in
      count == 0 ? .file(archive(request), request, brokenAfter: 70_000) : nil
    }
    let text = place.problem([broken.url])
    #expect(text.hasPrefix("file0.gz: cannot be downloaded: <mirror 0>: "))
    #expect(place.names(place.data) == [])
    #expect(place.names(place.partial).count == 1)
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    try place.download([server.url]).run()
    place.expectComplete()
    #expect(server.requests.map(\.start) == [70_000, nil])
  }

  /// A run that was killed between the last byte and the verification.
  @Test func completeBytesNeedNoServer() throws {
    try FileManager.default.createDirectory(atPath: place.partial, withIntermediateDirectories: true)
    let broken = LoopbackServer { request, _ in .file(archive(request), request, brokenAfter: 1000) }
    _ = place.problem([broken.url])
    let name = place.partial + "/" + place.names(place.partial)[0]
    try Data(archives[0]).write(to: URL(fileURLWithPath: name))
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    try place.download([server.url]).run()
    place.expectComplete()
    #expect(server.requests.map(\.path) == ["file1.gz"])
  }

  @Test func startsAgainWhereRangesAreUnknown() throws {
    let server = LoopbackServer { request, count in
      var whole = request
      whole.start = nil
      return .file(archive(request), whole, brokenAfter: count == 0 ? 50_000 : nil)
    }
    try place.download([server.url]).run()
    place.expectComplete()
    #expect(server.requests.map(\.start) == [nil, 50_000, nil])
  }

  /// What came before is not the beginning of the right file, or is longer than it, or the server sends another part.
  @Test(arguments: [0, 1, 2]) func startsAgainWhenTheBeginningIsWrong(fault: Int) throws {
    let broken = LoopbackServer { request, count in
      guard count == 0 else { return nil }
      let bytes = fault == 1 ? noise(202_000) : fault == 0 ? noise(100_000) : archives[0]
      return .file(bytes, request, brokenAfter: bytes.count - 1)
    }
    _ = place.problem([broken.url])
    #expect(place.names(place.partial).count == 1)
    let server = LoopbackServer { request, count in
      var answer = LoopbackServer.Answer.file(archive(request), request)
      if fault == 2 && count == 0 { answer.headers = ["Content-Range: bytes 0-1/2"] }
      return answer
    }
    try place.download([server.url]).run()
    place.expectComplete()
    #expect(server.requests[0].start != nil && server.requests[1].start == nil)
  }

  @Test func theNextMirrorGoesOn() throws {
    let broken = LoopbackServer { request, count in
      count == 0 ? .file(archive(request), request, brokenAfter: 50_000) : nil
    }
    let empty = LoopbackServer { _, _ in .init(status: 404, body: Array("not here".utf8)) }
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    try place.download([broken.url, empty.url, server.url]).run()
    place.expectComplete()
    #expect(server.requests.map(\.start) == [50_000, nil])
  }

  @Test(arguments: [404, 403, 500, 503]) func anErrorStatusLeavesNothing(status: Int) {
    let server = LoopbackServer { _, _ in .init(status: status, body: Array("<html>".utf8)) }
    #expect(
      place.problem([server.url, server.url + "other/"])
        == "file0.gz: cannot be downloaded: <mirror 0>: HTTP status \(status); <mirror 0>other/: HTTP status \(status)"
    )
    place.expectNothing()
    #expect(server.requests.map(\.path) == ["file0.gz", "other/file0.gz"])
  }

  @Test func wrongBytesLeaveNothing() {
    let wrong = LoopbackServer { request, _ in .file(Gzip.compress(noise(1000)), request) }
    #expect(place.problem([wrong.url]).contains("<mirror 0>: what came is not file0: expected SHA-256 "))
    place.expectNothing()
    let page = LoopbackServer { request, _ in .file(Array("<html>".utf8), request) }
    #expect(place.problem([page.url]).contains("what came is not file0: expected SHA-256 "))
    place.expectNothing()
    let empty = LoopbackServer { request, _ in .init() }
    #expect(place.problem([empty.url]).contains("what came is not file0: expected SHA-256 "))
    place.expectNothing()
    var damaged = archives[0]
    damaged[100_000] ^= 1
    let other = LoopbackServer { [damaged] request, _ in .file(damaged, request) }
    #expect(place.problem([other.url]).contains("what came is not file0: "))
    place.expectNothing()
  }

  @Test func tooMuchLeavesNothing() {
    let archive = Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
    let bomb = LoopbackServer { request, _ in .file(archive, request) }
    #expect(place.problem([bomb.url]).contains("what came is not file0: it has more than 200000 bytes"))
    place.expectNothing()
    let endless = LoopbackServer { request, _ in .file(noise(1_000_000), request) }
    #expect(place.problem([endless.url]).contains("the server sends more than 203024 bytes"))
    place.expectNothing()
  }

  @Test func followsRedirections() throws {
    let target = LoopbackServer { request, _ in .file(archive(request), request) }
    let server = LoopbackServer { [url = target.url] request, _ in
      .init(status: 302, headers: ["Location: \(url)\(request.path)"], body: Array("moved".utf8))
    }
    try place.download([server.url]).run()
    place.expectComplete()
    let circle = LoopbackServer { request, _ in .init(status: 301, headers: ["Location: /\(request.path)"]) }
    let other = Place()
    #expect(other.problem([circle.url]).hasPrefix("file0.gz: cannot be downloaded: <mirror 0>: "))
    other.expectNothing()
    let local = LoopbackServer { _, _ in .init(status: 302, headers: ["Location: file:///etc/passwd"]) }
    #expect(other.problem([local.url]).hasPrefix("file0.gz: cannot be downloaded: <mirror 0>: "))
    other.expectNothing()
  }

  @Test func silenceEnds() {
    let server = LoopbackServer { request, _ in
      var answer = LoopbackServer.Answer.file(archive(request), request, brokenAfter: 0)
      answer.fallsSilent = true
      return answer
    }
    var download = place.download([server.url])
    download.timeouts.stall = 1
    download.attempts = 1
    let start = ContinuousClock.now
    #expect(throws: FileError.self) { try download.run() }
    #expect(start.duration(to: .now) < .seconds(20))
  }

  /// A server that takes the request and never answers: the observer, which looks for signals, is asked all the same.
  @Test(arguments: [true, false]) func silenceDoesNotHoldTheObserver(answersNothing: Bool) throws {
    struct Enough: Error {}
    let server = LoopbackServer { request, _ in
      var answer = LoopbackServer.Answer.file(archive(request), request, brokenAfter: 0)
      answer.fallsSilent = true
      answer.isWithoutHead = answersNothing
      return answer
    }
    let start = ContinuousClock.now
    #expect(throws: Enough.self) {
      try place.download([server.url]).run { _ in
        if start.duration(to: .now) > .milliseconds(300) { throw Enough() }
      }
    }
    #expect(start.duration(to: .now) < .seconds(8))
  }

  /// A server that sends a byte now and then is as good as a silent one.
  @Test func trickleEnds() throws {
    let server = LoopbackServer { request, _ in
      var answer = LoopbackServer.Answer.file(archive(request), request)
      answer.trickles = true
      return answer
    }
    var download = place.download([server.url])
    download.timeouts.stall = 1
    download.attempts = 1
    let start = ContinuousClock.now
    #expect(throws: FileError.self) { try download.run() }
    #expect(start.duration(to: .now) < .seconds(20))
  }

  /// What stands under the name of the beginnings of a file is not written through.
  @Test(arguments: ["link", "second name", "pipe"]) func plantedFilesAreRefused(_ kind: String) throws {
    try FileManager.default.createDirectory(atPath: place.partial, withIntermediateDirectories: true)
    let broken = LoopbackServer { request, _ in .file(archive(request), request, brokenAfter: 1000) }
    _ = place.problem([broken.url])
    let name = place.partial + "/" + place.names(place.partial)[0]
    let victim = place.root + "/victim"
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: victim))
    unlink(name)
    switch kind {
    case "link": #expect(symlink(victim, name) == 0)
    case "pipe": #expect(mkfifo(name, 0o600) == 0)
    default: #expect(link(victim, name) == 0)
    }
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    #expect(
      place.problem([server.url]).hasPrefix("\(name): expected the beginning of a download, or nothing"))
    #expect(place.bytes(victim) == [1, 2, 3])
    #expect(server.requests.isEmpty)
  }

  /// A pipe that no program writes to, in the place of a file: no waiting, and no download in vain.
  @Test func aPipeInThePlaceOfAFile() throws {
    try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
    let pipe = place.data + "/file0.gz"
    #expect(mkfifo(pipe, 0o600) == 0)
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    #expect(place.problem([server.url]) == "\(pipe): expected a regular file, found a pipe or a device")
    #expect(server.requests.isEmpty)
  }

  @Test func noServerListens() {
    let url = LoopbackServer { _, _ in nil }.url
    #expect(place.problem([url]).hasPrefix("file0.gz: cannot be downloaded: <mirror 0>: "))
    place.expectNothing()
  }

  @Test func theObserverMayEndIt() throws {
    struct Enough: Error {}
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    #expect(throws: Enough.self) {
      try place.download([server.url]).run {
        if case .receiving(let received, _, _) = $0.state, received > 0 { throw Enough() }
      }
    }
    #expect(place.names(place.data) == [] && place.names(place.partial).count == 1)
    try place.download([server.url]).run()
    place.expectComplete()
  }

  /// Without a directory for caches nothing is kept.
  @Test func bytesAreNotKeptBesideTheFiles() throws {
    let server = LoopbackServer { request, count in
      count == 0 ? .file(archive(request), request, brokenAfter: 50_000) : nil
    }
    var download = place.download([server.url])
    download.partialDirectory = "/dev/null/downloads"
    #expect(throws: FileError.self) { try download.run() }
    place.expectNothing()
    let whole = LoopbackServer { request, _ in .file(archive(request), request) }
    download.mirrors = [whole.url]
    try download.run()
    place.expectComplete()
  }

  @Test func placesAndAddressesAreChecked() throws {
    #expect(throws: FileError(path: "/dev/null", expected: "a directory", found: "something else")) {
      try MNISTDownload(from: "http://127.0.0.1:9", into: "/dev/null/data").run()
    }
    for address in ["ftp://somewhere/", "file:///etc/", "somewhere", ""] {
      #expect(
        throws: FileError(path: address, found: "is no address that starts with http:// or https://")
      ) { try MNISTDownload(from: address) }
    }
    let standard = try MNISTDownload()
    #expect(standard.directory == MNIST.standardDirectory && standard.mirrors.count == 2)
  }

  @Test func oneProcessAtATime() throws {
    let server = LoopbackServer { request, _ in .file(archive(request), request) }
    let second = place.download([server.url])
    var problems: [String] = []
    try place.download([server.url]).run { progress in
      if case .receiving = progress.state, problems.isEmpty {
        do { try second.run() } catch { problems.append("\(error)") }
      }
    }
    place.expectComplete()
    #expect(problems.count == 1 && problems[0].hasSuffix("another process is downloading this file"))
  }
}
