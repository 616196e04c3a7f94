/// The same bits on any number of threads, for every kernel that is split over them.
#include "check.h"
#include <stdatomic.h>

// Enough for two threads, whatever is computed.
enum { ELEMENTS = 300000, ROWS = 1000, COLUMNS = ELEMENTS / ROWS, WIDE = 137, DEEP = 83 };

/// Computes from x, and a copy of it as doubles, to y; gives the bytes of y.
typedef ptrdiff_t computation(const float *x, const double *wide, void *y);

static ptrdiff_t multiply(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_matmul_f32(false, true, 101, WIDE, DEEP, 0.3, x, DEEP, x + 20000, DEEP, false, y, WIDE, NULL);
  return 101 * WIDE * 4;
}

static ptrdiff_t multiply_few_rows(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_matmul_f64(false, true, 2, 700, 300, 1, wide, 300, wide + 600, 300, false, y, 700, NULL);
  return 2 * 700 * 8;
}

static ptrdiff_t multiply_much(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_matmul_f32(true, false, 257, 70, 1025, 1, x, 257, x, 70, false, y, 70, NULL);
  return 257 * 70 * 4;
}

static ptrdiff_t multiply_a_vector(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_matmul_f64(false, false, ROWS, 1, COLUMNS, 1, wide, COLUMNS, wide, 1, false, y, 1, NULL);
  return ROWS * 8;
}

static ptrdiff_t run_program(const float *x, const double *wide, void *y) {
  (void)wide;
  // tanh(x + bias), slots: registers 0 and 1, inputs 2 and 3.
  const fledge_instruction code[] = {
      {FLEDGE_OP_ADD, 0, 2, 3, 3}, {FLEDGE_OP_TANH, 1, 0, 0, 0}, {FLEDGE_OP_STORE, 0, 1, 1, 1}};
  const fledge_program program = {code, NULL, COUNT(code), 2, 2, 0, 0, 1};
  const fledge_operand inputs[] = {{x, COLUMNS, 1, FLEDGE_F32}, {x, 0, 1, FLEDGE_F32}};
  fledge_program_apply_f32(&program, ROWS, COLUMNS, inputs, &(fledge_result){y, COLUMNS, FLEDGE_F32}, NULL);
  return ELEMENTS * 4;
}

static ptrdiff_t normalize(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_softmax_f32(ROWS, COLUMNS, x, y);
  return ELEMENTS * 4;
}

static ptrdiff_t normalize_narrow_rows(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_log_softmax_f64(ELEMENTS / 10, 10, wide, y);
  return ELEMENTS * 8;
}

static ptrdiff_t sum_losses(const float *x, const double *wide, void *y) {
  (void)wide;
  int32_t *labels = block(3, ELEMENTS / 10 * 4);
  for (int32_t i = 0; i < ELEMENTS / 10; i += 1) labels[i] = i % 10;
  *(double *)y = fledge_cross_entropy_sum_f32(ELEMENTS / 10, 10, x, labels);
  return 8;
}

static ptrdiff_t slope_of_losses(const float *x, const double *wide, void *y) {
  (void)wide;
  int32_t *labels = block(3, ELEMENTS / 10 * 4);
  for (int32_t i = 0; i < ELEMENTS / 10; i += 1) labels[i] = i % 10;
  fledge_cross_entropy_rows_gradient_f32(ELEMENTS / 10, 10, x, labels, NULL, 0.1, 3, 1, NULL, y);
  return ELEMENTS * 4;
}

static ptrdiff_t add_cumulatively(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_cumulative_sum_f64(2, 100, ELEMENTS / 200, true, wide, y);
  return ELEMENTS * 8;
}

static ptrdiff_t multiply_up(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_product_f32(3, ELEMENTS / 3, 1, x, y);
  return 3 * 4;
}

static ptrdiff_t sort(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_argsort_f32(ROWS, COLUMNS, true, x, y);
  return ELEMENTS * 4;
}

static ptrdiff_t add_up(const float *x, const double *wide, void *y) {
  (void)wide;
  fledge_sum_f32(1, ELEMENTS, 1, x, y);
  return 4;
}

static ptrdiff_t add_columns(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_mean_f64(1, ROWS, COLUMNS, wide, y);
  return COLUMNS * 8;
}

static ptrdiff_t transpose(const float *x, const double *wide, void *y) {
  (void)wide;
  const ptrdiff_t shape[] = {COLUMNS, ROWS}, strides[] = {1, COLUMNS};
  fledge_copy_strided(2, shape, strides, 4, x, y);
  return ELEMENTS * 4;
}

static ptrdiff_t convert(const float *x, const double *wide, void *y) {
  (void)x;
  fledge_convert(ELEMENTS, FLEDGE_F64, wide, FLEDGE_F32, y);
  return ELEMENTS * 4;
}

static ptrdiff_t draw(const float *x, const double *wide, void *y) {
  (void)x, (void)wide;
  fledge_random_normal_f32(1, 2, 5, ELEMENTS, 0, 1, y);
  return ELEMENTS * 4;
}

static const struct {
  const char *name;
  computation *compute;
} computations[] = {
    {"a product", multiply},
    {"a product of few rows", multiply_few_rows},
    {"a large product", multiply_much},
    {"a matrix times a vector", multiply_a_vector},
    {"a program", run_program},
    {"softmax", normalize},
    {"log softmax of narrow rows", normalize_narrow_rows},
    {"cross-entropy", sum_losses},
    {"the gradient of losses", slope_of_losses},
    {"cumulative sums", add_cumulatively},
    {"products", multiply_up},
    {"sorted rows", sort},
    {"a sum", add_up},
    {"means of columns", add_columns},
    {"a transpose", transpose},
    {"a conversion", convert},
    {"random numbers", draw},
};

static _Atomic int visits[ROWS];
static atomic_bool strayed;

static void visit(void *isa, ptrdiff_t begin, ptrdiff_t end) {
  if (fledge_isa_active() != *(const fledge_isa *)isa || begin % 7 != 0) strayed = true;
  for (ptrdiff_t i = begin; i < end; i += 1) visits[i] += 1;
}

// Every index once, in pieces that begin at multiples of the grain, with the caller's instruction set.
static void check_pool(int32_t threads) {
  fledge_isa isa = fledge_isa_active();
  strayed = false;
  for (int i = 0; i < ROWS; i += 1) visits[i] = 0;
  fledge_parallel_for(ROWS, 7, visit, &isa);
  bool once = true;
  for (int i = 0; i < ROWS; i += 1) once = once && visits[i] == 1;
  check(once && !strayed, "the pool with %d threads", threads);
}

void test_threads(void) {
  begin_family("threads");
  double *wide = block(0, ELEMENTS * 8);
  float *x = block(1, ELEMENTS * 4);
  seed(6);
  for (ptrdiff_t i = 0; i < ELEMENTS; i += 1) wide[i] = x[i] = (float)next_real(-1, 1);
  for (ptrdiff_t c = 0; c < COUNT(computations); c += 1) {
    void *alone = block(4, ELEMENTS * 8), *together = block(5, ELEMENTS * 8);
    fledge_threads_set(1);
    const ptrdiff_t bytes = computations[c].compute(x, wide, alone);
    for (int32_t threads = 2; threads <= 3; threads += 1) {
      fledge_threads_set(threads);
      computations[c].compute(x, wide, together);
      check(same_bytes(alone, together, bytes), "%s on %d threads", computations[c].name, threads);
    }
  }
  for (int32_t threads = 1; threads <= 5; threads += 2) {
    fledge_threads_set(threads);
    check_pool(threads);
  }
  fledge_threads_set(0);
  end_family();
}
