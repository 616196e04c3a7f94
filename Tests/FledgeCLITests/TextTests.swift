import Testing

@testable import FledgeCLI

@Suite struct TextTests {
  @Test func fixed() {
    #expect(Text.fixed(1.23456, 4) == "1.2346")
    #expect(Text.fixed(0.05, 1) == "0.1")
    #expect(Text.fixed(-0.001, 2) == "0.00")
    #expect(Text.fixed(-1.5, 2) == "-1.50")
    #expect(Text.fixed(7, 0) == "7")
    #expect(Text.fixed(999.9999, 3) == "1000.000")
    #expect(Text.fixed(.infinity, 2) == "inf")
    #expect(Text.fixed(.nan, 2) == "nan")
    #expect(Text.fixed(1e300, 2) == "1e+300")
    #expect(Text.fixed(9e14, 5) == "900000000000000.0")
  }

  @Test func scientific() {
    #expect(Text.scientific(3.4e-11) == "3e-11")
    #expect(Text.scientific(0) == "0")
    #expect(Text.scientific(0.97) == "1e0")
    #expect(Text.scientific(9.6) == "1e1")
    #expect(Text.scientific(.infinity) == "inf")
  }

  @Test func durations() {
    #expect(Text.duration(0) == "0 s")
    #expect(Text.duration(7.2) == "8 s")
    #expect(Text.duration(60) == "1 min 0 s")
    #expect(Text.duration(3599) == "59 min 59 s")
    #expect(Text.duration(3 * 3600 + 5 * 60) == "3 h 5 min")
    #expect(Text.duration(.infinity) == "?")
    #expect(Text.duration(.nan) == "?")
  }

  @Test func rates() {
    #expect(Text.rate(12_345, in: 2) == "6,172")
    #expect(Text.rate(1, in: 0) == "?")
    #expect(Text.rate(0, in: 0) == "?")
  }

  @Test func bytes() {
    #expect(Text.bytes(17) == "17 bytes")
    #expect(Text.bytes(1500) == "1.5 kB")
    #expect(Text.bytes(4_398_046_511_104) == "4.4 TB")
    #expect(Text.bytes(999_960) == "1.0 MB")
    #expect(Text.bytes(1e20) == "100000.0 PB")
  }

  @Test func columns() {
    #expect(Text.right("ab", 4) == "  ab")
    #expect(Text.right("abcde", 4) == "abcde")
    #expect(Text.percent(0.0787) == "7.87 %")
  }
}

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
  }
}
