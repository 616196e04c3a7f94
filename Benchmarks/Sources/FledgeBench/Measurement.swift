/// Seconds that one step takes.
struct Measurement {
  /// Over samples of one step or, where a step is shorter than the clock can resolve, of several.
  let median: Double
  let best: Double

  /// So short a sample that an interruption spoils few, so long that reading the clock does not show.
  private static let sampleSeconds = 50e-6
  private static let leastSamples = 3

  /// Times `workload` for about `seconds`, after a tenth of that to warm up.
  init(of workload: inout some Workload, seconds: Double) {
    let clock = ContinuousClock()
    func time(_ steps: Int, _ workload: inout some Workload) -> Double {
      let start = clock.now
      workload.run(steps: steps)
      return start.duration(to: clock.now) / .seconds(1)
    }

    var (steps, warmUp) = (1, 0.0)
    while true {
      let duration = time(steps, &workload)
      warmUp += duration
      if duration < Self.sampleSeconds {
        steps = max(steps + 1, min(2 * steps, Int(Self.sampleSeconds / max(duration, 1e-9) * Double(steps))))
      } else if warmUp >= seconds / 10 {
        break
      }
    }

    var samples: [Double] = []
    var total = 0.0
    while total < seconds || samples.count < Self.leastSamples {
      let duration = time(steps, &workload)
      total += duration
      samples.append(duration / Double(steps))
    }
    samples.sort()
    median = samples[samples.count / 2]
    best = samples[0]
  }
}
