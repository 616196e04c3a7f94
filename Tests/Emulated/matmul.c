/// Matrix products against their naive twins: exactly, where the elements are small integers, whose sums do not
/// round.
#include "check.h"
#include <math.h>

/// C (m, n) = alpha · op(A) (m, k) · op(B) (k, n); rows in memory are `padding` elements longer than they need be.
typedef struct {
  ptrdiff_t m, n, k;
  bool transpose_a, transpose_b, accumulate;
  double alpha;
  ptrdiff_t padding;
} problem;

#define PROBLEM "(%td, %td)%s·(%td, %td)%s alpha %g%s padding %td"
#define PROBLEM_VALUES(p)                                                                                          \
  (p).m, (p).k, (p).transpose_a ? "ᵀ" : "", (p).k, (p).n, (p).transpose_b ? "ᵀ" : "", (p).alpha,                   \
      (p).accumulate ? " accumulating" : "", (p).padding

// One of the four ways of storing A and B.
static problem stored(problem p, ptrdiff_t way) {
  p.transpose_a = way & 1;
  p.transpose_b = way >> 1 & 1;
  return p;
}

// Nothing, one, primes, and one less and one more than the tiles' 6, 12 and 14 rows and the vectors' 2 to 16
// columns.
static const ptrdiff_t sizes[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  11, 12,
                                  13, 14, 15, 16, 17, 23, 25, 31, 33, 47, 64, 65};

// Long sums, rows and columns alone; cut into blocks of k, packed, in several blocks of rows and of columns.
static const problem large[] = {
    {.m = 256, .n = 65, .k = 1024, .alpha = 1},
    {.m = 257, .n = 67, .k = 1025, .alpha = 1, .padding = 2},
    {.m = 485, .n = 70, .k = 1031, .alpha = 2, .accumulate = true, .padding = 1},
    {.m = 64, .n = 520, .k = 1019, .alpha = -0.5, .accumulate = true, .padding = 1},
    {.m = 100, .n = 100, .k = 784, .alpha = 1},
    {.m = 61, .n = 211, .k = 331, .alpha = 1, .padding = 3},
    {.m = 100, .n = 400, .k = 78, .alpha = 1},
    {.m = 784, .n = 100, .k = 10, .alpha = 1},
    {.m = 1, .n = 400, .k = 784, .alpha = 1},
    {.m = 400, .n = 1, .k = 784, .alpha = 1},
    {.m = 4, .n = 133, .k = 787, .alpha = 1, .padding = 3},
    {.m = 500, .n = 10, .k = 100, .alpha = 1, .accumulate = true},
    {.m = 7, .n = 19, .k = 4099, .alpha = 1},
    {.m = 2, .n = 3, .k = 8200, .alpha = 2},
};

// For tails: vectors, tiles with remainders, a column of C, several turns of the tail, blocks, and no product at all.
static const problem tailed[] = {
    {.m = 1, .n = 1, .k = 1},    {.m = 1, .n = 40, .k = 9},      {.m = 40, .n = 1, .k = 9},
    {.m = 3, .n = 17, .k = 5},   {.m = 15, .n = 33, .k = 8},     {.m = 29, .n = 10, .k = 20},
    {.m = 100, .n = 90, .k = 3}, {.m = 485, .n = 66, .k = 1024}, {.m = 300, .n = 70, .k = 9},
    {.m = 20, .n = 700, .k = 9}, {.m = 4, .n = 37, .k = 50},     {.m = 13, .n = 5, .k = 0},
    {.m = 61, .n = 211, .k = 331},
};

#define CASES "matmul_cases.inc"
#include "both_types.inc"

void test_matmul(void) {
  begin_family("products f32");
  products_f32();
  end_family();
  begin_family("products f64");
  products_f64();
  end_family();
}

void test_matmul_tails(void) {
  begin_family("products' tails");
  tails_f32();
  tails_f64();
  end_family();
}
