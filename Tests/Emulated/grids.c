/// Formula programs over grids of every kind of operand and result, against the naive twin, exactly: the numbers
/// are small halves.
#include "check.h"

typedef void program_function(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);

enum { INPUTS = 3, OUTPUTS = 6, TRIALS = 8 };

static program_function *const kernels[] = {fledge_program_run_f32, fledge_program_run_f64};
static const fledge_dtype types[] = {FLEDGE_F32, FLEDGE_F64, FLEDGE_I32, FLEDGE_I64, FLEDGE_U8, FLEDGE_BOOL};
static const ptrdiff_t grids[][2] = {{1, 1},   {1, 7},    {3, 5},   {7, 16}, {17, 33}, {1, 5000}, {1500, 1},
                                     {64, 100}, {3, 1500}, {900, 3}, {5, 257}, {40, 64}};

// x₀·x₁ + x₂, the larger of that and p₀, whether it is below 3, x₂ as it is, and a constant. Slots: registers from
// 0, inputs from 4, constants from 7, the parameter at 9.
static const fledge_instruction code[] = {
    {FLEDGE_OP_FMA, 0, 4, 5, 6},   {FLEDGE_OP_MAX, 1, 0, 9, 9},   {FLEDGE_OP_LESS, 2, 0, 7, 7},
    {FLEDGE_OP_SUB, 3, 1, 5, 5},   {FLEDGE_OP_STORE, 0, 1, 1, 1}, {FLEDGE_OP_STORE, 1, 2, 2, 2},
    {FLEDGE_OP_STORE, 2, 3, 3, 3}, {FLEDGE_OP_STORE, 3, 6, 6, 6}, {FLEDGE_OP_STORE, 4, 8, 8, 8},
    {FLEDGE_OP_STORE, 5, 1, 1, 1}};
static const double constants[] = {3, -2}, parameters[] = {1.5};
static const fledge_program program = {code, constants, COUNT(code), 4, INPUTS, COUNT(constants), COUNT(parameters),
                                       OUTPUTS};

static void set_element(void *x, fledge_dtype dtype, ptrdiff_t i, ptrdiff_t value) {
  switch (dtype) {
    case FLEDGE_F32: ((float *)x)[i] = (float)value / 2; break;
    case FLEDGE_F64: ((double *)x)[i] = (double)value / 2; break;
    case FLEDGE_I32: ((int32_t *)x)[i] = (int32_t)value; break;
    case FLEDGE_I64: ((int64_t *)x)[i] = (int64_t)value; break;
    case FLEDGE_U8: ((uint8_t *)x)[i] = (uint8_t)(value & 15); break;
    case FLEDGE_BOOL: ((uint8_t *)x)[i] = (uint8_t)(value & 1); break;
  }
}

// Mostly of the arithmetic's type, full and contiguous, which is read in place; else of any type and strides.
static fledge_operand random_operand(int number, ptrdiff_t rows, ptrdiff_t columns, fledge_dtype arithmetic) {
  const bool plain = next_below(2);
  fledge_operand x = {.row_stride = columns, .column_stride = 1, .dtype = arithmetic};
  if (!plain) {
    x.dtype = types[next_below(COUNT(types))];
    x.column_stride = next_below(2);
    x.row_stride = next_below(2) * ((x.column_stride ? columns : 1) + 3 * next_below(2));
  }
  const ptrdiff_t count = (rows - 1) * x.row_stride + (columns - 1) * x.column_stride + 1;
  void *data = block(number, count * fledge_size_of(x.dtype));
  for (ptrdiff_t i = 0; i < count; i += 1) set_element(data, x.dtype, i, next_below(19) - 9);
  x.data = data;
  return x;
}

