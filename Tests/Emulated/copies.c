/// Copies through strides, rows gathered and scattered, against their naive twins, bit for bit.
#include "check.h"

enum { MOST_RANK = 16, ROWS = 50 };

/// A view of some memory: axes in any order of strides, some reversed, repeated or with gaps.
typedef struct {
  ptrdiff_t rank, shape[MOST_RANK], strides[MOST_RANK];
  ptrdiff_t offset, span; // of the first element, and of all, in elements
} view;

static view random_view(ptrdiff_t rank, ptrdiff_t least, ptrdiff_t most) {
  view v = {.rank = rank, .span = 1};
  ptrdiff_t order[MOST_RANK];
  for (ptrdiff_t axis = 0; axis < rank; axis += 1) {
    v.shape[axis] = least + next_below(most - least + 1);
    const ptrdiff_t place = next_below(axis + 1);
    order[axis] = order[place];
    order[place] = axis;
  }
  for (ptrdiff_t i = 0; i < rank; i += 1) {
    const ptrdiff_t axis = order[i], kind = next_below(8), extent = v.shape[axis];
    if (kind == 0) continue;
    v.strides[axis] = kind == 1 ? -v.span : v.span;
    if (kind == 1 && extent > 0) v.offset += v.span * (extent - 1);
    v.span *= extent + (kind == 2) > 0 ? extent + (kind == 2) : 1;
  }
  return v;
}

static void fill_with_bytes(uint8_t *x, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += 1) x[i] = (uint8_t)next_bits();
}

static void check_view(view v, ptrdiff_t size) {
  ptrdiff_t count = 1;
  for (ptrdiff_t axis = 0; axis < v.rank; axis += 1) count *= v.shape[axis];
  uint8_t *x = block(0, v.span * size), *fast = block(1, count * size), *naive = block(2, count * size);
  fill_with_bytes(x, v.span * size);
  fledge_copy_strided(v.rank, v.shape, v.strides, size, x + v.offset * size, fast);
  fledge_copy_strided_reference(v.rank, v.shape, v.strides, size, x + v.offset * size, naive);
  check(same_bytes(fast, naive, count * size), "%td elements of %td bytes, rank %td, first extents %td, %td", count,
        size, v.rank, v.shape[0], v.shape[1]);
}

static void check_views(void) {
  const ptrdiff_t matrices[][2] = {{1, 1},   {3, 5},   {4, 4},    {15, 17},  {16, 16},
                                   {17, 33}, {64, 65}, {100, 10}, {130, 257}};
  for (ptrdiff_t size = 1; size <= 8; size *= 2) {
    for (ptrdiff_t m = 0; m < COUNT(matrices); m += 1) {
      const ptrdiff_t rows = matrices[m][0], columns = matrices[m][1];
      check_view((view){2, {columns, rows}, {1, columns}, 0, rows * columns}, size);
    }
    for (int round = 0; round < 120; round += 1) {
      const ptrdiff_t rank = round % 8;
      check_view(random_view(rank, rank < 3 ? 0 : 1, rank < 3 ? 90 : rank == 3 ? 20 : 4), size);
    }
    check_view(random_view(MOST_RANK, 1, 2), size);
  }
}

static int32_t *random_indices(ptrdiff_t count, ptrdiff_t bound) {
  int32_t *indices = block(3, count * 4);
  for (ptrdiff_t i = 0; i < count; i += 1) indices[i] = (int32_t)next_below(bound);
  return indices;
}

static void check_gathered_rows(void) {
  const ptrdiff_t widths[] = {0, 1, 2, 3, 4, 5, 8, 16, 64, 100, 784}, counts[] = {0, 1, 7, 60};
  for (ptrdiff_t w = 0; w < COUNT(widths); w += 1) {
    uint8_t *x = block(0, ROWS * widths[w]);
    fill_with_bytes(x, ROWS * widths[w]);
    for (ptrdiff_t c = 0; c < COUNT(counts); c += 1) {
      const ptrdiff_t bytes = counts[c] * widths[w];
      const int32_t *indices = random_indices(counts[c], ROWS);
      void *fast = block(1, bytes), *naive = block(2, bytes);
      fledge_gather_rows(counts[c], widths[w], x, indices, fast);
      fledge_gather_rows_reference(counts[c], widths[w], x, indices, naive);
      check(same_bytes(fast, naive, bytes), "%td rows of %td bytes", counts[c], widths[w]);
    }
  }
}

