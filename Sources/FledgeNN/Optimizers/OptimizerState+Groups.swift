import FledgeBasics
import FledgeTensor

extension OptimizerState {
  /// Puts the parameters that take their first step, after so many steps of the others, into their groups' cohorts.
  mutating func start(_ model: some Module, after steps: Int) {
    let places = model.parameterPlaces
    let chosen = groupIndices(of: places)
    while entries.count < chosen.count { entries.append(Entry()) }
    for (index, parameter) in model.namedParameters.map(\.parameter).enumerated()
    where entries[index].cohort == nil && !parameter.isFrozen {
      entries[index].cohort = cohort(of: chosen[index], at: places[index], start: steps)
    }
  }

  /// The number of the first group that fits each parameter. A group that fits no parameter at all is an error.
  func groupIndices(of places: [ParameterPlace]) -> [Int?] {
    for (index, group) in groups.enumerated() where !group.mayBeEmpty {
      require(
        places.contains(where: group.fits),
        "optimizer: the group \(index), \"\(group.name)\", fits none of the parameters "
          + places.map(\.path).joined(separator: ", "))
    }
    return places.map { place in groups.firstIndex { $0.fits(place) } }
  }

  /// The number of the cohort of a group's parameters that have the rate of this one, and whose first step came after `start` others.
  mutating func cohort(of index: Int?, at place: ParameterPlace, start: Int) -> Int {
    let group = (index.map { groups[$0] } ?? .others).at(place)
    let found = cohorts.firstIndex {
      $0.groupIndex == index && $0.start == start && $0.group.rate == group.rate
    }
    if let found { return found }
    cohorts.append(Cohort(group: group, groupIndex: index, start: start))
    return cohorts.count - 1
  }

  /// Makes the tensors of parameters that have started without any.
  mutating func makeTensors(of model: some Module, _ make: (Shape, DType) -> [Tensor]) {
    for (index, parameter) in model.namedParameters.map(\.parameter).enumerated() {
      guard let cohort = entries[index].cohort, !cohorts[cohort].isFrozen,
        entries[index].tensors.isEmpty
      else { continue }
      entries[index].tensors = make(parameter.shape, parameter.value.dtype)
    }
  }
}

extension Module {
  /// Where each parameter stands, in visiting order.
  var parameterPlaces: [ParameterPlace] {
    var visitor = PlaceVisitor(root: Self.self)
    var copy = self
    copy.visit(&visitor)
    return visitor.places
  }
}

private struct PlaceVisitor: ModuleVisitor {
  private(set) var places: [ParameterPlace] = []
  private var path: ModulePath

  init(root: Any.Type) { path = ModulePath(root: root) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) { path.enter(name(), type) }

  mutating func leave() { path.leave() }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    places.append(ParameterPlace(path: path.appending(name), shape: parameter.shape, owner: path.owner))
  }
}
