/// Matrix products: the entry points, the choice of a way by the shape, and the split over threads.
#include "../isa/subnormals.h"
#include "../isa/variants.h"
#include "../program/program_known.h"
#include "../threads/scratch.h"
#include "../threads/threads_pool.h"
#include "matmul_call.h"

#pragma STDC FP_CONTRACT ON

enum {
  THIN = 4,         // so many columns beyond the last whole vector, at most, are computed apart
  MOST_VECTORS = 8, // of a register tile's row
};

#define TYPED_KERNELS "../matmul/matmul_kernels.inc"
#define KERNELS "each_type.inc"
#include "../isa/each_isa.inc"
#undef TYPED_KERNELS

enum {
  // Multiplications and additions that pay for a second thread: one that spins, one that must be woken.
  THREAD_WORK = 150000,
  WAKING_WORK = 4000000,
  K_BLOCK = 256,
  K_LONGEST = 4096, // also without blocking for the caches, so that packing buffers stay small
  // Elements of op(B) that a second-level cache no longer holds.
  LARGE_B = 1 << 19,
  FEW_ROWS = 64,
  DOT_ROWS = 4,
  TAIL_ELEMENTS = 4096,
};

typedef struct {
  const matmul_call *call;
  matmul_block *block;
  ptrdiff_t lanes, column_units;
} split;

static void run_rows(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const split *work = context;
  work->block(work->call, begin, end, 0, work->call->n);
}

// Columns in whole vectors; what is left over goes with the last of them.
static void run_columns(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const split *work = context;
  const ptrdiff_t last = end == work->column_units ? work->call->n : end * work->lanes;
  work->block(work->call, 0, work->call->m, begin * work->lanes, last);
}

static ptrdiff_t quotient_up(ptrdiff_t n, ptrdiff_t unit) { return (n - 1) / unit + 1; }

// Even pieces, a few a thread where they are high anyway, so that a thread that is held up holds up little.
static ptrdiff_t row_grain(const matmul_call *call, ptrdiff_t threads, ptrdiff_t tile_rows) {
  const ptrdiff_t even = quotient_up(call->m, threads);
  return even >= 16 * tile_rows && !call->pack_b ? quotient_up(even, 4) : even;
}

// Through a step of training each thread keeps to its rows of a weight, so that the weight need not travel between the
// caches of two processors: it updates those rows of XᵀG, they are the columns that it computes of G·Wᵀ, and it adds up
// their part of X·W (multiply_halves). A processor reads on beyond what it is asked for, and a line that another has read
// is slow to write: columns of a weight, a few lines a row, would belong to no thread. Else by columns, unless rows give the
// slowest thread a good deal less to do; op(B) is packed anew for each share of rows.
static void run_split(split *work, const matmul_kernels *kernels, ptrdiff_t threads, bool wakes) {
  const matmul_call *call = work->call;
  const ptrdiff_t m = call->m, units = quotient_up(call->n - call->thin, kernels->lanes);
  const ptrdiff_t columns = quotient_up(units, threads);
  const ptrdiff_t packing = call->pack_b ? 8 : 0;
  const bool is_weight_gradient = call->a_step != 1 && !call->pack_b && m >= FEW_ROWS;
  if (is_weight_gradient || (quotient_up(m, threads) + packing) * units * 9 < m * columns * 8) {
    fledge_parallel_for_waking(wakes, m, row_grain(call, threads, kernels->tile_rows), run_rows, work);
  } else {
    work->column_units = units;
    fledge_parallel_for_waking(wakes, units, columns, run_columns, work);
  }
}

// By the shape alone, since it decides the order in which an element's products are summed.
static matmul_block *choose_way(matmul_call *call, const matmul_kernels *kernels) {
  const ptrdiff_t m = call->m, n = call->n, k = call->k;
  call->pack_b = call->b_column != 1;
  call->k_block = k <= K_LONGEST ? k : quotient_up(k, quotient_up(k, K_LONGEST));
  if (m <= DOT_ROWS && call->a_step == 1 && call->b_step == 1 && call->pack_b) return kernels->dot_block;
  const bool crowded = k >= 1024 && m >= 4 * FEW_ROWS;
  if (m < FEW_ROWS || n < FEW_ROWS || !(crowded || n > LARGE_B / k)) {
    const ptrdiff_t rest = n & (kernels->lanes - 1);
    // Scalar products pay for their last steps, which add up the lanes, only if they are long.
    const bool pays = (call->a_step != 1 || k >= 4 * kernels->lanes) && k <= K_LONGEST;
    if (rest <= THIN && kernels->lanes > THIN && m > DOT_ROWS && pays) call->thin = rest;
    return kernels->block;
  }
  call->k_block = quotient_up(k, quotient_up(k, K_BLOCK));
  call->pack_b = true;
  return kernels->large_block;
}

static bool is_matrix(const fledge_operand *x, fledge_dtype dtype) { return x->column_stride == 1 && x->dtype == dtype; }

