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

// For what is not split within an element of `outer`.
static void for_outer(fledge_task task, reduce_call *call) {
  ptrdiff_t size = call->axis * call->inner;
  if (call->inner == 0) return;
  if (size == 0 || call->outer < REDUCE_SPLIT / size + 1) return task(call, 0, call->outer);
  fledge_parallel_for(call->outer, REDUCE_PIECE / size + 1, task, call);
}

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
  void fledge_min_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    VARIANT(reduce_min_##S)((reduce_call){.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y});            \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_product_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                      \
    VARIANT(reduce_product_##S)((reduce_call){.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y});        \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_arg_max_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y) {           \
    reduce_call call = {.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y};                               \
    for_outer(VARIANT_ADDRESS(reduce_arg_max_##S), &call);                                                           \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_arg_min_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y) {           \
    reduce_call call = {.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y};                               \
    for_outer(VARIANT_ADDRESS(reduce_arg_min_##S), &call);                                                           \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_max_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    VARIANT(reduce_max_##S)((reduce_call){.outer = outer, .axis = axis, .inner = inner, .x = x, .y = y});            \
  }

DEFINE_REDUCE(float, f32)
DEFINE_REDUCE(double, f64)
