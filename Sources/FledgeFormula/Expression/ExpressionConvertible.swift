/// What may stand beside an expression in a comparison, a `max` or an arm of a `select`: an expression or a number.
public protocol ExpressionConvertible {
  /// The value as an expression; a number becomes a constant.
  var asExpression: Formula.Expression { get }
}

extension Formula.Expression: ExpressionConvertible {
  /// Itself.
  public var asExpression: Self { self }
}

extension Double: ExpressionConvertible {
  /// A constant.
  public var asExpression: Formula.Expression { Formula.Expression(self) }
}

extension Float: ExpressionConvertible {
  /// A constant.
  public var asExpression: Formula.Expression { Formula.Expression(self) }
}

extension ExpressionConvertible where Self: BinaryInteger {
  /// A constant.
  public var asExpression: Formula.Expression { Formula.Expression(self) }
}

extension Int: ExpressionConvertible {}
extension Int8: ExpressionConvertible {}
extension Int16: ExpressionConvertible {}
extension Int32: ExpressionConvertible {}
extension Int64: ExpressionConvertible {}
extension UInt: ExpressionConvertible {}
extension UInt8: ExpressionConvertible {}
extension UInt16: ExpressionConvertible {}
extension UInt32: ExpressionConvertible {}
extension UInt64: ExpressionConvertible {}
