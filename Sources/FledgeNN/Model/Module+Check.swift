import FledgeTensor

extension Module {
  /// What `visit` gets wrong, or nothing; a test of one's own module may expect it to be empty.
  ///
  /// `initialized(seed:)`, `load(from:)`, `save(to:)` and `Trainer` stop the program at the first fault, with its
  /// description. A training step only looks for what it sees in passing.
  public var visitFaults: [VisitFault] {
    var marks = Marks()
    var faults: [VisitFault] = []
    var marked = self
    marked.forEachParameter { path, parameter in
      if let fault = marks.mark(&parameter, path) { faults.append(fault) }
    }
    // A copy of a value has its own parameters, so only what stands outside the value shows marks in it too.
    var copy = self
    var seen: [String] = []
    copy.forEachParameter { path, parameter in
      seen.append(path)
      if marks.contain(parameter) { faults.append(.reference(parameter: path)) }
    }
    // And the marked copy once more, so that what the first visit changed counts.
    var again: [(path: String, index: Int?)] = []
    marked.forEachParameter { again.append(($0, marks.index(of: $1))) }
    if faults.isEmpty && seen != marks.paths { faults.append(.unstable(first: marks.paths, second: seen)) }
    if faults.isEmpty && again.map(\.index) != marks.paths.indices.map(Optional.init) {
      faults.append(.unstable(first: marks.paths, second: again.map(\.path)))
    }
    faults += propertiesForgotten(in: marked, shown: marks.contain).map { .forgotten(property: $0) }
    // For a model that is no value; a copy just goes.
    marked.forEachParameter { _, parameter in marks.remove(from: &parameter) }
    return faults
  }

  /// Stops the program if `visit` is faulty.
  package func requireSoundVisit(in operation: String) {
    if let fault = visitFaults.first { fatalError("\(operation): \(Self.self): \(fault)") }
  }
}

/// Tells the parameters that a first visit showed by an identity of their own.
private struct Marks {
  private(set) var paths: [String] = []
  private var originals: [Parameter] = []
  // Held, so that no identity is given twice.
  private var marked: [Parameter] = []
  private var indices: [ObjectIdentifier: Int] = [:]

  func index(of parameter: Parameter) -> Int? { indices[parameter.identity] }

  func contain(_ parameter: Parameter) -> Bool { index(of: parameter) != nil }

  mutating func mark(_ parameter: inout Parameter, _ path: String) -> VisitFault? {
    if let first = index(of: parameter) { return .shownTwice(first: paths[first], second: path) }
    let isNew = !paths.contains(path)
    originals.append(parameter)
    parameter = parameter.withOwnIdentity
    indices[parameter.identity] = paths.count
    marked.append(parameter)
    paths.append(path)
    return isNew ? nil : .samePath(path)
  }

  func remove(from parameter: inout Parameter) {
    if let index = index(of: parameter) { parameter = originals[index] }
  }
}
