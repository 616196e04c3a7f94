import FledgeBasics
import Testing

@testable import FledgeCLI

@Suite struct SuggestionTests {
  @Test func distances() {
    #expect(editDistance("", "") == 0)
    #expect(editDistance("kitten", "sitting") == 3)
    #expect(editDistance("relu", "") == 4)
    #expect(editDistance("rleu", "relu") == 1)
    #expect(editDistance("float46", "float64") == 1)
    #expect(editDistance("abcd", "badc") == 2)
    #expect(editDistance("ca", "abc") == 3)
  }

  @Test func onlyCloseNamesAreSuggested() {
    let names = ["relu", "leaky-relu", "sigmoid"]
    #expect(suggestion(for: "rlu", among: names) == "relu")
    #expect(suggestion(for: "RELU", among: names) == "relu")
    #expect(suggestion(for: "sigmoidal", among: names) == "sigmoid")
    #expect(suggestion(for: "xyzzy", among: names) == nil)
    #expect(suggestion(for: String(repeating: "relu", count: 1000), among: names) == nil)
    #expect(suggestion(for: "relu", among: []) == nil)
    #expect(suggestion(for: "laeky", among: names) == "leaky-relu")
    #expect(suggestion(for: "--bach", among: ["--batch-size", "--data"]) == "--batch-size")
    #expect(suggestion(for: "--bach", among: ["--batch-size", "--batch-count"]) == nil)
  }
}
