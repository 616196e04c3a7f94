import FledgeBasics
import FledgeTensor

/// Flats to let in a town that does not exist: a table to try things with, drawn from a seed.
///
/// Its columns are `id`, `size` in square metres, `rooms`, `district`, `floor`, `lift`, `built`, the year, missing for some, and `rent` in a
/// month. A square metre costs by its district; old houses and new ones cost more than those between; without a lift the upper floors are
/// cheaper; and a tenth of the rent is chance.
public enum Flats {
  /// `count` flats, 0 or more; those of a smaller count come first in a larger one.
  public static func table(count: Int = 600, seed: UInt64 = 0) -> Table {
    require(count >= 0, "Flats.table: expected a count of 0 or more, got \(count)")
    var random = Random(seed: seed).named("flats")
    let flats = (0..<count).map { _ in Flat(&random) }
    return Table([
      TableColumn("id", numbers: flats.indices.map { Double($0 + 1) }),
      TableColumn("size", numbers: flats.map(\.size)),
      TableColumn("rooms", numbers: flats.map { Double($0.rooms) }),
      TableColumn("district", texts: flats.map(\.district)),
      TableColumn("floor", numbers: flats.map { Double($0.floor) }),
      TableColumn("lift", texts: flats.map { $0.hasLift ? "yes" : "no" }),
      TableColumn("built", numbers: flats.map { $0.isYearKnown ? Double($0.built) : nil }),
      TableColumn("rent", numbers: flats.map(\.rent)),
    ])
  }
}

private struct Flat {
  let size, rent: Double
  let rooms, floor, built: Int
  let district: String
  let hasLift, isYearKnown: Bool

  /// Rent for a square metre.
  private static let prices: [(district: String, price: Double)] = [
    ("Harbour", 17), ("Hill", 15.5), ("Meadows", 11), ("Mill", 12), ("Old Town", 16), ("Station", 10),
  ]

  init(_ random: inout Random) {
    rooms = Int.random(in: 1...5, using: &random)
    size = (12 + 18 * Double(rooms) + .random(in: 0...22, using: &random)).rounded()
    let (district, price) = Self.prices.randomElement(using: &random)!
    self.district = district
    floor = Int.random(in: 0...7, using: &random)
    hasLift = Int.random(in: 0..<3, using: &random) > (floor > 3 ? 0 : 1)
    built = Int.random(in: 1880...2024, using: &random)
    isYearKnown = Int.random(in: 0..<12, using: &random) > 0
    let age = Double(built - 1960) / 40
    let stairs = hasLift ? 0 : 0.3 * Double(floor)
    let chance = (0..<4).reduce(0.8) { sum, _ in sum + .random(in: 0...0.1, using: &random) }
    rent = ((price + age * age - stairs) * size * chance + 90).rounded()
  }
}
