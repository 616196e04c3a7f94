import FledgeBasics

extension FileError {
  /// The error for a system call that has just failed, in words (`errno` unless a code is given).
  package init(path: String, doing action: String? = nil, code: Int32 = errno) {
    self.init(path: path, found: FileError.words(for: code, doing: action))
  }

  private static func words(for code: Int32, doing action: String?) -> String {
    let problem =
      switch code {
      case ENOENT: "no such file"
      case ENOTDIR: "a part of the path is not a directory"
      case EISDIR: "is a directory"
      case EACCES, EPERM: "permission denied"
      case ENOSPC, EDQUOT: "the disk is full"
      case EFBIG: "the file would be larger than the system allows"
      case EROFS: "the file system is read-only"
      case ENAMETOOLONG: "the name is too long"
      case ELOOP: "too many symbolic links"
      case EMFILE, ENFILE: "too many open files"
      default: String(cString: strerror(code))
      }
    guard let action else { return problem }
    return "\(action): \(problem)"
  }
}
