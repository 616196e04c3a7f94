import FledgeFiles
import FledgeModelIO

extension SafetensorsFile {
  /// Throws `FileError` for a checkpoint: it holds a training, whose model is one of several things in it.
  package func expectModel() throws {
    guard metadata[CheckpointContent.key] == nil else {
      throw FileError(
        path: path, expected: "a model, as --save writes it", found: "a training, which --resume goes on with"
      )
    }
  }
}
