#include "FledgeKernels.h"

#define MATMUL(T, S, DTYPE)                                                                                          \
  void fledge_matmul_reference_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k,         \
                                   double alpha, const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb,                \
                                   bool accumulate, T *c, ptrdiff_t ldc) {                                            \
    for (ptrdiff_t i = 0; i < m; i++)                                                                                 \
      for (ptrdiff_t j = 0; j < n; j++) {                                                                             \
        double sum = 0;                                                                                               \
        for (ptrdiff_t p = 0; p < k; p++)                                                                             \
          sum += (double)(transpose_a ? a[p * lda + i] : a[i * lda + p]) * (transpose_b ? b[j * ldb + p] : b[p * ldb + j]); \
        c[i * ldc + j] = (T)((accumulate ? c[i * ldc + j] : 0) + alpha * sum);                                        \
      }                                                                                                               \
  }                                                                                                                   \
  void fledge_matmul_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,     \
                         const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb, bool accumulate, T *c, ptrdiff_t ldc,  \
                         const fledge_tail *tail) {                                                                   \
    fledge_matmul_reference_##S(transpose_a, transpose_b, m, n, k, alpha, a, lda, b, ldb, accumulate, c, ldc);         \
    if (!tail || m == 0 || n == 0) return;                                                                            \
    fledge_operand inputs[FLEDGE_MAX_OPERANDS] = {{c, ldc, 1, DTYPE}};                                                \
    for (int i = 1; i < tail->program->input_count; i++) inputs[i] = tail->inputs[i - 1];                              \
    fledge_result outputs[FLEDGE_MAX_OPERANDS] = {{c, ldc, DTYPE}};                                                   \
    for (int i = 1; i < tail->program->output_count; i++) outputs[i] = tail->outputs[i - 1];                           \
    fledge_program_run_##S(tail->program, m, n, inputs, outputs, tail->parameters);                                   \
  }

MATMUL(float, f32, FLEDGE_F32)
MATMUL(double, f64, FLEDGE_F64)
