/// Nodes waiting for their turn, highest level first: a binary heap.
struct LevelQueue {
  private var heap: [Node] = []

  mutating func push(_ node: Node) {
    var child = heap.count
    heap.append(node)
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].level >= heap[child].level { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> Node? {
    guard let last = heap.popLast() else { return nil }
    guard let top = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while true {
      var largest = parent
      let (left, right) = (2 * parent + 1, 2 * parent + 2)
      if left < heap.count && heap[left].level > heap[largest].level { largest = left }
      if right < heap.count && heap[right].level > heap[largest].level { largest = right }
      if largest == parent { return top }
      heap.swapAt(parent, largest)
      parent = largest
    }
  }
}
