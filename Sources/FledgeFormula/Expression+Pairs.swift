/// The larger one; NaN if either is NaN. Where both are equal the derivative is shared half and half, and is 0
/// if one is constant.
@_disfavoredOverload
public func max(_ x: Expression, _ y: Expression) -> Expression { Expression(.maximum, x, y) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Expression, _ y: Double) -> Expression { max(x, Expression(y)) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Double, _ y: Expression) -> Expression { max(Expression(x), y) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Expression, _ y: Float) -> Expression { max(x, Expression(y)) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Float, _ y: Expression) -> Expression { max(Expression(x), y) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Expression, _ y: Int) -> Expression { max(x, Expression(y)) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Expression, _ y: some BinaryInteger) -> Expression { max(x, Expression(y)) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: Int, _ y: Expression) -> Expression { max(Expression(x), y) }
/// The larger one.
@_disfavoredOverload
public func max(_ x: some BinaryInteger, _ y: Expression) -> Expression { max(Expression(x), y) }

/// The smaller one; NaN if either is NaN. Where both are equal the derivative is shared half and half, and is 0
/// if one is constant.
@_disfavoredOverload
public func min(_ x: Expression, _ y: Expression) -> Expression { Expression(.minimum, x, y) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Expression, _ y: Double) -> Expression { min(x, Expression(y)) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Double, _ y: Expression) -> Expression { min(Expression(x), y) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Expression, _ y: Float) -> Expression { min(x, Expression(y)) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Float, _ y: Expression) -> Expression { min(Expression(x), y) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Expression, _ y: Int) -> Expression { min(x, Expression(y)) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Expression, _ y: some BinaryInteger) -> Expression { min(x, Expression(y)) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: Int, _ y: Expression) -> Expression { min(Expression(x), y) }
/// The smaller one.
@_disfavoredOverload
public func min(_ x: some BinaryInteger, _ y: Expression) -> Expression { min(Expression(x), y) }

/// x to the power of y; 0⁰ is 1 and both its derivatives are 0.
@_disfavoredOverload
public func pow(_ x: Expression, _ y: Expression) -> Expression { Expression(.power, x, y) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Expression, _ y: Double) -> Expression { pow(x, Expression(y)) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Double, _ y: Expression) -> Expression { pow(Expression(x), y) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Expression, _ y: Float) -> Expression { pow(x, Expression(y)) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Float, _ y: Expression) -> Expression { pow(Expression(x), y) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Expression, _ y: Int) -> Expression { pow(x, Expression(y)) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Expression, _ y: some BinaryInteger) -> Expression { pow(x, Expression(y)) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: Int, _ y: Expression) -> Expression { pow(Expression(x), y) }
/// x to the power of y.
@_disfavoredOverload
public func pow(_ x: some BinaryInteger, _ y: Expression) -> Expression { pow(Expression(x), y) }