static void check_operands(ptrdiff_t rows, ptrdiff_t columns, fledge_dtype arithmetic, int trial) {
  fledge_operand inputs[INPUTS];
  fledge_result fast[OUTPUTS], naive[OUTPUTS];
  ptrdiff_t bytes[OUTPUTS];
  for (int i = 0; i < INPUTS; i += 1) inputs[i] = random_operand(i, rows, columns, arithmetic);
  for (int i = 0; i < OUTPUTS; i += 1) {
    const bool plain = next_below(2);
    const ptrdiff_t stride = plain ? columns : columns + 2;
    const fledge_dtype dtype = plain ? arithmetic : types[next_below(COUNT(types))];
    bytes[i] = ((rows - 1) * stride + columns) * fledge_size_of(dtype);
    fast[i] = (fledge_result){block(INPUTS + i, bytes[i]), stride, dtype};
    naive[i] = (fledge_result){block(INPUTS + OUTPUTS + i, bytes[i]), stride, dtype};
  }
  kernels[arithmetic](&program, rows, columns, inputs, fast, parameters);
  fledge_program_reference(&program, rows, columns, inputs, naive, parameters);
  for (int i = 0; i < OUTPUTS; i += 1) {
    check(same_bytes(fast[i].data, naive[i].data, bytes[i]), "f%d, %td by %td, trial %d, output %d of type %d",
          arithmetic == FLEDGE_F32 ? 32 : 64, rows, columns, trial, i, (int)fast[i].dtype);
  }
}

// Results in the memory of the operands: y₀ = x₀ + 1 over x₀, y₁ = y₀·x₀ over x₁, which still needs x₀ when the
// first is known; and the operands exchanged.
static void check_in_place(ptrdiff_t rows, ptrdiff_t columns, fledge_dtype type) {
  const double one[] = {1};
  const fledge_instruction product[] = {{FLEDGE_OP_ADD, 0, 2, 4, 4}, {FLEDGE_OP_MUL, 1, 0, 2, 2},
                                        {FLEDGE_OP_STORE, 0, 0, 0, 0}, {FLEDGE_OP_STORE, 1, 1, 1, 1}};
  const fledge_instruction exchange[] = {{FLEDGE_OP_STORE, 0, 1, 1, 1}, {FLEDGE_OP_STORE, 1, 0, 0, 0}};
  const fledge_program programs[] = {{product, one, COUNT(product), 2, 2, 1, 0, 2},
                                     {exchange, NULL, COUNT(exchange), 0, 2, 0, 0, 2}};
  const ptrdiff_t count = rows * columns, bytes = count * fledge_size_of(type);
  for (ptrdiff_t p = 0; p < COUNT(programs); p += 1) {
    fledge_operand x[2];
    fledge_result fast[2], naive[2];
    for (int j = 0; j < 2; j += 1) {
      void *data = block(j, bytes);
      for (ptrdiff_t i = 0; i < count; i += 1) set_element(data, type, i, i % 20 + j);
      x[j] = (fledge_operand){data, columns, 1, type};
      fast[j] = (fledge_result){data, columns, type};
      naive[j] = (fledge_result){block(2 + j, bytes), columns, type};
    }
    fledge_program_reference(&programs[p], rows, columns, x, naive, NULL);
    kernels[type](&programs[p], rows, columns, x, fast, NULL);
    for (int j = 0; j < 2; j += 1) {
      check(same_bytes(fast[j].data, naive[j].data, bytes), "in place, program %td, %td by %td", p, rows, columns);
    }
  }
}

static void check_empty(void) {
  const fledge_operand x[] = {{block(0, 0), 1, 1, FLEDGE_F32}, {block(1, 0), 1, 1, FLEDGE_F32},
                              {block(2, 0), 1, 1, FLEDGE_F32}};
  fledge_result y[OUTPUTS];
  for (int i = 0; i < OUTPUTS; i += 1) y[i] = (fledge_result){block(INPUTS + i, 0), 1, FLEDGE_F32};
  for (ptrdiff_t rows = 0; rows < 4; rows += 3) {
    fledge_program_run_f32(&program, rows, 3 - rows, x, y, parameters);
    fledge_program_apply_f64(&program, rows, 3 - rows, x, y, parameters);
  }
  check(true, "an empty grid touches nothing");
}

void test_grids(void) {
  begin_family("grids");
  seed(2);
  for (fledge_dtype type = FLEDGE_F32; type <= FLEDGE_F64; type += 1) {
    for (ptrdiff_t g = 0; g < COUNT(grids); g += 1) {
      for (int trial = 0; trial < TRIALS; trial += 1) check_operands(grids[g][0], grids[g][1], type, trial);
      check_in_place(grids[g][0], grids[g][1], type);
    }
  }
  check_empty();
  end_family();
}
