/// The safetensors format: named tensors in one file, as the Python package of that name writes and reads them.
///
/// Eight bytes give the length of the header (little-endian), the header is JSON, `{name: {dtype, shape,
/// data_offsets}, "__metadata__": {string: string}}`, and the tensors' bytes follow, row-major and
/// little-endian. They cover the rest of the file without holes or overlaps.
///
/// Format: https://github.com/huggingface/safetensors, README.
public enum Safetensors {
  /// A longer header is refused, as by the reference implementation (bytes).
  static let maximumHeaderLength = 100_000_000
  /// A tensor of more dimensions is refused (NumPy's own limit).
  static let maximumRank = 64
  /// The header's member that holds no tensor.
  static let metadataKey = "__metadata__"
}
