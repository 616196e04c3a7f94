#include "fledge_copy.h"
#include "fledge_threads.h"
#include "../isa/variants.h"
#include <stdbool.h>
#include <string.h>

// A fused multiply-add would round scale · x + shift once instead of twice, on some instruction sets.
#pragma STDC FP_CONTRACT OFF

#define KERNELS "../copy/copy_kernels.inc"
#include "../isa/each_isa.inc"

enum {
  SERIAL_BYTES = 1 << 19, // of results; fewer are done before a second thread has woken
  PIECE_BYTES = 1 << 17,
};

static void for_rows(ptrdiff_t count, ptrdiff_t bytes, fledge_task task, void *context) {
  if (count < 2 || bytes < SERIAL_BYTES / count || bytes == 0) return task(context, 0, count);
  fledge_parallel_for(count, bytes < PIECE_BYTES ? PIECE_BYTES / bytes : 1, task, context);
}

typedef struct {
  ptrdiff_t bytes;
  const char *x;
  const int32_t *indices;
  char *y;
} gather_call;

static void gather_rows(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const gather_call *call = context;
  ptrdiff_t bytes = call->bytes;
#define GATHER_ELEMENTS(T)                                                                                           \
  for (ptrdiff_t i = begin; i < end; i++) ((T *)call->y)[i] = ((const T *)call->x)[call->indices[i]];                \
  break;
  switch (bytes) {
    case 1: GATHER_ELEMENTS(uint8_t)
    case 4: GATHER_ELEMENTS(uint32_t)
    case 8: GATHER_ELEMENTS(uint64_t)
    default:
      for (ptrdiff_t i = begin; i < end; i++) {
        memcpy(call->y + i * bytes, call->x + call->indices[i] * bytes, (size_t)bytes);
      }
  }
#undef GATHER_ELEMENTS
}

void fledge_gather_rows(ptrdiff_t count, ptrdiff_t bytes, const void *x, const int32_t *indices, void *y) {
  gather_call call = {bytes, x, indices, y};
  for_rows(count, bytes, gather_rows, &call);
}

#define DEFINE_ROWS(T, S)                                                                                            \
  typedef struct {                                                                                                   \
    void (*scale_row)(ptrdiff_t columns, const uint8_t *x, T scale, T shift, T *y);                                  \
    ptrdiff_t columns;                                                                                               \
    const uint8_t *x;                                                                                                \
    const int32_t *indices;                                                                                          \
    T scale, shift, *y;                                                                                              \
  } scale_call_##S;                                                                                                  \
                                                                                                                     \
  static void scale_rows_##S(void *context, ptrdiff_t begin, ptrdiff_t end) {                                        \
    const scale_call_##S *call = context;                                                                            \
    for (ptrdiff_t i = begin; i < end; i++) {                                                                        \
      const uint8_t *soon = call->x + call->indices[i + 2 < end ? i + 2 : i] * call->columns;                        \
      for (ptrdiff_t j = 0; j < call->columns; j += 64) __builtin_prefetch(soon + j);                                \
      call->scale_row(call->columns, call->x + call->indices[i] * call->columns, call->scale, call->shift,           \
                      call->y + i * call->columns);                                                                  \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_gather_rows_u8_##S(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,       \
                                 T scale, T shift, T *y) {                                                           \
    scale_call_##S call = {VARIANT(scale_row_##S), columns, x, indices, scale, shift, y};                            \
    for_rows(count, columns * (ptrdiff_t)sizeof(T), scale_rows_##S, &call);                                          \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_scatter_add_rows_##S(ptrdiff_t count, ptrdiff_t columns, const T *x, const int32_t *indices, T *y) {   \
    void (*add_row)(ptrdiff_t columns, const T *x, T *y) = VARIANT(add_row_##S);                                     \
    for (ptrdiff_t i = 0; i < count; i++) add_row(columns, x + i * columns, y + indices[i] * columns);               \
  }

DEFINE_ROWS(float, f32)
DEFINE_ROWS(double, f64)