// Takes over from the tail what can be done to sums in registers: the same arithmetic, so the same bits.
static void take_finish(matmul_call *call, fledge_dtype dtype) {
  const fledge_tail *tail = call->tail;
  const fledge_known known = fledge_known_program(tail->program);
  call->tail_elements = known == KNOWN_COUNT ? TAIL_ELEMENTS : 1;
  if (call->unread || call->swapped) return;
  switch (known) {
    case KNOWN_relu: break;
    case KNOWN_bias: case KNOWN_bias_relu: case KNOWN_gate:
      if (!is_matrix(tail->inputs, dtype)) return;
      break;
    default: return;
  }
  matmul_finish *finish = &call->finish;
  finish->clips = known == KNOWN_relu || known == KNOWN_bias_relu;
  if (known == KNOWN_bias || known == KNOWN_bias_relu) {
    finish->addend = tail->inputs->data;
    finish->addend_row = tail->inputs->row_stride;
  } else if (known == KNOWN_gate) {
    finish->gate = tail->inputs->data;
    finish->gate_row = tail->inputs->row_stride;
  }
  call->tail = NULL;
}

typedef struct {
  const matmul_call *call;
  const matmul_kernels *kernels;
  matmul_call halves[2];
  ptrdiff_t column_units, parts; // more than two threads share the columns of each half
} halved;

static void run_halves(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const halved *work = context;
  const matmul_call *call = work->call;
  const ptrdiff_t parts = work->parts, units = quotient_up(call->n - call->thin, work->kernels->lanes);
  for (ptrdiff_t piece = begin; piece < end; piece += 1) {
    const ptrdiff_t part = piece % parts, lanes = work->kernels->lanes;
    const ptrdiff_t first = part * units / parts * lanes;
    const ptrdiff_t last = part + 1 == parts ? call->n : (part + 1) * units / parts * lanes;
    if (first < last) work->kernels->block(&work->halves[piece / parts], 0, call->m, first, last);
  }
}

static void run_joins(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const halved *work = context;
  const ptrdiff_t lanes = work->kernels->lanes;
  const ptrdiff_t last = end == work->column_units ? work->call->n : end * lanes;
  work->kernels->join(work->call, work->halves[1].c, begin * lanes, last);
}

// By the shape alone: whether the sum over k is one of two halves. So are those whose op(B), a weight, is larger than C.
static bool has_halves(const matmul_call *call, double products) {
  const bool is_plain = !call->accumulate && !call->unread && !call->swapped && call->a_step == 1 && !call->pack_b;
  return is_plain && call->k >= 256 && call->k <= K_LONGEST && call->k >= 2 * call->m && products >= WAKING_WORK;
}

// C from its two halves, each of which reads one half of the rows of op(B).
static void multiply_halves(const matmul_call *call, const matmul_kernels *kernels, fledge_dtype dtype) {
  const ptrdiff_t threads = fledge_threads_get();
  halved work = {.call = call, .kernels = kernels, .column_units = quotient_up(call->n, kernels->lanes),
                 .parts = quotient_up(threads, 2)};
  const ptrdiff_t size = fledge_size_of(dtype), k = quotient_up(call->k, 2);
  for (int half = 0; half < 2; half += 1) {
    matmul_call *part = &work.halves[half];
    *part = *call;
    part->tail = NULL;
    part->k = part->k_block = half == 0 ? k : call->k - k;
  }
  matmul_call *second = &work.halves[1];
  second->a = (const char *)call->a + k * call->a_step * size;
  second->b = (const char *)call->b + k * call->b_step * size;
  second->c = fledge_scratch(SCRATCH_HALF, (size_t)(call->m * call->n * size));
  second->ldc = call->n;
  fledge_parallel_for(2 * work.parts, 1, run_halves, &work);
  fledge_parallel_for(work.column_units, quotient_up(work.column_units, threads), run_joins, &work);
}

static void multiply(matmul_call *call, const matmul_kernels *kernels, fledge_dtype dtype) {
  split work = {call, choose_way(call, kernels), kernels->lanes, 0};
  const double products = (double)call->m * (double)call->n * (double)call->k;
  if (work.block == kernels->block && has_halves(call, products)) return multiply_halves(call, kernels, dtype);
  if (call->tail && work.block != kernels->dot_block) take_finish(call, dtype);
  const ptrdiff_t threads = products < THREAD_WORK ? 1 : fledge_threads_get();
  if (threads == 1) {
    work.block(call, 0, call->m, 0, call->n);
  } else {
    run_split(&work, kernels, threads, products >= WAKING_WORK);
  }
}

// Without a sum to make, C is what it was, or zero.
static void clear(const matmul_call *call, size_t size) {
  for (ptrdiff_t i = 0; i < call->m && !call->accumulate; i += 1) {
    __builtin_memset((char *)call->c + (size_t)(i * call->ldc) * size, 0, (size_t)call->n * size);
  }
}

