/// Elementary functions of vectors of doubles, fitted like those of floats. What training in Double hardly ever needs
/// goes through C's library, element by element.
#ifndef FLEDGE_PROGRAM_MATH_F64_H
#define FLEDGE_PROGRAM_MATH_F64_H

#include "program_vector.h"

#define DOUBLE_LOG2_E 0x1.71547652b82fep+0
/// log 2 in two parts; the first has so few bits that n times it is exact.
#define DOUBLE_LN2_HIGH 0x1.62e42feep-1
#define DOUBLE_LN2_LOW 0x1.a39ef35793c76p-33

INLINE vd v_reduce(vd x, vd *n) {
  *n = v_round_small(x * DOUBLE_LOG2_E);
  return v_fma(*n, (vd)-DOUBLE_LN2_LOW, v_fma(*n, (vd)-DOUBLE_LN2_HIGH, x));
}

/// e^r - 1 for |r| <= log(2)/2, 2.6e-19.
INLINE vd v_expm1_reduced(vd r) {
  static const double q[] = {0x1.0000000000000p-1,  0x1.5555555555559p-3,  0x1.555555555553fp-5,  0x1.111111110f6dfp-7,
                             0x1.6c16c16c1f055p-10, 0x1.a01a01afd1cd4p-13, 0x1.a01a017bcd246p-16, 0x1.71ddf8848d6d3p-19,
                             0x1.27e53624ef034p-22, 0x1.af5e69eac0442p-26, 0x1.1ee88973082dep-29};
  return v_fma(r * r, POLYNOMIAL(r, q), r);
}

INLINE vd v_exp_sum(vd x, vd low) {
  vd n, r = v_reduce(v_clamp(x, -746.0, 710.0), &n) + low;
  return v_scale(v_expm1_reduced(r) + 1.0, n);
}

INLINE vd v_exp(vd x) {
  vd n, r = v_reduce(v_clamp(x, -746.0, 710.0), &n);
  return v_scale(v_expm1_reduced(r) + 1.0, n);
}

INLINE vd v_expm1(vd x) {
  vd n, p = v_expm1_reduced(v_reduce(v_clamp(x, -40.0, 710.0), &n));
  vd half = v_power_of_two(v_integer(n) - 1);
  vd result = 2.0 * v_fma(half, p, half - 0.5);
  return x == 0.0 ? x : result;
}

INLINE vd v_tanh(vd x) {
  vd n, p = v_expm1_reduced(v_reduce(2.0 * v_clamp(v_abs(x), 0.0, 20.0), &n));
  vd scale = v_power_of_two(v_integer(n));
  vd u = v_fma(scale, p, scale - 1.0);
  return v_copysign(u / (u + 2.0), x);
}

INLINE vd v_sigmoid(vd x) {
  vd e = v_exp(-v_abs(x));
  return (x < 0.0 ? e : (vd)1.0) / (1.0 + e);
}

/// log(1 + f) + e·log 2 for sqrt(1/2) <= 1 + f <= sqrt(2), by the series of atanh in s = f/(2 + f), 1.2e-18.
INLINE vd v_log_reduced(vd f, vd e) {
  static const double a[] = {0x1.5555555555592p-1, 0x1.999999997fd7bp-2, 0x1.24924941f4d2ep-2, 0x1.c71c52061ea12p-3,
                             0x1.74663f9f5e20ap-3, 0x1.39a1a712f1209p-3, 0x1.2f063502597d9p-3};
  vd s = f / (2.0 + f);
  vd z = s * s;
  vd half = 0.5 * f * f;
  vd rest = v_fma(s, half + z * POLYNOMIAL(z, a), e * DOUBLE_LN2_LOW);
  return v_fma(e, (vd)DOUBLE_LN2_HIGH, f - (half - rest));
}

INLINE vd v_split(vd x, vd *e) {
  vl bits = (vl)x + (0x3ff0000000000000 - 0x3fe6a09e667f3bcd);
  // The exponent becomes the low bits of a double that is 2^52 too large: no instruction converts 64-bit integers.
  vl exponent = (bits >> 52) & 0xfff;
  *e = (vd)(exponent | 0x4330000000000000) - (0x1p52 + 1023);
  return (vd)((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
}

INLINE vd v_log(vd x) {
  vl isSmall = x < 0x1p-1022;
  vd e, m = v_split(isSmall ? x * 0x1p54 : x, &e);
  vd result = v_log_reduced(m - 1.0, isSmall ? e - 54.0 : e);
  result = x < (vd)INFINITY ? result : x;
  return x > 0.0 ? result : x == 0.0 ? (vd)-INFINITY : x != x ? x : (vd)NAN;
}

INLINE vd v_log1p(vd x) {
  vd u = 1.0 + x;
  vd lost = v_abs(x) < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
  vd e, m = v_split(u, &e);
  vd f = v_fma(lost, v_power_of_two(v_integer(e < 1022.0 ? -e : (vd)-1022.0)), m - 1.0);
  vd result = v_log_reduced(f, e);
  result = ((u < (vd)INFINITY) & (x != 0.0)) ? result : x;
  return x > -1.0 ? result : x == -1.0 ? (vd)-INFINITY : x != x ? x : (vd)NAN;
}

/// max(x, 0) + log(1 + e^-|x|). With y = e^-|x| from 0 to 1 the logarithm's argument reduces without rounding.
INLINE vd v_softplus(vd x) {
  vd y = v_exp(-v_abs(x));
  vl isLarge = y > 0x1.a827999fcef32p-2;
  vd log = v_log_reduced(isLarge ? 0.5 * (y - 1.0) : y, isLarge ? (vd)1.0 : (vd)0.0);
  return (x > 0.0 ? x : (vd)0.0) + log;
}

INLINE vd v_normal_pdf(vd x) {
  vd t = v_clamp(v_abs(x), 0.0, 40.0);
  vd high = (vd)((vl)t & ~0x7ffffff);
  return 0x1.9884533d43651p-2 * v_exp_sum(-0.5 * high * high, -0.5 * (t - high) * (t + high));
}

static inline double scalar_normal_cdf(double x) { return 0.5 * erfc(x * -0x1.6a09e667f3bcdp-1); }

INLINE vd v_erf(vd x) { FLEDGE_EACH(vd, double, erf); }
INLINE vd v_normal_cdf(vd x) { FLEDGE_EACH(vd, double, scalar_normal_cdf); }
INLINE vd v_sin(vd x) { FLEDGE_EACH(vd, double, sin); }
INLINE vd v_cos(vd x) { FLEDGE_EACH(vd, double, cos); }

INLINE vd v_pow(vd x, vd y) {
  double a[DOUBLES], b[DOUBLES];
  v_store(a, x);
  v_store(b, y);
  for (int i = 0; i < DOUBLES; i++) a[i] = pow(a[i], b[i]);
  return v_load(a);
}

#endif
