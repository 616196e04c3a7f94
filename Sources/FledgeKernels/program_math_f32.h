/// Elementary functions of vectors of floats. Coefficients are our own minimax fits (Remez's exchange, 50 digits);
/// the bounds beside them are relative errors of the polynomial before rounding.
#ifndef FLEDGE_PROGRAM_MATH_F32_H
#define FLEDGE_PROGRAM_MATH_F32_H

#include "program_vector.h"

#define FLOAT_LOG2_E 0x1.715476p+0f
/// log 2 in two parts; the first has so few bits that n times it is exact.
#define FLOAT_LN2_HIGH 0x1.63p-1f
#define FLOAT_LN2_LOW -0x1.bd0106p-13f

/// x = n·log 2 + r with |r| <= log(2)/2; gives r.
INLINE vf v_reduce(vf x, vf *n) {
  *n = v_round_small(x * FLOAT_LOG2_E);
  return v_fma(*n, (vf)-FLOAT_LN2_LOW, v_fma(*n, (vf)-FLOAT_LN2_HIGH, x));
}

/// e^r - 1 for |r| <= log(2)/2, 1.3e-8.
INLINE vf v_expm1_reduced(vf r) {
  static const float q[] = {0x1.fffffep-2f, 0x1.5554b0p-3f, 0x1.555674p-5f, 0x1.1227f8p-7f, 0x1.6bebc0p-10f};
  return v_fma(r * r, POLYNOMIAL(r, q), r);
}

/// e^(x + low) for a low that is small beside x.
INLINE vf v_exp_sum(vf x, vf low) {
  vf n, r = v_reduce(v_clamp(x, -105.0f, 89.0f), &n) + low;
  return v_scale(v_expm1_reduced(r) + 1.0f, n);
}

INLINE vf v_exp(vf x) {
  vf n, r = v_reduce(v_clamp(x, -105.0f, 89.0f), &n);
  return v_scale(v_expm1_reduced(r) + 1.0f, n);
}

/// Half the scale, so that it is finite where e^x is about to overflow.
INLINE vf v_expm1(vf x) {
  vf n, p = v_expm1_reduced(v_reduce(v_clamp(x, -20.0f, 89.0f), &n));
  vf half = v_power_of_two(__builtin_convertvector(n, vi) - 1);
  vf result = 2.0f * v_fma(half, p, half - 0.5f);
  return x == 0.0f ? x : result;
}

/// Near 0 as x + x³·P(x²), 4.4e-9; farther out as u / (u + 2) with u = e^(2|x|) - 1.
INLINE vf v_tanh(vf x) {
  static const float c[] = {-0x1.555532p-2f, 0x1.110726p-3f, -0x1.b83c5ap-5f, 0x1.522692p-6f, -0x1.75e196p-8f};
  vf square = x * x;
  vf near = v_fma(x * square, POLYNOMIAL(square, c), x);
  vf n, p = v_expm1_reduced(v_reduce(2.0f * v_clamp(v_abs(x), 0.0f, 10.0f), &n));
  vf scale = v_power_of_two(__builtin_convertvector(n, vi));
  vf u = v_fma(scale, p, scale - 1.0f);
  return v_abs(x) < 0.625f ? near : v_copysign(u / (u + 2.0f), x);
}

/// By e^-|x|, which does not overflow: 1/(1 + e) or e/(1 + e).
INLINE vf v_sigmoid(vf x) {
  vf e = v_exp(-v_abs(x));
  return (x < 0.0f ? e : (vf)1.0f) / (1.0f + e);
}

/// log(1 + f) + e·log 2 for sqrt(1/2) <= 1 + f <= sqrt(2), 5.9e-9.
INLINE vf v_log_reduced(vf f, vf e) {
  static const float p[] = {0x1.555554p-2f,  -0x1.000228p-2f, 0x1.99a010p-3f, -0x1.5471b8p-3f,
                            0x1.22d8ecp-3f, -0x1.0d89cep-3f, 0x1.056688p-3f, -0x1.38b884p-4f};
  vf square = f * f;
  vf rest = v_fma(e, (vf)FLOAT_LN2_LOW, f * square * POLYNOMIAL(f, p));
  rest = v_fma((vf)-0.5f, square, rest);
  return v_fma(e, (vf)FLOAT_LN2_HIGH, f + rest);
}

/// x = m·2^e with sqrt(1/2) <= m < sqrt(2), for positive normal x; gives m.
INLINE vf v_split(vf x, vi *e) {
  vi bits = (vi)x + (0x3f800000 - 0x3f3504f3);
  *e = (bits >> 23) - 127;
  return (vf)((bits & 0x007fffff) + 0x3f3504f3);
}

