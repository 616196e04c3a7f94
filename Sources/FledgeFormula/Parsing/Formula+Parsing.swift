extension Formula {
  /// A formula of x from its text, as it is typed or as a formula is printed:
  ///
  /// ```text
  /// x * sigmoid(1.702 * x)
  /// select(x > 0, x, 0.1*x)
  /// 0.5 · x · (1 + tanh(t)) where t = 0.7978845608 · (x + 0.044715 · x³)
  /// ```
  ///
  /// The operators are `+ - * / ^` (or `**`), comparisons `< <= > >= == !=`, which are 1 where they hold and else 0, and
  /// `and`, `or`, `not`, which takes the whole comparison behind it: `not x > 0` is `not (x > 0)`. A power binds most tightly and to the right, then the sign, so that -x^2 is −(x²). A number before
  /// a product multiplies all of it. `FormulaLanguage` lists the functions. `description` prints what this reads, and what it
  /// reads again is the same formula, if no more than 100 levels are nested in it.
  ///
  /// Throws `FormulaParseError` naming the character where the text is no formula, for more than 10,000 characters, and for
  /// more levels.
  public convenience init(parsing text: String) throws(FormulaParseError) {
    self.init(inputs: 1, outputs: [try Expression(parsing: text)])
  }
}

extension Formula.Expression {
  /// The expression as it is written, not simplified.
  package init(parsing text: String) throws(FormulaParseError) {
    var parser = FormulaParser(try FormulaScanner.tokens(of: text))
    self = try parser.parse()
  }
}
