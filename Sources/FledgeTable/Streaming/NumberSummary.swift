import FledgeTensor

/// What is known of a column of numbers that went by, of which some rows were of the training part.
struct NumberSummary: Sendable {
  /// Rows in which a number stands, and those of them in the training part.
  private(set) var present = 0
  private(set) var trained = 0
  /// Different numbers of the column, one more than `mostDifferent` at the most.
  private(set) var different: Set<Double> = []
  private(set) var areWhole = true
  private(set) var isConstant = true
  private(set) var countsRows = true
  private var first = Double.nan
  private var last = Double.nan
  private var mean = 0.0
  /// Σ (x − mean)² of the training part.
  private var deviations = 0.0
  /// Numbers of rows of the training part, drawn evenly; NaN where none stands.
  private var sample: [Double] = []
  private let mostDifferent: Int

  init(mostDifferent: Int) { self.mostDifferent = mostDifferent }

  /// Takes in the numbers of a block of rows, NaN where none stands: those that `training` names are learnt from, and those of
  /// `sampled` go to places of the sample.
  mutating func add(_ numbers: [Double], training: [Int], sampled: [RowSample.Place]) {
    for number in numbers {
      countsRows = countsRows && (last.isNaN || number - last == 1) && !number.isNaN
      last = number
      guard !number.isNaN else { continue }
      if present == 0 { first = number }
      present += 1
      isConstant = isConstant && number == first
      areWhole = areWhole && number == number.rounded()
      if different.count <= mostDifferent { different.insert(number) }
    }
    learn(training.lazy.map { numbers[$0] }.filter { !$0.isNaN })
    for place in sampled {
      // A column of JSON lines may begin behind the first rows.
      while place.slot >= sample.count { sample.append(.nan) }
      sample[place.slot] = numbers[place.row]
    }
  }

  /// Mean and deviations of two parts are put together (Chan, Golub and LeVeque, 1979).
  private mutating func learn(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return }
    defer { trained += numbers.count }
    let (new, sum) = numbers.deviations
    guard trained > 0 else { return (mean, deviations) = (new, sum) }
    let (difference, share) = (new - mean, Double(numbers.count) / Double(trained + numbers.count))
    deviations += sum + difference * difference * Double(trained) * share
    mean += difference * share
  }

  /// Mean, and root of the mean squared deviation, of the training part.
  var moments: (center: Double, scale: Double) {
    trained == 0 ? (0, 0) : (mean, (deviations / Double(trained)).squareRoot())
  }

  /// The numbers of the sample, ascending.
  var sorted: [Double] { sample.filter { !$0.isNaN }.sorted() }
}

/// Which rows of a training part a sample is made of: each as likely as any other (algorithm R; Vitter, 1985).
struct RowSample {
  /// Row `row` of a block goes to a place of the sample, which is the next new one or replaces what is there.
  struct Place {
    let row: Int
    let slot: Int
  }

  /// The rows of the sample, at the most.
  let size: Int
  private var seen = 0
  private var random: Random

  init(size: Int, seed: UInt64) { (self.size, random) = (size, Random(seed: seed).named("sample")) }

  /// The rows of a block that are sampled, of those that `training` names.
  mutating func places(_ training: [Int]) -> [Place] {
    var places: [Place] = []
    for row in training {
      let slot =
        seen < size ? seen : Int(random.next().multipliedFullWidth(by: UInt64(seen + 1)).high)
      if slot < size { places.append(Place(row: row, slot: slot)) }
      seen += 1
    }
    return places
  }
}
