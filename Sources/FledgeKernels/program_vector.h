/// Vectors of floats and doubles as clang's vector extension has them, and what every function here is built of.
///
/// Included once by each instruction set's file, which defines FLEDGE_VECTOR_BYTES, FLEDGE_HAS_FMA (a fused a*b + c
/// costs one instruction), FLEDGE_HAS_ROUND (so does rounding to an integer) and FLEDGE_HAS_SCALEF (so does p * 2^n).
#ifndef FLEDGE_PROGRAM_VECTOR_H
#define FLEDGE_PROGRAM_VECTOR_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum { FLOATS = FLEDGE_VECTOR_BYTES / 4, DOUBLES = FLEDGE_VECTOR_BYTES / 8 };

typedef float vf __attribute__((ext_vector_type(FLOATS)));
typedef int32_t vi __attribute__((ext_vector_type(FLOATS)));
typedef double vd __attribute__((ext_vector_type(DOUBLES)));
/// What comparing doubles gives: 64-bit integers, called long here and long long there.
typedef __typeof__((vd){0} < (vd){0}) vl;
typedef vf vf_unaligned __attribute__((aligned(4)));
typedef vd vd_unaligned __attribute__((aligned(8)));
typedef float vf_half __attribute__((ext_vector_type(DOUBLES)));

#define INLINE static inline __attribute__((always_inline, overloadable))

INLINE vf v_load(const float *p) { return *(const vf_unaligned *)p; }
INLINE vd v_load(const double *p) { return *(const vd_unaligned *)p; }
INLINE void v_store(float *p, vf x) { *(vf_unaligned *)p = x; }
INLINE void v_store(double *p, vd x) { *(vd_unaligned *)p = x; }

#if FLEDGE_HAS_FMA
INLINE vf v_fma(vf a, vf b, vf c) { return __builtin_elementwise_fma(a, b, c); }
INLINE vd v_fma(vd a, vd b, vd c) { return __builtin_elementwise_fma(a, b, c); }
#else
INLINE vf v_fma(vf a, vf b, vf c) { return a * b + c; }
INLINE vd v_fma(vd a, vd b, vd c) { return a * b + c; }
#endif

/// To the nearest integer, for |x| below 2^22 and 2^51: adding this number leaves no bits for a fraction.
#define FLOAT_ROUNDER 0x1.8p23f
#define DOUBLE_ROUNDER 0x1.8p52
INLINE vf v_round_small(vf x) { return (x + FLOAT_ROUNDER) - FLOAT_ROUNDER; }
INLINE vd v_round_small(vd x) { return (x + DOUBLE_ROUNDER) - DOUBLE_ROUNDER; }

INLINE vf v_abs(vf x) { return (vf)((vi)x & 0x7fffffff); }
INLINE vd v_abs(vd x) { return (vd)((vl)x & 0x7fffffffffffffff); }
/// The magnitude of x with the sign of s.
INLINE vf v_copysign(vf x, vf s) { return (vf)(((vi)x & 0x7fffffff) | ((vi)s & INT32_MIN)); }
INLINE vd v_copysign(vd x, vd s) { return (vd)(((vl)x & 0x7fffffffffffffff) | ((vl)s & INT64_MIN)); }

/// 2^n for the integer n of the float's own range of normal numbers.
INLINE vf v_power_of_two(vi n) { return (vf)((n + 127) << 23); }
INLINE vd v_power_of_two(vl n) { return (vd)((n + 1023) << 52); }
/// The integer that a small whole double holds.
INLINE vl v_integer(vd whole) { return (vl)(whole + DOUBLE_ROUNDER) - 0x4338000000000000; }

