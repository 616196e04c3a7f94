/// Nodes waiting for their turn, highest level first: a binary heap behind one node that stands in place, since a chain of
/// layers never has more than one waiting.
struct LevelQueue {
  /// Of the highest level; nil only if the heap is empty too.
  private var top: Node?
  private var heap: [Node] = []

  mutating func push(_ node: Node) {
    guard let current = top else {
      top = node
      return
    }
    if node.level > current.level {
      top = node
      pushToHeap(current)
    } else {
      pushToHeap(node)
    }
  }

  mutating func pop() -> Node? {
    let result = top
    top = popFromHeap()
    return result
  }

  private mutating func pushToHeap(_ node: Node) {
    var child = heap.count
    heap.append(node)
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].level >= heap[child].level { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func popFromHeap() -> Node? {
    guard let last = heap.popLast() else { return nil }
    guard let highest = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while true {
      var largest = parent
      let (left, right) = (2 * parent + 1, 2 * parent + 2)
      if left < heap.count && heap[left].level > heap[largest].level { largest = left }
      if right < heap.count && heap[right].level > heap[largest].level { largest = right }
      if largest == parent { return highest }
      heap.swapAt(parent, largest)
      parent = largest
    }
  }
}
