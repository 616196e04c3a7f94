import FledgeBasics
import Testing

@Suite struct NumberTextTests {
  @Test func fixed() {
    #expect(NumberText.fixed(1.23456, digits: 4) == "1.2346")
    #expect(NumberText.fixed(0.05, digits: 1) == "0.1")
    #expect(NumberText.fixed(-0.001, digits: 2) == "0.00")
    #expect(NumberText.fixed(-1.5, digits: 2) == "-1.50")
    #expect(NumberText.fixed(7, digits: 0) == "7")
    #expect(NumberText.fixed(999.9999, digits: 3) == "1000.000")
    #expect(NumberText.fixed(.infinity, digits: 2) == "inf")
    #expect(NumberText.fixed(.nan, digits: 2) == "nan")
    #expect(NumberText.fixed(-.nan, digits: 2) == "nan")
    #expect(NumberText.fixed(1e300, digits: 2) == "1e+300")
    #expect(NumberText.fixed(9e14, digits: 5) == "900000000000000.0")
  }

  @Test func scientific() {
    #expect(NumberText.scientific(3.4e-11) == "3e-11")
    #expect(NumberText.scientific(-3.4e-11) == "-3e-11")
    #expect(NumberText.scientific(0) == "0")
    #expect(NumberText.scientific(0.97) == "1e0")
    #expect(NumberText.scientific(9.6) == "1e1")
    #expect(NumberText.scientific(.infinity) == "inf")
    #expect(NumberText.scientific(3.14159265e-11, digits: 5) == "3.1416e-11")
    #expect(NumberText.scientific(9.999951e7, digits: 5) == "1.0000e8")
    #expect(NumberText.scientific(.leastNonzeroMagnitude, digits: 3) == "4.94e-324")
    #expect(NumberText.scientific(-.greatestFiniteMagnitude, digits: 5) == "-1.7977e308")
  }

  @Test func significant() {
    #expect(NumberText.significant(0.1 as Float) == "0.1")
    #expect(NumberText.significant(1.0 / 3) == "0.3333")
    #expect(NumberText.significant(-1.0 / 3 as Float) == "-0.3333")
    #expect(NumberText.significant(12345.678) == "12346")
    #expect(NumberText.significant(123456.78) == "1.2346e5")
    #expect(NumberText.significant(0.00012345678) == "1.2346e-4")
    #expect(NumberText.significant(1.0 / 3, digits: 3) == "0.33")
    #expect(NumberText.significant(1234.5678, digits: 3) == "1.23e3")
    #expect(NumberText.significant(-Float.infinity) == "-inf")
    #expect(NumberText.significant(0.0) == "0.0")
  }

  @Test func durations() {
    #expect(NumberText.duration(0) == "0 s")
    #expect(NumberText.duration(7.2) == "8 s")
    #expect(NumberText.duration(60) == "1 min 0 s")
    #expect(NumberText.duration(3599) == "59 min 59 s")
    #expect(NumberText.duration(3 * 3600 + 5 * 60) == "3 h 5 min")
    #expect(NumberText.duration(.infinity) == "?")
    #expect(NumberText.duration(.nan) == "?")
    #expect(NumberText.duration(-1e300) == "?")
    #expect(abs(Duration.milliseconds(1500).seconds - 1.5) < 1e-15)
  }

  @Test func rates() {
    #expect(NumberText.rate(12_345, in: 2) == "6,172")
    #expect(NumberText.rate(1, in: 0) == "?")
    #expect(NumberText.rate(0, in: 0) == "?")
    #expect(NumberText.rate(1, in: -1e-300) == "?")
  }

  @Test func counts() {
    #expect(NumberText.grouped(0) == "0")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
    #expect(NumberText.count(1, "picture") == "1 picture")
    #expect(NumberText.count(0, "picture") == "0 pictures")
    #expect(NumberText.count(12_000, "picture") == "12,000 pictures")
    #expect(NumberText.count(1, "class", "classes") == "1 class")
    #expect(NumberText.count(2, "class", "classes") == "2 classes")
  }

  @Test func bytes() {
    #expect(NumberText.bytes(1) == "1 byte")
    #expect(NumberText.bytes(17) == "17 bytes")
    #expect(NumberText.bytes(1500) == "1.5 kB")
    #expect(NumberText.bytes(4_398_046_511_104) == "4.4 TB")
    #expect(NumberText.bytes(999_960) == "1.0 MB")
    #expect(NumberText.bytes(1e20) == "100000.0 PB")
  }

  @Test func percentages() {
    #expect(NumberText.percent(0.0787) == "7.87 %")
    #expect(NumberText.percent(1) == "100.00 %")
  }
}
