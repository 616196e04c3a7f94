/// The instructions of formula programs, one row each: the kernels make of this table their numbers, their loops over
/// vectors, the cost of a program, and the naive twin.
#ifndef FLEDGE_INSTRUCTIONS_H
#define FLEDGE_INSTRUCTIONS_H

/// ROW(name, operands, cost, result, plain): the result from vectors X, Y, Z, by the functions of vector/, and the same from
/// doubles x, y, z, by those of program_reference.c. A cost is QUICK, DIVISION or FUNCTION. Comparisons give 1 or 0.
#define FLEDGE_EACH_INSTRUCTION(ROW)                                                                                  \
  ROW(ADD, 2, QUICK, X + Y, x + y)                                                                                    \
  ROW(SUB, 2, QUICK, X - Y, x - y)                                                                                    \
  ROW(MUL, 2, QUICK, X * Y, x * y)                                                                                    \
  ROW(DIV, 2, DIVISION, X / Y, x / y)                                                                                 \
  ROW(NEG, 1, QUICK, -X, -x)                                                                                          \
  ROW(FMA, 3, QUICK, v_fma(X, Y, Z), fma(x, y, z))                                                                    \
  ROW(FMS, 3, QUICK, v_fma(X, Y, -Z), fma(x, y, -z))                                                                  \
  ROW(FNMA, 3, QUICK, v_fma(-X, Y, Z), fma(-x, y, z))                                                                 \
  /* NaN if either is NaN */                                                                                          \
  ROW(MAX, 2, QUICK, v_max(X, Y), larger(x, y))                                                                       \
  ROW(MIN, 2, QUICK, v_min(X, Y), smaller(x, y))                                                                      \
  ROW(ABS, 1, QUICK, v_abs(X), fabs(x))                                                                               \
  ROW(SIGN, 1, QUICK, v_sign(X), sign(x))                                                                             \
  ROW(FLOOR, 1, QUICK, v_floor(X), floor(x))                                                                          \
  /* to the nearest whole number, from halfway to the even one */                                                     \
  ROW(ROUND, 1, QUICK, v_round(X), rint(x))                                                                           \
  ROW(SQRT, 1, DIVISION, v_sqrt(X), sqrt(x))                                                                          \
  ROW(RECIPROCAL, 1, DIVISION, 1 / X, 1 / x)                                                                          \
  ROW(EXP, 1, FUNCTION, v_exp(X), exp(x))                                                                             \
  ROW(EXPM1, 1, FUNCTION, v_expm1(X), expm1(x))                                                                       \
  ROW(LOG, 1, FUNCTION, v_log(X), log(x))                                                                             \
  ROW(LOG1P, 1, FUNCTION, v_log1p(X), log1p(x))                                                                       \
  ROW(TANH, 1, FUNCTION, v_tanh(X), tanh(x))                                                                          \
  ROW(SIGMOID, 1, FUNCTION, v_sigmoid(X), sigmoid(x))                                                                 \
  ROW(SOFTPLUS, 1, FUNCTION, v_softplus(X), softplus(x))                                                              \
  ROW(ERF, 1, FUNCTION, v_erf(X), erf(x))                                                                             \
  ROW(NORMAL_CDF, 1, FUNCTION, v_normal_cdf(X), normal_cdf(x))                                                        \
  ROW(NORMAL_PDF, 1, FUNCTION, v_normal_pdf(X), normal_pdf(x))                                                        \
  ROW(SIN, 1, FUNCTION, v_sin(X), sin(x))                                                                             \
  ROW(COS, 1, FUNCTION, v_cos(X), cos(x))                                                                             \
  ROW(POW, 2, FUNCTION, v_pow(X, Y), pow(x, y))                                                                       \
  /* x*y, but 0 where one is 0 and the other infinite; NaN of either passes */                                        \
  ROW(GATED, 2, QUICK, v_gated(X, Y), gated(x, y))                                                                    \
  ROW(LESS, 2, QUICK, v_mask(X < Y), x < y)                                                                           \
  ROW(LESS_EQUAL, 2, QUICK, v_mask(X <= Y), x <= y)                                                                   \
  ROW(EQUAL, 2, QUICK, v_mask(X == Y), x == y)                                                                        \
  ROW(NOT_EQUAL, 2, QUICK, v_mask(X != Y), x != y)                                                                    \
  ROW(AND, 2, QUICK, v_mask(v_nonzero(X) & v_nonzero(Y)), x != 0 && y != 0)                                           \
  ROW(OR, 2, QUICK, v_mask(v_nonzero(X) | v_nonzero(Y)), x != 0 || y != 0)                                            \
  ROW(NOT, 1, QUICK, v_mask(~v_nonzero(X)), x == 0)                                                                   \
  ROW(SELECT, 3, QUICK, v_nonzero(X) ? Y : Z, x != 0 ? y : z)

#endif
