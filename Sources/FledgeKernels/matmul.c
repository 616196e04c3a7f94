/// Matrix products: the entry points.
#include "fledge_matmul.h"

#define DEFINE_MATMUL(T, S)                                                                                         \
  void fledge_matmul_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,   \
                         const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb, bool accumulate, T *c,               \
                         ptrdiff_t ldc, const fledge_tail *tail) {                                                  \
    if (m <= 0 || n <= 0) return;                                                                                   \
    fledge_matmul_reference_##S(transpose_a, transpose_b, m, n, k, alpha, a, lda, b, ldb, accumulate, c, ldc);      \
    if (!tail) return;                                                                                              \
    const fledge_dtype dtype = sizeof(T) == 4 ? FLEDGE_F32 : FLEDGE_F64;                                            \
    fledge_operand inputs[FLEDGE_MAX_OPERANDS];                                                                     \
    fledge_result outputs[FLEDGE_MAX_OPERANDS];                                                                     \
    inputs[0] = (fledge_operand){c, ldc, 1, dtype};                                                                 \
    outputs[0] = (fledge_result){c, ldc, dtype};                                                                    \
    for (int32_t i = 1; i < tail->program->input_count; i += 1) inputs[i] = tail->inputs[i - 1];                    \
    for (int32_t i = 1; i < tail->program->output_count; i += 1) outputs[i] = tail->outputs[i - 1];                 \
    fledge_program_run_##S(tail->program, m, n, inputs, outputs, tail->parameters);                                 \
  }

DEFINE_MATMUL(float, f32)
DEFINE_MATMUL(double, f64)