/// p * 2^n, for whole n within ±300 and ±2200, rounded once where the result is subnormal.
#if FLEDGE_HAS_SCALEF
INLINE vf v_scale(vf p, vf n) { return (vf)_mm512_scalef_ps((__m512)p, (__m512)n); }
INLINE vd v_scale(vd p, vd n) { return (vd)_mm512_scalef_pd((__m512d)p, (__m512d)n); }
#else
INLINE vf v_scale(vf p, vf n) {
  vi whole = __builtin_convertvector(n, vi);
  vi half = whole >> 1;
  return p * v_power_of_two(half) * v_power_of_two(whole - half);
}
INLINE vd v_scale(vd p, vd n) {
  vd half = v_round_small(n * 0.5);
  return p * v_power_of_two(v_integer(half)) * v_power_of_two(v_integer(n - half));
}
#endif

#if FLEDGE_HAS_ROUND
INLINE vf v_floor(vf x) { return __builtin_elementwise_floor(x); }
INLINE vd v_floor(vd x) { return __builtin_elementwise_floor(x); }
#else
INLINE vf v_floor(vf x) {
  vf whole = v_copysign((v_abs(x) + 0x1p23f) - 0x1p23f, x);
  return v_abs(x) < 0x1p23f ? (whole > x ? whole - 1.0f : whole) : x;
}
INLINE vd v_floor(vd x) {
  vd whole = v_copysign((v_abs(x) + 0x1p52) - 0x1p52, x);
  return v_abs(x) < 0x1p52 ? (whole > x ? whole - 1.0 : whole) : x;
}
#endif

INLINE vf v_sqrt(vf x) { return __builtin_elementwise_sqrt(x); }
INLINE vd v_sqrt(vd x) { return __builtin_elementwise_sqrt(x); }

// What is the same for both types. A comparison gives a mask of all ones, which 1 and 0 stand for outside.
#define FLEDGE_DEFINE_COMMON(V, T, M)                                                                                 \
  INLINE V v_max(V a, V b) {                                                                                          \
    V larger = a > b ? a : b;                                                                                         \
    return a != a ? a : larger;                                                                                       \
  }                                                                                                                   \
  INLINE V v_min(V a, V b) {                                                                                          \
    V smaller = a < b ? a : b;                                                                                        \
    return a != a ? a : smaller;                                                                                      \
  }                                                                                                                   \
  INLINE V v_sign(V x) { return x > (T)0 ? (V)(T)1 : x < (T)0 ? (V)(T)-1 : x; }                                       \
  INLINE V v_mask(M m) { return m ? (V)(T)1 : (V)(T)0; }                                                              \
  INLINE M v_nonzero(V x) { return x != (T)0; }                                                                       \
  INLINE V v_gated(V a, V b) {                                                                                        \
    V p = a * b;                                                                                                      \
    return ((p != p) & (a == a) & (b == b)) ? (V)(T)0 : p;                                                            \
  }                                                                                                                   \
  /* x within [low, high]; NaN stays */                                                                               \
  INLINE V v_clamp(V x, T low, T high) {                                                                              \
    x = (V)high < x ? (V)high : x;                                                                                    \
    return (V)low > x ? (V)low : x;                                                                                   \
  }
FLEDGE_DEFINE_COMMON(vf, float, vi)
FLEDGE_DEFINE_COMMON(vd, double, vl)

/// c0 + c1 x + c2 x^2 + … by Horner's rule.
#define FLEDGE_DEFINE_POLYNOMIAL(V, T)                                         \
  INLINE V v_polynomial(V x, const T *c, int count) {                          \
    V sum = (V)c[count - 1];                                                   \
    for (int i = count - 2; i >= 0; i--) sum = v_fma(sum, x, (V)c[i]);         \
    return sum;                                                                \
  }
FLEDGE_DEFINE_POLYNOMIAL(vf, float)
FLEDGE_DEFINE_POLYNOMIAL(vd, double)
#define POLYNOMIAL(x, c) v_polynomial(x, c, sizeof(c) / sizeof(c[0]))

/// The vector of f of each element: for what is too rare or too rough to be worth vectors.
#define FLEDGE_EACH(V, T, f)                                                   \
  T lanes[sizeof(V) / sizeof(T)];                                              \
  v_store(lanes, x);                                                           \
  for (size_t i = 0; i < sizeof(V) / sizeof(T); i++) lanes[i] = (T)f(lanes[i]); \
  return v_load(lanes)

#endif
