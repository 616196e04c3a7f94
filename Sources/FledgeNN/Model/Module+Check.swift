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
    marked.forEachTensor { path, parameter in
      if let fault = marks.mark(&parameter, path) { faults.append(fault) }
    }
    marked.forEachNoise { path, noise in
      if let fault = marks.mark(&noise, path) { faults.append(fault) }
    }
    // A copy of a value has its own parameters, so only what stands outside the value shows marks in it too.
    var copy = self
    var seen: [String] = []
    copy.forEachTensor { path, parameter in
      seen.append(path)
      if marks.contain(parameter) { faults.append(.reference(parameter: path)) }
    }
    // And the marked copy once more, so that what the first visit changed counts.
    var again: [(path: String, index: Int?)] = []
    marked.forEachTensor { again.append(($0, marks.index(of: $1))) }
    if faults.isEmpty && seen != marks.paths { faults.append(.unstable(first: marks.paths, second: seen)) }
    if faults.isEmpty && again.map(\.index) != marks.paths.indices.map(Optional.init) {
      faults.append(.unstable(first: marks.paths, second: again.map(\.path)))
    }
    faults += propertiesForgotten(in: marked, shown: marks.contain).map { .forgotten(property: $0) }
    // For a model that is no value; a copy just goes.
    marked.forEachNoise { _, noise in marks.remove(from: &noise) }
    marked.forEachTensor { _, parameter in marks.remove(from: &parameter) }
    return faults
  }

  /// Stops the program if `visit` is faulty.
  package func requireSoundVisit(in operation: String) {
    if let fault = visitFaults.first { fatalError("\(operation): \(Self.self): \(fault)") }
  }
}

extension Module {
  fileprivate mutating func forEachNoise(_ body: (String, inout Noise) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = PathVisitor(noise: body)
      visit(&visitor)
    }
  }
}

/// Tells what a first visit showed by an identity of its own.
private struct Marks {
  private(set) var paths: [String] = []
  private var knownPaths: Set<String> = []
  private var originals: [Parameter] = []
  // Held, so that no identity is given twice.
  private var marked: [Parameter] = []
  private var indices: [ObjectIdentifier: Int] = [:]
  private let pass = TrainingPass(random: nil, keepsObservations: false)
  private var markedNoise: [Noise] = []
  private var pathsOfNoise: [ObjectIdentifier: String] = [:]

  func index(of parameter: Parameter) -> Int? { indices[parameter.identity] }

  func contain(_ parameter: Parameter) -> Bool { index(of: parameter) != nil }

  func contain(_ leaf: ModuleLeaf) -> Bool {
    switch leaf {
    case .tensor(let parameter): contain(parameter)
    case .noise(let noise): noise.identity.map { pathsOfNoise[$0] != nil } ?? false
    }
  }

  mutating func mark(_ noise: inout Noise, _ path: String) -> VisitFault? {
    if let first = noise.identity.flatMap({ pathsOfNoise[$0] }) {
      return .shownTwice(first: first, second: path)
    }
    noise.join(pass, path: path, owner: "")
    markedNoise.append(noise)
    if let identity = noise.identity { pathsOfNoise[identity] = path }
    return nil
  }

  func remove(from noise: inout Noise) { noise.leave(pass) }

  mutating func mark(_ parameter: inout Parameter, _ path: String) -> VisitFault? {
    if let first = index(of: parameter) { return .shownTwice(first: paths[first], second: path) }
    let isNew = knownPaths.insert(path).inserted
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
