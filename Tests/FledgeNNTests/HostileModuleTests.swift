import Fledge
import Foundation
import TestSupport
import Testing

/// Modules that break the rules of a visit end in a message or do no harm; none reads memory that is not there.
@Suite struct HostileModuleTests {
  @Test("a flag that the first visit sets")
  func flag() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Flagged()) { ($0.first.value * 2).sum() }
    }
    expectMessage(result, "Flagged", "shows first first and second the second time")
  }

  @Test("another order the second time")
  func order() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Reordered()) { ($0.first.value * $0.second.value).sum() }
    }
    expectMessage(result, "Reordered", "shows first, second first and second, first the second time")
  }

  @Test("parameters that come and go with each visit, whatever is asked")
  func comingAndGoing() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Alternating()) { ($0.kept.value * 2).sum() }
    }
    expectMessage(result, "valueAndGradients", "Alternating", "the same parameters")
  }

  @Test("a shared parameter shown twice: in a step and when it is drawn")
  func tied() async {
    let step = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Tied()) { ($0.weight.value * 2).sum() }
    }
    expectMessage(step, "Tied", "one parameter as encoder and as decoder")
    let drawing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tied().initialized(seed: 1)
    }
    expectMessage(drawing, "initialized", "one parameter as encoder and as decoder")
  }

  @Test("a forgotten property stops the drawing and is named")
  func forgotten() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Forgetful().initialized(seed: 1)
    }
    expectMessage(result, "initialized", "Forgetful", "does not show second")
  }

  @Test("what is saved, loaded or trained shows all that it holds, each under a path of its own")
  func filesAndTraining() async {
    let forgettingSaved = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Forgetting().save(to: "/dev/null")
    }
    expectMessage(forgettingSaved, "save: Forgetting", "does not show second")
    let forgettingLoaded = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let file = try ForeignFile.open()
      var model = Forgetting()
      try model.load(from: file)
    }
    expectMessage(forgettingLoaded, "load: Forgetting", "does not show second")
    let forgettingTrained = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Trainer(Forgetting(), optimizer: SGD()) { model, _ in model.first.value.sum() }
    }
    expectMessage(forgettingTrained, "Trainer: Forgetting", "does not show second")
    let namesakesSaved = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Namesakes().save(to: "/dev/null")
    }
    expectMessage(namesakesSaved, "save: Namesakes", "shows two parameters as weight")
    let namesakesLoaded = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let file = try ForeignFile.open()
      var model = Namesakes()
      try model.load(from: file)
    }
    expectMessage(namesakesLoaded, "load: Namesakes", "shows two parameters as weight")
    let namesakesTrained = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Trainer(Namesakes(), optimizer: SGD()) { model, _ in model.first.value.sum() }
    }
    expectMessage(namesakesTrained, "Trainer: Namesakes", "shows two parameters as weight")
  }

  @Test("a class is no module: by itself, in a list, behind a protocol, as an optional")
  func classes() async {
    let itself = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Counter()) { $0([1, 2]).sum() }
    }
    expectMessage(itself, "Counter", "class", "a module must be a struct")
    let inList = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Sequential([Activation.relu, Counter()])) { $0([1, 2]).sum() }
    }
    expectMessage(inList, "Sequential", "1.weight", "a module must be a struct")
    let optional = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(of: Holder(optional: Counter())) { $0.optional!([1, 2]).sum() }
    }
    expectMessage(optional, "Holder", "optional.weight", "a module must be a struct")
    let drawn = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Holder(list: [Counter()]).initialized(seed: 1)
    }
    expectMessage(drawn, "Holder", "list.0.weight", "a module must be a struct")
  }

  @Test("a parameter in a box is found where a model is drawn; a step leaves it as it was")
  func boxed() {
    let model = Boxed()
    #expect(model.visitFaults == [.reference(parameter: "weight")])
    let value = model.box.weight.value
    let (_, gradients) = valueAndGradients(of: model) { ($0.box.weight.value * 3).sum() }
    #expect(gradients.tensors == [.full([2], 3)])
    #expect(!model.box.weight.value.isTracked && model.box.weight.value == value)
  }

  @Test("a closure that throws leaves nothing tracked, within another gradient what that one tracks")
  func throwing() {
    struct Failure: Error {}
    let model = Boxed()
    #expect(throws: Failure.self) { try valueAndGradients(of: model) { _ in throw Failure() } }
    #expect(!model.box.weight.value.isTracked)
    let outer = valueAndGradients(of: model) { outer in
      _ = try? valueAndGradients(of: outer) { _ in throw Failure() }
      let inner = valueAndGradients(of: outer) { ($0.box.weight.value.squared).sum() }.gradients.tensors[0]
      return (inner * outer.box.weight.value).sum()
    }
    // Σ 2w·w has the gradient 4w.
    #expect(outer.gradients.tensors == [.full([2], 4)])
    #expect(!model.box.weight.value.isTracked)
  }
}

private struct Tied: Module {
  var weight = Parameter([1, 2])
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("encoder", &weight)
    visitor("decoder", &weight)
  }
}

private struct Forgetful: Module {
  var first = Linear(2, 2)
  var second = Linear(2, 2)
  mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("first", &first) }
}

private struct Forgetting: Module {
  var first = Parameter([1, 2])
  var second = Parameter([3, 4])
  mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("first", &first) }
}

private struct Namesakes: Module {
  var first = Parameter([1, 2])
  var second = Parameter([3, 4])
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("weight", &first)
    visitor("weight", &second)
  }
}

/// A file of another model, whose directory is gone when the program is stopped.
private enum ForeignFile {
  static func open() throws -> SafetensorsFile {
    let directory = TemporaryDirectory()
    try Linear(2, 2).initialized(seed: 1).save(to: directory("model"))
    return try withExtendedLifetime(directory) { try SafetensorsFile(path: directory("model")) }
  }
}

private struct Flagged: Module {
  var first = Parameter([1, 2])
  var second = Parameter([3, 4])
  var wasVisited = false
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    if wasVisited { visitor("second", &second) } else { visitor("first", &first) }
    wasVisited = true
  }
}

private struct Reordered: Module {
  var first = Parameter([1, 2])
  var second = Parameter([3, 4])
  var wasVisited = false
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    if wasVisited { visitor("second", &second) }
    visitor("first", &first)
    if !wasVisited { visitor("second", &second) }
    wasVisited = true
  }
}

/// Its copies share a counter, so that no visit shows what the one before did.
private struct Alternating: Module {
  final class Visits: @unchecked Sendable { var count = 0 }
  var kept = Parameter([1, 2])
  var other = Parameter([3, 4])
  let visits = Visits()
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visits.count += 1
    visitor("kept", &kept)
    if visits.count % 2 == 0 { visitor("other", &other) }
  }
}

private final class Counter: Layer, @unchecked Sendable {
  var weight = Parameter([1, 1])
  func callAsFunction(_ x: Tensor) -> Tensor { x * weight.value }
  func visit(_ visitor: inout some ModuleVisitor) { visitor("weight", &weight) }
}

private struct Holder: Module {
  var list: [Counter] = []
  var optional: Counter?
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("list", &list)
    visitor("optional", &optional)
  }
}

private struct Boxed: Module {
  final class Box: @unchecked Sendable { var weight = Parameter([1, 1]) }
  let box = Box()
  mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("weight", &box.weight) }
}
