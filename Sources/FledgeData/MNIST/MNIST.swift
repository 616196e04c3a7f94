/// The handwritten digits of the National Institute of Standards and Technology, as selected by LeCun, Cortes and
/// Burges (1998): 60,000 to train on and 10,000 to test with, 28 × 28 bytes each.
///
/// Any data set in such files is read too: Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017), KMNIST (Clanuwat and others, 2018),
/// EMNIST and QMNIST under their own names, also in the folders that torchvision makes.
public enum MNIST {
  /// The two parts of the data set.
  public enum Part: String, Sendable, CaseIterable {
    /// To train on.
    case train
    /// To test with.
    case test = "t10k"
  }

  /// The directory that is looked into unless another one is named: `$FLEDGE_DATA/mnist`, or `fledge/mnist` in the
  /// user's directory for caches (`$XDG_CACHE_HOME` or `~/.cache` on Linux, `~/Library/Caches` on macOS).
  public static var standardDirectory: String { DataDirectory.data("mnist") }
}
