/// The naive matrix product: the oracle of the fast one.
#include "fledge_matmul.h"

#define DEFINE_REFERENCE(T, S)                                                                                      \
  void fledge_matmul_reference_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k,       \
                                   double alpha, const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb,              \
                                   bool accumulate, T *c, ptrdiff_t ldc) {                                          \
    for (ptrdiff_t i = 0; i < m; i += 1) {                                                                          \
      for (ptrdiff_t j = 0; j < n; j += 1) {                                                                        \
        double sum = 0;                                                                                             \
        for (ptrdiff_t p = 0; p < k; p += 1) {                                                                      \
          const double x = transpose_a ? a[p * lda + i] : a[i * lda + p];                                           \
          const double y = transpose_b ? b[j * ldb + p] : b[p * ldb + j];                                           \
          sum += x * y;                                                                                             \
        }                                                                                                           \
        if (k == 0) {                                                                                               \
          if (!accumulate) c[i * ldc + j] = 0;                                                                      \
        } else {                                                                                                    \
          c[i * ldc + j] = (T)(accumulate ? c[i * ldc + j] + alpha * sum : alpha * sum);                            \
        }                                                                                                           \
      }                                                                                                             \
    }                                                                                                               \
  }

DEFINE_REFERENCE(float, f32)
DEFINE_REFERENCE(double, f64)
