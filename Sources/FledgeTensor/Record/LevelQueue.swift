/// Nodes waiting for their turn, highest level first: a binary heap behind one node that stands in place, since a chain of
/// layers never has more than one waiting.
struct LevelQueue: ~Copyable {
  /// Of the highest level; nil only if the heap is empty too.
  private var top: OperationNode?
  private var heap: [OperationNode] = []

  mutating func push(_ node: OperationNode) {
    if top == nil {
      top = node
    } else if node.level > top!.level {
      pushToHeap(top.take()!)
      top = node
    } else {
      pushToHeap(node)
    }
  }

  mutating func pop() -> OperationNode? {
    defer { if !heap.isEmpty { top = popFromHeap() } }
    return top.take()
  }

  // The heap's part is not inlined: a chain of layers never comes to it.

  @inline(never)
  private mutating func pushToHeap(_ node: OperationNode) {
    var child = heap.count
    heap.append(node)
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].level >= heap[child].level { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  @inline(never)
  private mutating func popFromHeap() -> OperationNode {
    let last = heap.removeLast()
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
