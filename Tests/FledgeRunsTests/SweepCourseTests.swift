import Fledge
import FledgeFiles
import Testing

/// Successive halving, and which trial is trained next.
@Suite struct SweepCourseTests {
  @Test("the brackets of Hyperband's table for R = 81 and η = 3 (Li et al., 2018)")
  func brackets() {
    for (trials, rungs) in [
      (81, [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)]), (27, [(27, 3), (9, 9), (3, 27), (1, 81)]),
      (9, [(9, 9), (3, 27), (1, 81)]), (3, [(3, 27), (1, 81)]), (2, [(2, 81)]), (1, [(1, 81)]),
    ] {
      let schedule = HalvingSchedule(trials: trials, epochs: 81, factor: 3)
      #expect(
        schedule.rungs.map(\.trials) == rungs.map(\.0) && schedule.rungs.map(\.epochs) == rungs.map(\.1))
    }
    #expect(
      "\(HalvingSchedule(trials: 20, epochs: 256, factor: 3))" == "20 trials to 28 epochs, 6 to 85, 2 to 256")
  }

  @Test("⌊n/ηᵏ⌋ trials to ⌊R/ηˢ⁻ᵏ⌋ epochs, with the largest s that leaves a trial and an epoch")
  func closedForm() {
    for trials in [1, 2, 5, 8, 9, 20, 64, 1000] {
      for epochs in [1, 2, 3, 10, 27, 500] {
        for factor in 2...4 {
          let rungs = HalvingSchedule(trials: trials, epochs: epochs, factor: factor).rungs
          let s = (0...10).last { factor.power($0) <= min(trials, epochs) }!
          #expect(rungs.count == s + 1)
          for (k, rung) in rungs.enumerated() {
            #expect(rung.trials == trials / factor.power(k) && rung.epochs == epochs / factor.power(s - k))
          }
        }
      }
    }
  }

  private let halving = SweepCourse(
    trials: 9, halving: HalvingSchedule(trials: 9, epochs: 9, factor: 3), objective: .init("loss"))

  /// A trial whose loss is (rank + 1)/epoch, of a training of 9 epochs.
  private func trial(
    _ number: Int, rank: Int, epochs: Int, _ standing: TrialRecord.Standing? = nil
  ) -> TrialRecord {
    let lines = (1...epochs).map { epoch in
      JSONValue.object([
        .init(key: "epoch", value: .integer(epoch)), .init(key: "best", value: true),
        .init(key: "validation_loss", value: .number(Double(rank + 1) / Double(epoch))),
        .init(key: "seconds", value: 0.5),
      ])
    }
    return TrialRecord(number, standing ?? (epochs == 9 ? .finished : .paused), epochs: lines)
  }

  /// Trains to the end with so many processes at a time; gives what was trained, in order.
  private func simulate(
    _ course: SweepCourse, jobs: Int, from records: inout [Int: TrialRecord], ranks: [Int]
  ) -> [String] {
    var (busy, told) = ([(trial: Int, limit: Int)](), [String]())
    while true {
      while busy.count < jobs,
        case .train(let number, let limit) = course.next(records, busy: Set(busy.map(\.trial)))
      {
        busy.append((number, limit ?? 9))
        told.append("\(number):\(limit.map { "\($0)" } ?? "end")")
      }
      guard !busy.isEmpty else { break }
      // The one that began last ends first: the order in which they end must not matter.
      let (number, limit) = busy.removeLast()
      records[number] = trial(number, rank: ranks[number - 1], epochs: limit)
    }
    return told
  }

  private let ranks = [4, 8, 0, 6, 2, 7, 1, 5, 3]

  @Test("a third goes on at each rung, whatever the number of processes", arguments: [1, 2, 5, 20])
  func rungs(_ jobs: Int) {
    var records: [Int: TrialRecord] = [:]
    let told = simulate(halving, jobs: jobs, from: &records, ranks: ranks)
    #expect(Set(told.prefix(9)) == Set((1...9).map { "\($0):1" }))
    // The ranks 0, 1 and 2 are those of the trials 3, 7 and 5.
    #expect(Set(told[9..<12]) == ["3:3", "7:3", "5:3"] && Array(told[12...]) == ["3:end"])
    #expect(halving.next(records, busy: []) == .end)
    #expect(halving.ranking(Array(records.values)).prefix(3) == [3, 7, 5])
    #expect(halving.isOver(7, records) && halving.isOver(1, records) && halving.isOver(3, records))
  }

  @Test("after any stop it goes on to what it would have come to")
  func resumed() {
    var whole: [Int: TrialRecord] = [:]
    _ = simulate(halving, jobs: 2, from: &whole, ranks: ranks)
    for (number, epochs) in [(1, 1), (3, 1), (3, 3), (3, 5), (7, 2)] {
      for standing in [TrialRecord.Standing.open, .lost] {
        var records = [number: trial(number, rank: ranks[number - 1], epochs: epochs, standing)]
        _ = simulate(halving, jobs: 2, from: &records, ranks: ranks)
        for (number, record) in whole {
          #expect(
            records[number]?.epochs.count == record.epochs.count
              && records[number]?.standing == record.standing)
        }
      }
    }
  }

  @Test("a trial that fails takes no place, and one that has stopped early goes on without being trained")
  func failed() {
    var records: [Int: TrialRecord] = [3: TrialRecord(3, .failed("none"))]
    records[7] = trial(7, rank: ranks[6], epochs: 1, .finished)
    let told = simulate(halving, jobs: 1, from: &records, ranks: ranks)
    #expect(told == (1...9).filter { $0 != 3 && $0 != 7 }.map { "\($0):1" } + ["5:3", "9:3", "5:end"])
    #expect(halving.next(records, busy: []) == .end)
    #expect(halving.rung(records)?.trials == [5])
    var nothing = Dictionary(uniqueKeysWithValues: (1...9).map { ($0, TrialRecord($0, .failed("none"))) })
    #expect(halving.next(nothing, busy: []) == .end && halving.ranking(Array(nothing.values)).isEmpty)
    nothing[2] = trial(2, rank: 3, epochs: 1)
    #expect(halving.next(nothing, busy: []) == .train(2, upTo: 3))
  }

  @Test("without halving all are trained to their end, in order, and without a number there is no end")
  func plain() {
    let course = SweepCourse(trials: 3, halving: nil, objective: .init("r2", isLargerBetter: true))
    var records: [Int: TrialRecord] = [:]
    #expect(simulate(course, jobs: 2, from: &records, ranks: [0, 1, 2]) == ["1:end", "2:end", "3:end"])
    #expect(course.next([1: trial(1, rank: 0, epochs: 9)], busy: [2, 3]) == .wait)
    let endless = SweepCourse(trials: .max, halving: nil, objective: .init("loss"))
    #expect(endless.next(records, busy: [4]) == .train(5, upTo: nil))
  }

  @Test("of a trial the epoch counts whose model it keeps; what is lost counts when it has gone on")
  func kept() {
    let lines = [(1, 0.5, true), (2, 0.3, true), (3, 0.4, false)].map { epoch, loss, isBest in
      JSONValue.object([
        .init(key: "epoch", value: .integer(epoch)), .init(key: "best", value: .bool(isBest)),
        .init(key: "validation_loss", value: .number(loss)),
        .init(key: "validation_r2", value: epoch == 3 ? .null : .number(-loss)),
      ])
    }
    let record = TrialRecord(1, .finished, epochs: lines)
    #expect(record.kept()?.number == 2 && record.kept(upTo: 1)?.number == 1 && record.kept(upTo: 0) == nil)
    #expect(record.kept()?.validation == [Figure("loss", 0.3), Figure("r2", -0.3)])
    let course = SweepCourse(trials: 2, halving: nil, objective: .init("loss"))
    let other = TrialRecord(2, .lost, epochs: lines)
    #expect(course.ranking([record, other]) == [1])
    #expect(course.ranking([TrialRecord(2, .open, epochs: lines), record]) == [1, 2])
    #expect(record.failed("so").standing == .failed("so") && record.failed("so").epochs.count == 3)
  }
}

extension Int {
  /// To a power of 0 or more.
  fileprivate func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { result, _ in result * self } }
}
