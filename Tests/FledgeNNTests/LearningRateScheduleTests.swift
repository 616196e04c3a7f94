import Fledge
import Foundation
import Testing

/// The curves against their closed forms; a step stands for its middle, t = (step + ½)/steps.
@Suite struct LearningRateScheduleTests {
  private typealias Schedule = LearningRateSchedule

  private func factors(_ schedule: LearningRateSchedule, _ steps: Int) -> [Double] {
    (0..<steps).map { schedule.factor(at: $0, of: steps) }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }

  @Test("the first step, the middle one and the last, of 101")
  func ends() {
    let (n, quarter) = (101.0, Double.pi / 404)
    // The rise of one-cycle from 1/25 to 1 in 30 % of the steps, and the end of its fall in the other 70 %.
    let rise = 1 - 0.96 * (1 + cos(Double.pi * 0.5 / n / 0.3)) / 2
    let middle = (1 + cos(Double.pi * (0.5 - 0.3) / 0.7)) / 2
    let fall = (1 + cos(Double.pi * (1 - 0.5 / n - 0.3) / 0.7)) / 2
    let expected: [(LearningRateSchedule, [Double])] = [
      (.constant, [1, 1, 1]),
      (.linear, [1 - 0.5 / n, 0.5, 0.5 / n]),
      // cos²(x/2) = (1 + cos x)/2.
      (.cosine, [pow(cos(quarter), 2), 0.5, pow(sin(quarter), 2)]),
      (.oneCycle, [rise, middle, fall]),
      (.stepDecay, [1, 0.1, 0.01]),
      // (1 − cos 2x)/2 = sin²x.
      (.cosineLog, [0.5, 50.5, 100.5].map { pow(sin(Double.pi * log2(1 + 15 * $0 / n)), 2) }),
    ]
    #expect(expected.map(\.0.name) == Schedule.standard.map(\.name))
    for (schedule, values) in expected {
      let all = factors(schedule, 101)
      for (value, step) in zip(values, [0, 50, 100]) {
        #expect(isClose(all[step], value), "\(schedule.name), step \(step): \(all[step]), not \(value)")
      }
    }
    #expect(factors(.constant, 101) == [Double](repeating: 1, count: 101))
  }

  @Test("the factors add up to the area under the curve")
  func sums() {
    // ∫ of the rise from 1/25 to 1 is 0.3 · 0.52, that of the fall 0.7 · 0.5.
    let areas: [(LearningRateSchedule, Double)] = [
      (.constant, 1), (.linear, 0.5), (.cosine, 0.5), (.oneCycle, 0.506),
      (.stepDecay, 0.5 + 0.025 + 0.0025),
      (.constant.warmingUp(over: 0.2), 0.9), (.linear.warmingUp(over: 0.2), 0.5),
      (.stepDecay.warmingUp(over: 0.2), 0.1 + 0.8 * 0.5275), (.oneCycle.warmingUp(over: 0), 0.5),
    ]
    for (schedule, area) in areas {
      let sum = factors(schedule, 1000).reduce(0, +)
      #expect(isClose(sum, 1000 * area), "\(schedule.name), \(schedule.warmUp): \(sum)")
    }
  }

  @Test("four waves, each twice as long as the one before, whose area is known")
  func waves() {
    let all = factors(.cosineLog, 15_000)
    let turns = (1..<14_999).filter { all[$0] < all[$0 - 1] && all[$0] <= all[$0 + 1] }
    // They end at 1/15, 3/15 and 7/15.
    #expect(turns.count == 3 && zip(turns, [1000, 3000, 7000]).allSatisfy { abs($0 - $1) <= 1 }, "\(turns)")
    // ∫ cos(ω ln(1 + 15t)) dt = 1/(1 + ω²) for ω = 2π/ln 2.
    let area = (1 - 1 / (1 + pow(2 * Double.pi / log(2), 2))) / 2
    #expect(abs(all.reduce(0, +) / 15_000 - area) < 1e-6)
  }

  @Test("a warm-up is a straight line; what follows is the schedule on the steps that are left")
  func warmUp() {
    for schedule in [LearningRateSchedule.constant, .linear, .cosine, .stepDecay] {
      let all = factors(schedule.warmingUp(over: 0.25), 400)
      for step in 0..<100 { #expect(isClose(all[step], (Double(step) + 0.5) / 100)) }
      for (value, expected) in zip(all[100...], factors(schedule, 300)) {
        #expect(isClose(value, expected), "\(schedule.name)")
      }
    }
  }

  /// Three times as many steps go along the same curve, with two more points between each two.
  @Test("the curve depends on the progress alone", arguments: [1, 2, 7, 100])
  func refinement(_ steps: Int) {
    for schedule in Schedule.standard {
      let fine = factors(schedule, 3 * steps)
      for (step, value) in factors(schedule, steps).enumerated() {
        #expect(isClose(fine[3 * step + 1], value), "\(schedule.name), step \(step) of \(steps)")
      }
    }
  }

  @Test("no step is wasted on a rate of 0, none exceeds the full rate", arguments: [1, 2, 3, 10, 9999])
  func bounds(_ steps: Int) {
    for schedule in Schedule.standard {
      for share in [0, schedule.warmUp, 0.5, 0.999] {
        for value in factors(schedule.warmingUp(over: share), steps) {
          // The one that rises by itself begins at 0, which a step behind a warm-up may hit.
          let isStart = schedule.name == LearningRateSchedule.cosineLog.name && share > 0 && value == 0
          #expect(
            (value > 0 || isStart) && value <= 1, "\(schedule.name), \(share), \(steps) steps: \(value)")
        }
      }
    }
  }

  @Test("a schedule of one's own, with a rise of its own")
  func custom() {
    let square = LearningRateSchedule(
      "square", "up and down", warmUp: 0.5, rise: { t in t * t }, decay: { t in (1 - t) * (1 - t) })
    #expect(factors(square, 4) == [0.0625, 0.5625, 0.5625, 0.0625])
    #expect("\(square.rise)" == "\(Formula { x in x * x })")
  }

  @Test("a step beyond the end, and a warm-up that leaves nothing, stop the program")
  func wrongArguments() async {
    let step = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LearningRateSchedule.linear.factor(at: 10, of: 10)
    }
    let warmUp = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LearningRateSchedule.linear.warmingUp(over: 1)
    }
    for (result, message) in [(step, "from 0 to below 10, got 10"), (warmUp, "from 0 to below 1, got 1.0")] {
      let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(text.contains(message), "\(text.suffix(400))")
    }
  }
}