// One column of C without gaps is one row of its transpose, op(B)ᵀ·op(A)ᵀ, which the kernels take in long strides.
static void turn_column(matmul_call *call) {
  if (call->n != 1) return;
  call->b_column = 1; // there is no next column
  if (call->m == 1 || call->ldc != 1) return;
  matmul_call turned = *call;
  turned.m = 1;
  turned.n = call->m;
  turned.a = call->b;
  turned.a_step = call->b_step;
  turned.b = call->a;
  turned.b_step = call->a_step;
  turned.b_column = call->a_row;
  turned.ldc = call->m;
  turned.swapped = true;
  *call = turned;
}

static fledge_operand operand_at(fledge_operand x, ptrdiff_t i, ptrdiff_t j) {
  x.data = (const char *)x.data + (i * x.row_stride + j * x.column_stride) * fledge_size_of(x.dtype);
  return x;
}

static fledge_result result_at(fledge_result y, ptrdiff_t i, ptrdiff_t j) {
  y.data = (char *)y.data + (i * y.row_stride + j) * fledge_size_of(y.dtype);
  return y;
}

#define DEFINE_MATMUL(T, S, DTYPE)                                                                                   \
  void fledge_matmul_tail_##S(const matmul_call *call, T *c, ptrdiff_t ldc, ptrdiff_t i, ptrdiff_t i_end,            \
                              ptrdiff_t j, ptrdiff_t j_end) {                                                        \
    const fledge_tail *tail = call->tail;                                                                            \
    const fledge_program *program = tail->program;                                                                   \
    if (call->swapped) ldc = 1;                                                                                      \
    const ptrdiff_t row = call->swapped ? j : i, row_end = call->swapped ? j_end : i_end;                            \
    const ptrdiff_t column = call->swapped ? i : j, column_end = call->swapped ? i_end : j_end;                      \
    fledge_operand inputs[FLEDGE_MAX_OPERANDS];                                                                      \
    fledge_result outputs[FLEDGE_MAX_OPERANDS];                                                                      \
    /* The product is the first input, and the first output replaces it; or it is the last input and nothing does. */ \
    const int32_t others = program->input_count - 1, first = call->unread ? 0 : 1;                                   \
    inputs[call->unread ? others : 0] = (fledge_operand){c, ldc, 1, DTYPE};                                          \
    outputs[0] = (fledge_result){c, ldc, DTYPE};                                                                     \
    for (int32_t x = 0; x < others; x += 1) inputs[first + x] = operand_at(tail->inputs[x], row, column);            \
    for (int32_t y = first; y < program->output_count; y += 1) {                                                     \
      outputs[y] = result_at(tail->outputs[y - first], row, column);                                                 \
    }                                                                                                                \
    const bool flushes = call->unread && program->output_count > 1;                                                  \
    const uint64_t mode = flushes ? fledge_flush_subnormals() : 0;                                                   \
    fledge_program_run_##S(program, row_end - row, column_end - column, inputs, outputs, tail->parameters);          \
    if (flushes) fledge_restore_subnormals(mode);                                                                    \
  }                                                                                                                  \
  static void matmul_##S(matmul_call *call) {                                                                        \
    if (call->m <= 0 || call->n <= 0) return;                                                                        \
    if (call->k <= 0) {                                                                                              \
      clear(call, sizeof(T));                                                                                        \
      if (call->tail) fledge_matmul_tail_##S(call, call->c, call->ldc, 0, call->m, 0, call->n);                      \
      return;                                                                                                        \
    }                                                                                                                \
    turn_column(call);                                                                                               \
    multiply(call, &VARIANT(kernels_##S), DTYPE);                                                                    \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_matmul_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,    \
                         const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb, bool accumulate, T *c,                \
                         ptrdiff_t ldc, const fledge_tail *tail) {                                                   \
    matmul_##S(&(matmul_call){                                                                                       \
        .m = m, .n = n, .k = k, .a = a, .a_row = transpose_a ? 1 : lda, .a_step = transpose_a ? lda : 1, .b = b,     \
        .b_step = transpose_b ? 1 : ldb, .b_column = transpose_b ? ldb : 1, .alpha = alpha,                          \
        .accumulate = accumulate, .c = c, .ldc = ldc, .tail = tail});                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_matmul_update_##S(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k,           \
                                double alpha, const T *a, ptrdiff_t lda, const T *b, ptrdiff_t ldb, T *room,         \
                                const fledge_tail *update) {                                                         \
    matmul_##S(&(matmul_call){                                                                                       \
        .m = m, .n = n, .k = k, .a = a, .a_row = transpose_a ? 1 : lda, .a_step = transpose_a ? lda : 1, .b = b,     \
        .b_step = transpose_b ? 1 : ldb, .b_column = transpose_b ? ldb : 1, .alpha = alpha, .c = room, .ldc = n,     \
        .tail = update, .unread = true});                                                                            \
  }

DEFINE_MATMUL(float, f32, FLEDGE_F32)
DEFINE_MATMUL(double, f64, FLEDGE_F64)
