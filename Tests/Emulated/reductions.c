/// Reductions and cumulative sums and products against their naive twins.
#include "check.h"
#include <math.h>

static const ptrdiff_t outers[] = {0, 1, 2, 3, 40};
static const ptrdiff_t axes[] = {0, 1, 2, 5, 31, 32, 33, 127, 129, 1009, 4097, 9001};
static const ptrdiff_t inners[] = {0, 1, 2, 3, 7, 16, 31, 33, 127, 128, 129, 255, 256, 257, 600};

enum { MOST_ELEMENTS = 30000 };

#define CASES "reductions_cases.inc"
#include "both_types.inc"

// A sum's order depends on its shape alone, and so do its bits: these were found on x86-64.
static void check_order(void) {
  const ptrdiff_t shapes[][3] = {{1, 150000, 1}, {1, 1000, 150}, {3, 50000, 1}, {10, 30, 500}};
  double *x = block(0, 150000 * 8);
  fledge_random_uniform_f64(1, 2, 0, 150000, -1, 1, x);
  uint64_t bits = 0;
  for (ptrdiff_t s = 0; s < COUNT(shapes); s += 1) {
    const ptrdiff_t count = shapes[s][0] * shapes[s][2];
    double *y = block(1, count * 8);
    fledge_sum_f64(shapes[s][0], shapes[s][1], shapes[s][2], x, y);
    const uint64_t *words = (const uint64_t *)(const void *)y;
    for (ptrdiff_t i = 0; i < count; i += 1) bits = bits * 31 + words[i];
  }
  check(bits == 12713199613918191727u, "the bits of sums are %llu", (unsigned long long)bits);
}

void test_reductions(void) {
  begin_family("reductions");
  reductions_f32();
  reductions_f64();
  check_order();
  end_family();
}
