import FledgeBasics

/// How much memory there is.
package enum SystemMemory {
  /// The bytes that this process can get at the most: what the machine has, or less where the process or its
  /// container is limited.
  package static let byteCount: Int = min(machine, min(limitOfProcess, limitOfContainer))

  private static var machine: Int {
    let (bytes, overflow) = Int(sysconf(Int32(_SC_PHYS_PAGES)))
      .multipliedReportingOverflow(by: Int(sysconf(Int32(_SC_PAGESIZE))))
    return overflow || bytes <= 0 ? .max : bytes
  }

  private static var limitOfProcess: Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let status = getrlimit(RLIMIT_AS, &limit)
    #endif
    return status == 0 ? Int(clamping: limit.rlim_cur) : .max
  }

  private static var limitOfContainer: Int {
    guard let bytes = try? File.read("/sys/fs/cgroup/memory.max", limit: 64) else { return .max }
    // Without a limit the file says "max".
    return Int(String(decoding: bytes.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) ?? .max
  }
}
