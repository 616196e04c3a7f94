import Fledge

/// `fledge-read-pictures FOLDER`: reads a folder of class folders and prints the seconds that took, and the sum of all samples.
@main
enum ReadPictures {
  static func main() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let pictures = try Dataset(pictures: CommandLine.arguments[1])
    let seconds = (clock.now - start) / .seconds(1)
    print(seconds, pictures.inputs.sum().item(as: Int64.self))
  }
}
