/// The version of the command, as --version and the environment of a run say it.
enum Version {
  static let text = "0.1.0"
}
