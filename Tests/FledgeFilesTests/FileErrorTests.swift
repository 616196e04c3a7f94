import FledgeFiles
import Testing

@Suite struct FileErrorTests {
  @Test func descriptionJoinsTheParts() {
    let whole = FileError(
      path: "weights.safetensors", place: "tensor \"layers.0.weight\"", expected: "shape [784, 400]",
      found: "shape [784, 100]")
    #expect(
      whole.description
        == "weights.safetensors: tensor \"layers.0.weight\": expected shape [784, 400], found shape [784, 100]"
    )
    #expect("\(FileError(path: "a", found: "b"))" == "a: b")
    #expect("\(FileError(path: "a\n\u{9b}2J", found: "b"))" == #""a\u{a}\u{9b}2J": b"#)
    #expect("\(FileError(path: "a", place: "line 3", found: "b"))" == "a: line 3: b")
    #expect("\(FileError(path: "a", expected: "c", found: "b"))" == "a: expected c, found b")
  }
}
