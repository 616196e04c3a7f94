import FledgeKernels
import KernelChecks
import Testing

/// Every kernel against its naive twin, by the checks in C that also run under emulation; they print what does not hold.
@Suite struct TwinTests {
  @Test func everyKernelIsAsItsTwin() {
    for isa in availableISAs {
      with(isa) { withThreads(0, check_every_family) }
      #expect(failed_checks() == 0, "on \(String(cString: fledge_isa_name(isa)))")
    }
  }
}
