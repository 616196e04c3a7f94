/// Sorted rows against the naive twin.
#include "check.h"
#include <math.h>

static const ptrdiff_t lengths[] = {0, 1, 2, 3, 7, 47, 48, 49, 50, 100, 255, 256, 257, 1000};

// Few different values, or numbers of all sizes; SPECIALS are some that order in their own way.
#define DEFINE_SORTS(T, S, SPECIALS, WIDE_NUMBER)                                                                  \
  static void check_rows_##S(ptrdiff_t rows, ptrdiff_t columns, int kind) {                                        \
    const T specials[] = SPECIALS;                                                                                 \
    T *x = block(0, rows * columns * (ptrdiff_t)sizeof(T));                                                        \
    for (ptrdiff_t i = 0; i < rows * columns; i += 1) {                                                            \
      x[i] = kind == 0 ? (T)next_below(7) : (T)(WIDE_NUMBER);                                                      \
      if (kind == 2 && next_below(3) == 0) x[i] = specials[next_below(COUNT(specials))];                           \
    }                                                                                                              \
    int32_t *fast = block(1, rows * columns * 4), *naive = block(2, rows * columns * 4);                           \
    for (int descending = 0; descending < 2; descending += 1) {                                                    \
      fledge_argsort_##S(rows, columns, descending != 0, x, fast);                                                 \
      fledge_argsort_reference_##S(rows, columns, descending != 0, x, naive);                                      \
      check(same_bytes(fast, naive, rows * columns * 4), "%td rows of %td " #S ", kind %d", rows, columns, kind);  \
    }                                                                                                              \
  }                                                                                                                \
                                                                                                                   \
  static void check_##S(void) {                                                                                    \
    for (ptrdiff_t l = 0; l < COUNT(lengths); l += 1) {                                                            \
      for (int kind = 0; kind < 3; kind += 1) check_rows_##S(1 + next_below(4), lengths[l], kind);                 \
    }                                                                                                              \
    check_rows_##S(200, 70, 2);                                                                                    \
  }

#define LIST(...) {__VA_ARGS__}
DEFINE_SORTS(float, f32, LIST(NAN, -NAN, INFINITY, -INFINITY, 0, -0.0f, 0x1p-149f),
             ldexp(next_real(-1, 1), (int)next_below(200) - 100))
DEFINE_SORTS(double, f64, LIST(NAN, -NAN, INFINITY, -INFINITY, 0, -0.0, 0x1p-1074),
             ldexp(next_real(-1, 1), (int)next_below(2000) - 1000))
DEFINE_SORTS(int32_t, i32, LIST(INT32_MIN, INT32_MAX, 0, -1), next_bits())
DEFINE_SORTS(int64_t, i64, LIST(INT64_MIN, INT64_MAX, 0, -1), next_bits())
DEFINE_SORTS(uint8_t, u8, LIST(0, 255, 128), next_bits())

void test_sorts(void) {
  begin_family("sorts");
  seed(10);
  check_f32();
  check_f64();
  check_i32();
  check_i64();
  check_u8();
  const float x[] = {2, NAN, -0.0f, 0, -1, 2};
  const int32_t ascending[] = {4, 2, 3, 0, 5, 1}, descending[] = {0, 5, 2, 3, 4, 1};
  int32_t y[6];
  fledge_argsort_f32(1, 6, false, x, y);
  check(same_bytes(y, ascending, sizeof y), "six numbers in ascending order");
  fledge_argsort_f32(1, 6, true, x, y);
  check(same_bytes(y, descending, sizeof y), "six numbers in descending order");
  end_family();
}
