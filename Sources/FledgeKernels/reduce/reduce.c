#include "fledge_reduce.h"
#include "fledge_threads.h"
#include "reduce_call.h"
#include "../isa/variants.h"
#include <math.h>
#include <string.h>

#define TYPED_KERNELS "../reduce/reduce_kernels.inc"
#define KERNELS "each_type.inc"
#include "../isa/each_isa.inc"
#undef TYPED_KERNELS

#define DEFINE_REDUCE(T, S)                                                                                          \
  void fledge_sum_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    VARIANT(reduce_sum_##S)((reduce_call){.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y});            \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_mean_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                         \
    reduce_call call = {.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y, .mean = true};                 \
    VARIANT(reduce_sum_##S)(call);                                                                                   \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_max_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    VARIANT(reduce_max_##S)((reduce_call){.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y});            \
  }

DEFINE_REDUCE(float, f32)
DEFINE_REDUCE(double, f64)
