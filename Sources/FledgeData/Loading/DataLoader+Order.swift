import FledgeBasics
import FledgeTensor

extension DataLoader {
  /// Examples in a file in the order of epoch `number`.
  func order(ofEpoch number: Int, _ blocking: Blocking) -> BlockOrder {
    switch shuffle {
    case .seed(let seed):
      BlockOrder(dataset.count, blocking, Random(seed: seed).named("epoch \(number)"))
    // What is balanced is in memory.
    case .none, .balanced: BlockOrder(dataset.count, blocking, nil)
    }
  }

  /// The numbers of the examples in the order of epoch `number`.
  func order(ofEpoch number: Int) -> [Int32] {
    switch shuffle {
    case .none: return Array(0..<Int32(dataset.count))
    case .seed(let seed):
      var random = Random(seed: seed).named("epoch \(number)")
      return random.permutation(dataset.count)
    case .balanced(let seed):
      var random = Random(seed: seed).named("balanced epoch \(number)")
      return balanced(&random)
    }
  }

  /// As many numbers as there are examples, of each class equally many.
  private func balanced(_ random: inout Random) -> [Int32] {
    var members = [[Int32]](repeating: [], count: dataset.classes)
    for (index, label) in dataset.labels.elements(as: Int32.self).enumerated() {
      members[Int(label)].append(Int32(index))
    }
    members.removeAll(where: \.isEmpty)
    guard !members.isEmpty else { return [] }
    let (share, rest) = dataset.count.quotientAndRemainder(dividingBy: members.count)
    // Which classes get one more is drawn anew in each epoch.
    let favoured = Set(random.permutation(members.count).prefix(rest))
    var chosen: [Int32] = []
    for (number, members) in members.enumerated() {
      var left = share + (favoured.contains(Int32(number)) ? 1 : 0)
      while left > 0 {
        let round = random.permutation(members.count).prefix(left)
        chosen += round.map { members[Int($0)] }
        left -= round.count
      }
    }
    return random.permutation(chosen.count).map { chosen[Int($0)] }
  }

  /// In words, in which order the examples come and what becomes of the last.
  package var orderName: String {
    let order =
      switch shuffle {
      case .none: "in their order"
      case .seed(let seed):
        "shuffled \(dataset.store.blocking.map { "\($0.description) " } ?? "")by the seed \(seed)"
      case .balanced(let seed): "each class equally often, drawn from the seed \(seed)"
      }
    let mixed = mixup.map { ", mixed with an alpha of \($0.alpha) from the seed \($0.seed)" } ?? ""
    return order + mixed + (lastBatch == .dropped ? ", the rest dropped" : "")
  }
}
