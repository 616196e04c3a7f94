import Testing

@testable import FledgeFetch

private func response(_ lines: String...) -> HTTPResponse {
  var response = HTTPResponse()
  for line in lines { response.take(line: line + "\r\n") }
  return response
}

@Suite struct HTTPResponseTests {
  @Test func wholeFilesAndParts() {
    let whole = response("HTTP/1.1 200 OK", "Server: x", "Content-Length: 4542", "")
    #expect(whole.status == 200 && whole.start == 0 && whole.total == 4542)
    let part = response("HTTP/2 206", "content-range: bytes 100-199/200", "content-length: 100")
    #expect(part.status == 206 && part.start == 100 && part.total == 200)
    let unknown = response("HTTP/1.1 206 Partial Content", "Content-Range: bytes 7-9/*")
    #expect(unknown.start == 7 && unknown.total == nil)
  }

  @Test func theLastOfSeveralCounts() {
    let moved = response(
      "HTTP/1.1 302 Found", "Location: /there", "Content-Length: 5", "", "HTTP/1.1 200 OK", "")
    #expect(moved.status == 200 && moved.total == nil)
  }

  @Test(arguments: ["", ":", "HTTP/", "HTTP/1.1", "HTTP/1.1 x", "Content-Range: bytes", "Content-Length: -"])
  func nonsenseIsHarmless(line: String) {
    #expect(response(line).status == 0 && response(line).total == nil)
  }
}
