#include "fledge_copy.h"
#include "fledge_threads.h"
#include "../isa/variants.h"
#include <stdbool.h>
#include <string.h>

#define KERNELS "../copy/transpose_kernels.inc"
#include "../isa/each_isa.inc"

enum {
  MOST_AXES = 16,
  SERIAL_BYTES = 1 << 19, // fewer are done before a second thread has woken
  PIECE_BYTES = 1 << 17,
  STRIP_BYTES = 256,      // of a row of the matrix that a piece of a transpose takes
};

typedef void (*transpose_kernel)(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t x_stride, ptrdiff_t y_stride,
                                 const void *x, void *y);

typedef struct {
  ptrdiff_t extent, x_stride, y_stride; // strides in elements
} copy_axis;

// A copy whose axes are merged where they can be: a loop over `axes` around rows, or around matrices to transpose.
typedef struct {
  copy_axis axes[MOST_AXES];
  ptrdiff_t rank;
  copy_axis across, inner; // `across` runs along x, `inner` along y
  ptrdiff_t strips, strip; // the pieces of `across`
  ptrdiff_t size;
  const char *x;
  char *y;
  transpose_kernel transpose; // or NULL, for rows
} copy_call;

static inline void copy_row(ptrdiff_t count, ptrdiff_t stride, ptrdiff_t size, const char *x, char *y) {
#define COPY_ELEMENTS(T)                                                                                             \
  if (stride == 0) {                                                                                                 \
    for (ptrdiff_t i = 0; i < count; i++) ((T *)y)[i] = *(const T *)x;                                               \
    break;                                                                                                           \
  }                                                                                                                  \
  for (ptrdiff_t i = 0; i < count; i++) ((T *)y)[i] = ((const T *)x)[i * stride];                                    \
  break;
  if (stride == 1 && count * size > 64) {
    memcpy(y, x, (size_t)(count * size));
    return;
  }
  switch (size) {
    case 1: COPY_ELEMENTS(uint8_t)
    case 2: COPY_ELEMENTS(uint16_t)
    case 4: COPY_ELEMENTS(uint32_t)
    default: COPY_ELEMENTS(uint64_t)
  }
#undef COPY_ELEMENTS
}

// Units are strips of `across` within elements of the outer axes.
static void copy_units(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const copy_call *call = context;
  ptrdiff_t index[MOST_AXES], rest = begin / call->strips, strip = begin % call->strips, x = 0, y = 0;
  for (ptrdiff_t axis = call->rank - 1; axis >= 0; axis--) {
    index[axis] = rest % call->axes[axis].extent;
    rest /= call->axes[axis].extent;
    x += index[axis] * call->axes[axis].x_stride;
    y += index[axis] * call->axes[axis].y_stride;
  }
  for (ptrdiff_t unit = begin; unit < end; unit++) {
    ptrdiff_t first = strip * call->strip, left = call->across.extent - first;
    ptrdiff_t count = left < call->strip ? left : call->strip;
    const char *from = call->x + (x + first * call->across.x_stride) * call->size;
    char *to = call->y + (y + first * call->across.y_stride) * call->size;
    if (call->transpose) {
      call->transpose(call->inner.extent, count, call->inner.x_stride, call->across.y_stride, from, to);
    } else {
      for (ptrdiff_t i = 0; i < count; i++) {
        copy_row(call->inner.extent, call->inner.x_stride, call->size,
                 from + i * call->across.x_stride * call->size, to + i * call->across.y_stride * call->size);
      }
    }
    if (++strip < call->strips) continue;
    strip = 0;
    for (ptrdiff_t axis = call->rank - 1; axis >= 0; axis--) {
      x += call->axes[axis].x_stride;
      y += call->axes[axis].y_stride;
      if (++index[axis] < call->axes[axis].extent) break;
      x -= index[axis] * call->axes[axis].x_stride;
      y -= index[axis] * call->axes[axis].y_stride;
      index[axis] = 0;
    }
  }
}

// Drops axes of extent 1 and merges those that x walks like one; returns the number of elements.
static ptrdiff_t merge_axes(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, copy_call *call) {
  ptrdiff_t count = 1;
  for (ptrdiff_t axis = rank - 1; axis >= 0; axis--) {
    copy_axis *last = call->rank > 0 ? &call->axes[MOST_AXES - call->rank] : NULL;
    if (shape[axis] != 1) {
      if (last && strides[axis] == last->extent * last->x_stride) {
        last->extent *= shape[axis];
      } else {
        call->axes[MOST_AXES - ++call->rank] = (copy_axis){shape[axis], strides[axis], count};
      }
    }
    count *= shape[axis];
  }
  memmove(call->axes, call->axes + MOST_AXES - call->rank, (size_t)call->rank * sizeof(copy_axis));
  return count;
}

// Takes out of the axes the innermost one, and the one to go with it: for a transpose, the longest that is adjacent
// in x.
static void choose_axes(copy_call *call) {
  const copy_axis single = {1, 0, 0};
  call->inner = call->rank > 0 ? call->axes[--call->rank] : single;
  call->across = single;
  if (call->rank == 0) return;
  ptrdiff_t chosen = call->rank - 1, longest = 1;
  for (ptrdiff_t axis = 0; axis < call->rank && call->inner.x_stride != 1 && call->inner.x_stride != 0; axis++) {
    if (call->axes[axis].x_stride != 1 || call->axes[axis].extent <= longest) continue;
    longest = call->axes[axis].extent;
    chosen = axis;
    call->transpose = call->size == 1   ? VARIANT(transpose_1)
                      : call->size == 2 ? VARIANT(transpose_2)
                      : call->size == 4 ? VARIANT(transpose_4)
                                        : VARIANT(transpose_8);
  }
  call->across = call->axes[chosen];
  call->rank--;
  memmove(call->axes + chosen, call->axes + chosen + 1, (size_t)(call->rank - chosen) * sizeof(copy_axis));
}

void fledge_copy_strided(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, ptrdiff_t size,
                         const void *x, void *y) {
  copy_call call = {.size = size, .x = x, .y = y};
  ptrdiff_t count = merge_axes(rank, shape, strides, &call);
  if (count == 0) return;
  choose_axes(&call);
  ptrdiff_t bytes = count * size, row = call.inner.extent * size;
  call.strip = call.transpose ? STRIP_BYTES / size : row < PIECE_BYTES ? PIECE_BYTES / row : 1;
  call.strips = (call.across.extent + call.strip - 1) / call.strip;
  ptrdiff_t units = count / (call.inner.extent * call.across.extent) * call.strips;
  if (bytes < SERIAL_BYTES) return copy_units(&call, 0, units);
  ptrdiff_t unit = bytes / units;
  fledge_parallel_for(units, unit < PIECE_BYTES ? PIECE_BYTES / unit : 1, copy_units, &call);
}
