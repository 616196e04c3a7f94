extension Duration {
  /// The time in seconds.
  package var seconds: Double { self / .seconds(1) }

  /// Lets the time pass.
  package func sleep() { usleep(UInt32(clamping: Int64(self / .microseconds(1)))) }
}
