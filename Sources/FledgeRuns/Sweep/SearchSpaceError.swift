/// What is wrong with the text of a setting that a sweep varies.
package struct SearchSpaceError: Error, Equatable {
  /// The number of the character that it is about, from 1.
  package let column: Int
  package let message: String
}
