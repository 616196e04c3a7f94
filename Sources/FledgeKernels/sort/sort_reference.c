#include "fledge_sort.h"

// Whether b comes before a: where neither does, the order stays.
#define DEFINE_SORT_REFERENCE(T, S)                                                                                  \
  static bool precedes_##S(T b, T a, bool descending) {                                                              \
    if (b != b || a != a) return b == b;                                                                             \
    return descending ? b > a : b < a;                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_argsort_reference_##S(ptrdiff_t rows, ptrdiff_t columns, bool descending, const T *x, int32_t *y) {    \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {                                               \
      for (ptrdiff_t j = 0; j < columns; j++) {                                                                      \
        ptrdiff_t place = j;                                                                                         \
        for (; place > 0 && precedes_##S(x[j], x[y[place - 1]], descending); place--) y[place] = y[place - 1];       \
        y[place] = (int32_t)j;                                                                                       \
      }                                                                                                              \
    }                                                                                                                \
  }

DEFINE_SORT_REFERENCE(float, f32)
DEFINE_SORT_REFERENCE(double, f64)
DEFINE_SORT_REFERENCE(int32_t, i32)
DEFINE_SORT_REFERENCE(int64_t, i64)
DEFINE_SORT_REFERENCE(uint8_t, u8)
