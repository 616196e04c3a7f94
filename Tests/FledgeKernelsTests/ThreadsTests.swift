import FledgeKernels
import Foundation
import Testing

/// The worker pool. One test at a time, since the count of threads is the process's.
@Suite(.serialized) struct ThreadsTests {
  /// What a task saw, written from several threads.
  final class Log: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var pieces: [Range<Int>] = []
    private(set) var isas: Set<Int32> = []
    var work: (@Sendable (Range<Int>) -> Void)?

    func add(_ piece: Range<Int>) {
      lock.withLock {
        pieces.append(piece)
        isas.insert(fledge_isa_active().rawValue)
      }
      work?(piece)
    }

    func run(_ count: Int, grain: Int) {
      withExtendedLifetime(self) {
        fledge_parallel_for(
          count, grain,
          { Unmanaged<Log>.fromOpaque($0!).takeUnretainedValue().add($1..<$2) },
          Unmanaged.passUnretained(self).toOpaque())
      }
    }
  }

  func expectPartition(_ log: Log, _ count: Int, grain: Int) {
    var next = 0
    for piece in log.pieces.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      #expect(piece.lowerBound == next && piece.lowerBound % grain == 0 && !piece.isEmpty)
      next = piece.upperBound
    }
    #expect(next == count)
  }

  @Test func everyIndexOnceAtMultiplesOfTheGrain() {
    for threads: Int32 in [1, 2, 3, 7, 64] {
      for count in [0, 1, 2, 3, 7, 64, 65, 1000] {
        for grain in [1, 2, 7, 64, 2000] {
          let log = Log()
          withThreads(threads) { log.run(count, grain: grain) }
          expectPartition(log, count, grain: grain)
        }
      }
    }
  }

  @Test func workersTakeOverTheInstructionSet() {
    for isa in availableISAs {
      with(isa) {
        let log = Log()
        log.work = { _ in usleep(200) }
        withThreads(4) { log.run(64, grain: 1) }
        #expect(log.isas == [isa.rawValue])
      }
    }
    #expect(availableISAs.contains(fledge_isa_active()))
  }

  @Test func aTaskMayCallAgain() {
    let inner = (0..<40).map { _ in Log() }, outer = Log()
    outer.work = { piece in for i in piece { inner[i].run(10, grain: 3) } }
    withThreads(3) { outer.run(40, grain: 1) }
    expectPartition(outer, 40, grain: 1)
    for log in inner { expectPartition(log, 10, grain: 3) }
  }

  @Test func manyCallersAndAChangingCount() async {
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<6 {
        group.addTask {
          for round in 0..<60 {
            if task < 2 { fledge_threads_set(Int32(1 + (task + round) % 5)) }
            let log = Log()
            log.run(50 + round, grain: 1 + round % 4)
            expectPartition(log, 50 + round, grain: 1 + round % 4)
          }
        }
      }
    }
    fledge_threads_set(0)
  }

  /// Longer than a worker's patience: it parks, and comes again.
  @Test func parkedWorkersComeAgain() {
    for _ in 0..<3 {
      let log = Log()
      log.work = { _ in usleep(300) }
      withThreads(3) { log.run(12, grain: 1) }
      expectPartition(log, 12, grain: 1)
      usleep(3000)
    }
  }

  @Test func theCountIsWhatWasAskedFor() {
    withThreads(3) { #expect(fledge_threads_get() == 3) }
    withThreads(0) { #expect(fledge_threads_get() >= 1) }
    withThreads(-5) { #expect((1...256).contains(fledge_threads_get())) }
    withThreads(.max) { #expect(fledge_threads_get() == 256) }
  }
}

@Suite struct InstructionSetTests {
  @Test func namesAndChoice() {
    let names = availableISAs.map { String(cString: fledge_isa_name($0)) }
    #expect(names.first == "portable" && Set(names).count == names.count)
    #expect(String(cString: fledge_isa_name(fledge_isa(rawValue: 77))) == "unknown")
    for isa in availableISAs { with(isa) { #expect(fledge_isa_active() == isa) } }
  }

  /// What is not there cannot be chosen.
  @Test func unsupportedCountsAsNoChoice() {
    fledge_isa_override(-1)
    let standard = fledge_isa_active()
    for isa: Int32 in [-7, 4, .max] + [FLEDGE_ISA_NEON, FLEDGE_ISA_AVX512].map(\.rawValue)
    where !availableISAs.map(\.rawValue).contains(isa) {
      fledge_isa_override(isa)
      #expect(fledge_isa_active() == standard)
    }
    fledge_isa_override(-1)
  }
}