// Bytes to scaled reals, and rows of reals added to others in order.
#define DEFINE_ROWS(T, S)                                                                                          \
  static void check_rows_##S(ptrdiff_t columns) {                                                                  \
    const ptrdiff_t count = 23, targets = 7, size = columns * (ptrdiff_t)sizeof(T);                                \
    uint8_t *bytes = block(0, ROWS * columns);                                                                     \
    fill_with_bytes(bytes, ROWS * columns);                                                                        \
    const int32_t *indices = random_indices(count, ROWS);                                                          \
    T *fast = block(1, count * size), *naive = block(2, count * size);                                             \
    fledge_gather_rows_u8_##S(count, columns, bytes, indices, (T)0.01, (T)-0.3, fast);                             \
    fledge_gather_rows_u8_reference_##S(count, columns, bytes, indices, (T)0.01, (T)-0.3, naive);                  \
    check(same_bytes(fast, naive, count * size), "rows of %td bytes to " #S, columns);                             \
    T *x = block(0, count * size);                                                                                 \
    for (ptrdiff_t i = 0; i < count * columns; i += 1) x[i] = (T)next_real(-1, 1);                                 \
    indices = random_indices(count, targets);                                                                      \
    fast = block(1, targets * size);                                                                               \
    naive = block(2, targets * size);                                                                              \
    for (ptrdiff_t i = 0; i < targets * columns; i += 1) fast[i] = naive[i] = (T)0.1;                              \
    fledge_scatter_add_rows_##S(count, columns, x, indices, fast);                                                 \
    fledge_scatter_add_rows_reference_##S(count, columns, x, indices, naive);                                      \
    check(same_bytes(fast, naive, targets * size), "rows of %td " #S " added", columns);                           \
  }

DEFINE_ROWS(float, f32)
DEFINE_ROWS(double, f64)

// Along an axis, each element by an index of its own.
#define DEFINE_AXIS(T, S, LEAST)                                                                                   \
  static void check_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner) {                  \
    const ptrdiff_t taken = outer * count * inner, all = outer * axis * inner, size = (ptrdiff_t)sizeof(T);        \
    const int32_t *indices = random_indices(taken, axis);                                                          \
    T *x = block(0, (all > taken ? all : taken) * size);                                                           \
    for (ptrdiff_t i = 0; i < (all > taken ? all : taken); i += 1) x[i] = (T)next_real(LEAST, 100);                \
    T *fast = block(1, taken * size), *naive = block(2, taken * size);                                             \
    fledge_gather_axis(outer, axis, count, inner, size, x, indices, fast);                                         \
    fledge_gather_axis_reference(outer, axis, count, inner, size, x, indices, naive);                              \
    check(same_bytes(fast, naive, taken * size), "gathered " #S " (%td, %td, %td, %td)", outer, axis, count, inner); \
    fast = block(1, all * size);                                                                                   \
    naive = block(2, all * size);                                                                                  \
    for (ptrdiff_t i = 0; i < all; i += 1) fast[i] = naive[i] = (T)1;                                              \
    fledge_scatter_add_axis_##S(outer, axis, count, inner, x, indices, fast);                                      \
    fledge_scatter_add_axis_reference_##S(outer, axis, count, inner, x, indices, naive);                           \
    check(same_bytes(fast, naive, all * size), "added " #S " (%td, %td, %td, %td)", outer, axis, count, inner);    \
  }

DEFINE_AXIS(float, f32, -100)
DEFINE_AXIS(double, f64, -100)
DEFINE_AXIS(int32_t, i32, -100)
DEFINE_AXIS(int64_t, i64, -100)
DEFINE_AXIS(uint8_t, u8, 0)

static void check_axes(void) {
  const ptrdiff_t extents[] = {1, 2, 3, 7, 40}, counts[] = {0, 1, 5, 33};
  for (ptrdiff_t o = 0; o < COUNT(extents); o += 1) {
    for (ptrdiff_t a = 0; a < COUNT(extents); a += 1) {
      for (ptrdiff_t n = 0; n < COUNT(extents); n += 1) {
        const ptrdiff_t count = counts[next_below(COUNT(counts))];
        check_axis_f32(extents[o], extents[a], count, extents[n]);
        check_axis_f64(extents[o], extents[a], count, extents[n]);
        check_axis_i32(extents[o], extents[a], count, extents[n]);
        check_axis_i64(extents[o], extents[a], count, extents[n]);
        check_axis_u8(extents[o], extents[a], count, extents[n]);
      }
    }
  }
  // y[0, i, n] of x (1, 2, 2), by hand; bytes and halves of words.
  const uint8_t bytes[] = {1, 2, 3, 4};
  const uint16_t halves[] = {1, 2, 3, 4};
  const int32_t indices[] = {1, 0, 0, 1};
  uint8_t few[4];
  uint16_t wide[4];
  fledge_gather_axis(1, 2, 2, 2, 1, bytes, indices, few);
  fledge_gather_axis(1, 2, 2, 2, 2, halves, indices, wide);
  check(few[0] == 3 && few[1] == 2 && few[2] == 1 && few[3] == 4, "bytes along an axis");
  check(wide[0] == 3 && wide[1] == 2 && wide[2] == 1 && wide[3] == 4, "halves along an axis");
}

void test_copies(void) {
  const ptrdiff_t columns[] = {0, 1, 3, 5, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129, 784};
  begin_family("copies");
  seed(5);
  check_views();
  check_gathered_rows();
  check_axes();
  for (ptrdiff_t c = 0; c < COUNT(columns); c += 1) {
    check_rows_f32(columns[c]);
    check_rows_f64(columns[c]);
  }
  end_family();
}
