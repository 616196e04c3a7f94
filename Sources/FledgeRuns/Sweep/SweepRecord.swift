import FledgeFiles

/// What a sweep was asked for: what stands in its `sweep.json`, which is written once.
package struct SweepRecord: Codable, Equatable, Sendable {
  /// The words that all trials share: data, and options of 'fledge train'.
  package var arguments: [String]
  /// The settings that vary, as they were written.
  package var vary: [String]
  package var search: String
  /// How many trials; nil: as many as there is time for.
  package var trials: Int?
  /// The factor of halving; nil without.
  package var halving: Int?
  /// The figure of the validation that trials are compared by.
  package var metric: String
  /// What the data were, as digests.
  package var data: JSONValue

  package init(
    arguments: [String], vary: [String], search: String, trials: Int?, halving: Int?, metric: String,
    data: JSONValue
  ) {
    (self.arguments, self.vary, self.search) = (arguments, vary, search)
    (self.trials, self.halving, self.metric, self.data) = (trials, halving, metric, data)
  }
}