INLINE vf v_log(vf x) {
  vi isSmall = x < 0x1p-126f, e;
  vf m = v_split(isSmall ? x * 0x1p25f : x, &e);
  vf whole = __builtin_convertvector(e, vf);
  vf result = v_log_reduced(m - 1.0f, isSmall ? whole - 25.0f : whole);
  result = x < (vf)INFINITY ? result : x;
  return x > 0.0f ? result : x == 0.0f ? (vf)-INFINITY : x != x ? x : (vf)NAN;
}

/// 1 + x rounds; what was lost is added to the reduced argument (Kahan).
INLINE vf v_log1p(vf x) {
  vf u = 1.0f + x;
  vf lost = v_abs(x) < 1.0f ? x - (u - 1.0f) : 1.0f - (u - x);
  vi e;
  vf m = v_split(u, &e);
  vf f = v_fma(lost, v_power_of_two(e < 126 ? -e : (vi)-126), m - 1.0f);
  vf result = v_log_reduced(f, __builtin_convertvector(e, vf));
  result = ((u < (vf)INFINITY) & (x != 0.0f)) ? result : x;
  return x > -1.0f ? result : x == -1.0f ? (vf)-INFINITY : x != x ? x : (vf)NAN;
}

/// max(x, 0) + log(1 + e^-|x|). With y = e^-|x| from 0 to 1 the logarithm's argument reduces without rounding.
INLINE vf v_softplus(vf x) {
  vf y = v_exp(-v_abs(x));
  vi isLarge = y > 0x1.a8279ap-2f;
  vf log = v_log_reduced(isLarge ? 0.5f * (y - 1.0f) : y, isLarge ? (vf)1.0f : (vf)0.0f);
  return (x > 0.0f ? x : (vf)0.0f) + log;
}

/// e^(-t²/2) for 0 <= t <= 15; the square in two parts, the first exact.
INLINE vf v_exp_half_square(vf t) {
  vf high = (vf)((vi)t & ~0xfff);
  return v_exp_sum(-0.5f * high * high, -0.5f * (t - high) * (t + high));
}

/// Φ(-t) = e^(-t²/2)·R(t) for 0 <= t <= 14.4; R(t)·(t + 5) is a polynomial of (t - 5)/(t + 5), 2.9e-8.
INLINE vf v_normal_tail(vf t) {
  static const float p[] = {0x1.89d3acp-1f,  -0x1.54ad04p-1f, 0x1.fb319ap-2f,  -0x1.410f10p-2f,  0x1.51ef14p-3f,
                            -0x1.1b1894p-4f, 0x1.560caep-6f,  -0x1.845e8ap-9f, -0x1.feaf68p-11f, 0x1.a79f50p-12f};
  vf u = 1.0f / (t + 5.0f);
  return v_exp_half_square(t) * (u * POLYNOMIAL(v_fma((vf)-10.0f, u, (vf)1.0f), p));
}

/// Near 0 as 1/2 + x·P(x²), 5.1e-10; farther out by the tail.
INLINE vf v_normal_cdf(vf x) {
  static const float p[] = {0x1.988454p-2f,  -0x1.105826p-4f, 0x1.46cc3ep-7f,
                            -0x1.36d8aep-10f, 0x1.d9c176p-14f, -0x1.f4d384p-18f};
  vf t = v_clamp(v_abs(x), 0.0f, 14.5f);
  vf near = v_fma(x, POLYNOMIAL(t * t, p), (vf)0.5f);
  vf tail = v_normal_tail(t);
  return t < 1.0f ? near : x < 0.0f ? tail : 1.0f - tail;
}

INLINE vf v_normal_pdf(vf x) { return 0x1.988454p-2f * v_exp_half_square(v_clamp(v_abs(x), 0.0f, 15.0f)); }

/// Near 0 as x + x·P(x²), 1.2e-9; farther out as 1 - 2Φ(-|x|·sqrt(2)).
INLINE vf v_erf(vf x) {
  static const float p[] = {0x1.06eba8p-3f,  -0x1.81273ep-2f, 0x1.ce2cf8p-4f, -0x1.b7f90cp-6f,
                            0x1.5405b0p-8f, -0x1.a3f6f0p-11f, 0x1.496a02p-14f};
  vf t = v_clamp(v_abs(x), 0.0f, 5.0f);
  vf near = v_fma(x, POLYNOMIAL(t * t, p), x);
  vf far = v_fma((vf)-2.0f, v_normal_tail(t * 0x1.6a09e6p+0f), (vf)1.0f);
  return t > 1.0f ? v_copysign(far, x) : near;
}

#endif
