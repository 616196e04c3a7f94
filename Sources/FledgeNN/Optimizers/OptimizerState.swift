import FledgeBasics
import FledgeTensor

/// What an optimiser carries from step to step: tensors beside each parameter, under names, and how many steps were taken.
///
/// A value: a copy of an optimiser goes on from where the original was. `Optimizer.namedState(of:)` reads it for a file.
public struct OptimizerState: Sendable {
  /// What goes with one parameter.
  struct Entry: Sendable {
    var tensors: [Tensor] = []
    /// Which of the cohorts it is in; nil until its first step.
    var cohort: Int? {
      get { number < 0 ? nil : number }
      set { number = newValue ?? -1 }
    }
    private(set) var number = -1
  }

  /// The parameters that share their scalars: those of one group and rate that took their first step together.
  struct Cohort: Sendable {
    let group: ParameterGroup
    let isFrozen: Bool
    /// Number of the group; nil for parameters that no group fits.
    let groupIndex: Int?
    /// The optimiser's steps before the first of these parameters.
    let start: Int
    /// The values of the rule's scalars at `step`.
    var scalars: [Double] = []
    /// The optimiser's step that the scalars are for.
    var step = 0

    init(group: ParameterGroup, groupIndex: Int?, start: Int) {
      (self.group, isFrozen, self.groupIndex, self.start) = (group, group.isFrozen, groupIndex, start)
    }

    /// Sets the scalars with the numbers `used` for the optimiser's step `step`; there are `count`.
    mutating func prepare(
      _ step: Int, count: Int, _ used: [Int], _ value: (_ number: Int, ParameterGroup, _ step: Int) -> Double
    ) {
      if scalars.isEmpty { scalars = [Double](repeating: 0, count: count) }
      for number in used { scalars[number] = value(number, group, step - start) }
      self.step = step
    }
  }

  /// Groups of parameters that are trained in ways of their own.
  public private(set) var groups: [ParameterGroup]
  /// Steps taken.
  public internal(set) var step = 0
  /// By the numbers of the parameters in visiting order.
  var entries: [Entry] = []
  var cohorts: [Cohort] = []

  /// The state of an optimiser that has taken no step.
  public init(groups: [ParameterGroup] = []) { self.groups = groups }

  /// Takes the content of `other`, which then is as new, without counting a reference.
  init(takenFrom other: inout OptimizerState) {
    self.init()
    swap(&self, &other)
  }
}
