/// An update's state that falls into the subnormal numbers becomes 0; nothing else does.
#include "check.h"

enum { COUNT_OF_STATE = 3 << 16 };

// v <- 0.5·v + g, w <- w - v of (w, v, g), which no compiled loop knows.
static const double half[] = {0.5};
static const fledge_instruction code[] = {
    {FLEDGE_OP_FMA, 0, 5, 3, 4}, {FLEDGE_OP_SUB, 1, 2, 0, 0}, {FLEDGE_OP_STORE, 0, 1, 1, 1}, {FLEDGE_OP_STORE, 1, 0, 0, 0}};
static const fledge_program decay = {code, half, 4, 2, 3, 1, 0, 2};

typedef void run_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns, const fledge_operand *inputs,
                     const fledge_result *outputs, const double *parameters);

// How many of the states that were just above the subnormal numbers are 0 afterwards; -1 if they differ.
static ptrdiff_t zeros_after(run_f32 *run, ptrdiff_t count) {
  float *w = block(0, count * 4), *v = block(1, count * 4), *g = block(2, count * 4);
  for (ptrdiff_t i = 0; i < count; i += 1) w[i] = 1, v[i] = 0x1p-126f, g[i] = 0;
  const fledge_operand inputs[] = {{w, count, 1, FLEDGE_F32}, {v, count, 1, FLEDGE_F32}, {g, count, 1, FLEDGE_F32}};
  const fledge_result outputs[] = {{w, count, FLEDGE_F32}, {v, count, FLEDGE_F32}};
  run(&decay, 1, count, inputs, outputs, NULL);
  ptrdiff_t zeros = 0;
  for (ptrdiff_t i = 0; i < count; i += 1) {
    if (!same_bytes(v + i, v, 4)) return -1;
    zeros += v[i] == 0;
  }
  return zeros;
}

// The gradient is the product of a row of ones and a column of zeros.
static bool flushes_with_product(void) {
  const ptrdiff_t m = 30, n = 40;
  float *a = block(3, m * 4), *b = block(4, n * 4), *room = block(5, m * n * 4);
  float *w = block(0, m * n * 4), *v = block(1, m * n * 4);
  for (ptrdiff_t i = 0; i < m; i += 1) a[i] = 1;
  for (ptrdiff_t j = 0; j < n; j += 1) b[j] = 0;
  for (ptrdiff_t i = 0; i < m * n; i += 1) w[i] = 1, v[i] = 0x1p-126f;
  const fledge_operand inputs[] = {{w, n, 1, FLEDGE_F32}, {v, n, 1, FLEDGE_F32}};
  const fledge_result outputs[] = {{w, n, FLEDGE_F32}, {v, n, FLEDGE_F32}};
  fledge_matmul_update_f32(false, false, m, n, 1, 1, a, 1, b, n, room, &(fledge_tail){&decay, inputs, outputs, NULL});
  bool all = true;
  for (ptrdiff_t i = 0; i < m * n; i += 1) all = all && v[i] == 0;
  return all;
}

static bool subnormals_are_there(void) {
  volatile float least = 0x1p-126f;
  return least * 0.5f != 0;
}

void test_subnormals(void) {
  begin_family("subnormals");
  for (int32_t threads = 1; threads <= 3; threads += 1) {
    fledge_threads_set(threads);
    const ptrdiff_t counts[] = {1, 100, 1000, COUNT_OF_STATE};
    for (ptrdiff_t c = 0; c < COUNT(counts); c += 1) {
      check(zeros_after(fledge_program_update_f32, counts[c]) == counts[c], "an update of %td", counts[c]);
      check(zeros_after(fledge_program_apply_f32, counts[c]) == 0, "no update, of %td", counts[c]);
    }
    check(flushes_with_product(), "an update along a product");
    check(subnormals_are_there(), "arithmetic after an update");
  }
  fledge_threads_set(0);
  end_family();
}
