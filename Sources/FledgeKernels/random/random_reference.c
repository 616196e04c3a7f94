#include "fledge_random.h"
#include "normal_quantile.h"
#include <math.h>
#include <string.h>

// A fused multiply-add would give other bits on some platforms, so no file of the generator contracts.
#pragma STDC FP_CONTRACT OFF

void fledge_philox(uint64_t key, uint64_t counter_low, uint64_t counter_high, uint32_t words[4]) {
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  uint32_t c0 = (uint32_t)counter_low, c1 = (uint32_t)(counter_low >> 32);
  uint32_t c2 = (uint32_t)counter_high, c3 = (uint32_t)(counter_high >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  words[0] = c0, words[1] = c1, words[2] = c2, words[3] = c3;
}

uint64_t fledge_random_bits(uint64_t key, uint64_t stream, uint64_t i) {
  uint32_t words[4];
  fledge_philox(key, i / 2, stream, words);
  const uint32_t *pair = words + 2 * (i % 2);
  return (uint64_t)pair[1] << 32 | pair[0];
}

// Natural logarithm of a normal number p > 0: p = m·2^e with m in [√½, √2), log m = 2 artanh((m - 1)/(m + 1)).
static double logarithm(double p) {
  uint64_t bits;
  memcpy(&bits, &p, sizeof bits);
  uint64_t shifted = bits - 0x3FE6A09E667F3BCDull; // the bits of √½
  int64_t exponent = (int64_t)shifted >> 52;
  bits -= (uint64_t)exponent << 52;
  double m, s, square, series = 0;
  memcpy(&m, &bits, sizeof m);
  s = (m - 1) / (m + 1);
  square = s * s;
  for (int n = 21; n >= 3; n -= 2) series = square * (series + 1.0 / n);
  return exponent * 0x1.62E42FEFA3800p-1 + (2 * s + (2 * s * series + exponent * 0x1.EF35793C76730p-45));
}

static double ratio(const double *numerator, const double *denominator, double x) {
  double above = numerator[7], below = denominator[7];
  for (int i = 6; i >= 0; i--) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}

double fledge_normal_quantile(double p) {
  double q = p - 0.5;
  if (fabs(q) <= 0.425) return q * ratio(central_numerator, central_denominator, 0.180625 - q * q);
  double root = sqrt(-logarithm(q < 0 ? p : 1 - p));
  double size = root <= 5 ? ratio(tail_numerator, tail_denominator, root - 1.6)
                          : ratio(far_numerator, far_denominator, root - 5);
  return q < 0 ? -size : size;
}

// A draw on [0, 1) takes 53 bits; a draw on (0, 1) takes the middles of 2^52 equal parts.
static double uniform(uint64_t bits) { return (double)(bits >> 11) * 0x1p-53; }
static double middle(uint64_t bits) { return ((double)(bits >> 12) + 0.5) * 0x1p-52; }

#define DEFINE_RANDOM_REFERENCE(T, S, NEXT)                                                                          \
  void fledge_random_uniform_reference_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count,           \
                                           double low, double high, T *y) {                                          \
    T least = (T)low < low ? NEXT((T)low, INFINITY) : (T)low;                                                        \
    T most = (T)high >= high ? NEXT((T)high, -INFINITY) : (T)high;                                                   \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                          \
      T value = (T)(low + (high - low) * uniform(fledge_random_bits(key, stream, first + (uint64_t)i)));             \
      value = value > most ? most : value;                                                                           \
      y[i] = value < least ? least : value;                                                                          \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_random_normal_reference_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count,            \
                                          double mean, double deviation, T *y) {                                     \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                          \
      double p = middle(fledge_random_bits(key, stream, first + (uint64_t)i));                                       \
      y[i] = (T)(mean + deviation * fledge_normal_quantile(p));                                                      \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_drop_reference_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last,      \
                                 double factor, const T *x, T *y) {                                                  \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                          \
      uint32_t words[4];                                                                                             \
      uint64_t element = first + (uint64_t)i;                                                                        \
      fledge_philox(key, element / 4, stream, words);                                                                \
      y[i] = words[element % 4] > last ? x[i] * (T)factor : 0;                                                       \
    }                                                                                                                \
  }

DEFINE_RANDOM_REFERENCE(float, f32, nextafterf)
DEFINE_RANDOM_REFERENCE(double, f64, nextafter)
