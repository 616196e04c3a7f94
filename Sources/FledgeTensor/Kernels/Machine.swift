import FledgeKernels

/// What the kernels run on.
public enum Machine {
  /// How many threads one operation may use; at first, as many as there are processors for this process. Results do not
  /// depend on it.
  public static var threadCount: Int {
    get { Int(fledge_threads_get()) }
    set { fledge_threads_set(Int32(clamping: newValue)) }
  }

  /// The vector instructions in use: avx512, avx2, neon or portable. The environment variable FLEDGE_ISA forces one.
  public static var instructionSet: String { String(cString: fledge_isa_name(fledge_isa_active())) }
}
