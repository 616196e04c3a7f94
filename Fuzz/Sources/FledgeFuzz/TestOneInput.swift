import Fledge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// libFuzzer's entry. The environment names the reader: `FLEDGE_FUZZ_READER`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try reader(Array(UnsafeBufferPointer(start: data, count: count)))
  } catch let error as FileError {
    // What a person would read is made, too.
    _ = error.description
  } catch {
    fatalError("expected a FileError, got \(error)")
  }
  return 0
}

private let reader: Reader = {
  let name = getenv("FLEDGE_FUZZ_READER").map { String(cString: $0) } ?? ""
  guard let reader = readers[name] else {
    fatalError("no reader is named '\(name)': expected \(readers.keys.sorted().joined(separator: ", "))")
  }
  return reader
}()
