/// Random numbers against their naive twins, bit for bit, and against the bits of other processors.
#include "check.h"

static const ptrdiff_t counts[] = {0, 1, 2, 3, 15, 16, 17, 31, 33, 255, 256, 257, 1009};
static const uint64_t firsts[] = {0, 1, 6, 77, UINT64_MAX - 40};

#define DEFINE_CHECK(T, S)                                                                                         \
  static void check_##S(uint64_t first, ptrdiff_t count) {                                                         \
    const ptrdiff_t bytes = count * (ptrdiff_t)sizeof(T);                                                          \
    T *fast = block(0, bytes), *naive = block(1, bytes);                                                           \
    fledge_random_uniform_##S(3, 4, first, count, -1.5, 0.1, fast);                                                \
    fledge_random_uniform_reference_##S(3, 4, first, count, -1.5, 0.1, naive);                                     \
    check(same_bytes(fast, naive, bytes), "%td uniform " #S " from %llu", count, (unsigned long long)first);       \
    fledge_random_normal_##S(3, 4, first, count, 1, 2, fast);                                                      \
    fledge_random_normal_reference_##S(3, 4, first, count, 1, 2, naive);                                           \
    check(same_bytes(fast, naive, bytes), "%td normal " #S " from %llu", count, (unsigned long long)first);         \
    fledge_drop_##S(3, 4, first >> 2, count, 1u << 30, 1.25, naive, fast);                                         \
    fledge_drop_reference_##S(3, 4, first >> 2, count, 1u << 30, 1.25, naive, naive);                              \
    check(same_bytes(fast, naive, bytes), "%td drop " #S " from %llu", count, (unsigned long long)first);           \
  }

DEFINE_CHECK(float, f32)
DEFINE_CHECK(double, f64)

static uint64_t digest(uint64_t bits, const double *x, ptrdiff_t count) {
  const uint64_t *words = (const uint64_t *)(const void *)x;
  for (ptrdiff_t i = 0; i < count; i += 1) bits = bits * 31 + words[i];
  return bits;
}

void test_random(void) {
  begin_family("random numbers");
  for (ptrdiff_t c = 0; c < COUNT(counts); c += 1) {
    for (ptrdiff_t f = 0; f < COUNT(firsts); f += 1) {
      check_f32(firsts[f], counts[c]);
      check_f64(firsts[f], counts[c]);
    }
  }
  // The number that FledgeKernelsTests expects of every processor too.
  enum { DRAWS = 10000 };
  double *x = block(0, DRAWS * 8);
  fledge_random_normal_f64(1, 2, 0, DRAWS, 0, 1, x);
  uint64_t bits = digest(0, x, DRAWS);
  fledge_random_uniform_f64(1, 2, 0, DRAWS, 0, 1, x);
  bits = digest(bits, x, DRAWS);
  check(bits == 10253086392926252740u, "the bits of the first draws are %llu", (unsigned long long)bits);
  end_family();
}
