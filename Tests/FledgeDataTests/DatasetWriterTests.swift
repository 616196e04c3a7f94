import FledgeData
import FledgeFiles
import FledgeTensor
import Foundation
import Testing

@Suite struct DatasetWriterTests {
  @Test("a writer that could not write once takes no more, and gives the examples before")
  func failedWriter() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      func limitFiles(to bytes: rlim_t) {
        #if canImport(Glibc)
          let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
          let resource = RLIMIT_FSIZE
        #endif
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = min(bytes, limit.rlim_max)
        setrlimit(resource, &limit)
      }
      func examples(_ count: Int) -> Dataset {
        Dataset(inputs: .ones([count, 1]), targets: .ones([count, 10]))
      }
      let writer = try DatasetWriter()
      try writer.append(examples(10))
      limitFiles(to: 10_000)
      #expect(throws: FileError.self) { try writer.append(examples(1000)) }
      limitFiles(to: 1 << 30)
      #expect(throws: FileError.self) { try writer.append(examples(1)) }
      let dataset = writer.finish()
      #expect(dataset.count == 10 && dataset.targets == .ones([10, 10]))
    }
  }
}
