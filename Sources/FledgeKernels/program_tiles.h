/// The interpreter for the type T of vectors V: cuts a grid into tiles that stay in the L1 cache and runs the whole
/// program over each. Included by program_body.h, once a type.

/// Where an input's elements come from while a tile runs.
typedef enum {
  NAME(SCALAR),    // one value for the whole grid
  NAME(IN_PLACE),  // read where they are
  NAME(ROW_VALUE), // one value for a tile, which lies within one row
  NAME(PATTERN),   // the same rows in every tile
  NAME(COPIED),    // converted or gathered into a tile of their own
} NAME(mode);

typedef struct {
  fledge_operand view;
  NAME(mode) mode;
  T *tile;
} NAME(input);

typedef struct {
  fledge_result view;
  ptrdiff_t column_stride;
  /// Register `source` is the output's own memory from instruction `bound_at` on; -1 if it is stored at the end.
  int32_t source, bound_at;
} NAME(output);

enum {
  NAME(LEAST_TILE) = 512 / sizeof(T),
  NAME(MOST_TILE) = 8192 / sizeof(T),
  NAME(TILE_MEMORY) = (FLEDGE_MAX_REGISTERS + FLEDGE_MAX_OPERANDS + 1) * NAME(LEAST_TILE),
  NAME(SLOTS) = FLEDGE_MAX_REGISTERS + FLEDGE_MAX_OPERANDS + FLEDGE_MAX_SCALARS,
};

typedef struct {
  const fledge_program *program;
  ptrdiff_t rows, columns;
  /// A tile has `tile_rows` whole rows, or lies within one row and has `tile_columns` of its elements.
  ptrdiff_t tile_rows, tile_columns, capacity;
  NAME(input) inputs[FLEDGE_MAX_OPERANDS];
  NAME(output) outputs[FLEDGE_MAX_OPERANDS];
  /// The outputs that are bound to registers, in the order of their instructions.
  int32_t bound[FLEDGE_MAX_OPERANDS], bound_count;
  T *staging;
  NAME(source) slots[NAME(SLOTS)];
  _Alignas(64) T scalars[FLEDGE_MAX_SCALARS][LENGTH];
  _Alignas(64) T input_vectors[FLEDGE_MAX_OPERANDS][LENGTH];
  _Alignas(64) T output_tails[FLEDGE_MAX_OPERANDS][LENGTH];
  _Alignas(64) T memory[NAME(TILE_MEMORY)];
} NAME(run);

static bool NAME(is_native)(fledge_dtype dtype) { return dtype == (sizeof(T) == 4 ? FLEDGE_F32 : FLEDGE_F64); }

static T NAME(element)(const fledge_operand *x, ptrdiff_t row, ptrdiff_t column) {
  return (T)fledge_load_element(x->data, x->dtype, row * x->row_stride + column * x->column_stride);
}

static const T *NAME(address)(const fledge_operand *x, ptrdiff_t row, ptrdiff_t column) {
  return (const T *)x->data + row * x->row_stride + column * x->column_stride;
}

static void NAME(fill)(T *to, ptrdiff_t count, T value) {
  for (ptrdiff_t i = 0; i < count; i++) to[i] = value;
}

static void NAME(copy)(T *to, const T *from, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + LENGTH <= count; i += LENGTH) v_store(to + i, v_load(from + i));
  for (; i < count; i++) to[i] = from[i];
}

/// A row of any type and stride as T.
static void NAME(load_row)(T *to, const fledge_operand *x, ptrdiff_t row, ptrdiff_t column, ptrdiff_t count) {
  const ptrdiff_t start = row * x->row_stride + column * x->column_stride, stride = x->column_stride;
  if (stride == 0) return NAME(fill)(to, count, NAME(element)(x, row, column));
  if (stride == 1 && NAME(is_native)(x->dtype)) return NAME(copy)(to, (const T *)x->data + start, count);
#define FLEDGE_LOAD(dtype, type, value)                                      \
  case dtype: {                                                              \
    const type *from = (const type *)x->data + start;                        \
    if (stride == 1) {                                                       \
      for (ptrdiff_t i = 0; i < count; i++) to[i] = (T)(from[i] value);      \
    } else {                                                                 \
      for (ptrdiff_t i = 0; i < count; i++) to[i] = (T)(from[i * stride] value); \
    }                                                                        \
    break;                                                                   \
  }
  switch (x->dtype) {
    FLEDGE_LOAD(FLEDGE_F32, float, )
    FLEDGE_LOAD(FLEDGE_F64, double, )
    FLEDGE_LOAD(FLEDGE_I32, int32_t, )
    FLEDGE_LOAD(FLEDGE_I64, int64_t, )
    FLEDGE_LOAD(FLEDGE_U8, uint8_t, )
    FLEDGE_LOAD(FLEDGE_BOOL, uint8_t, != 0)
  }
#undef FLEDGE_LOAD
}

/// A row of T to any type and stride.
static void NAME(store_row)(const NAME(output) * y, ptrdiff_t row, ptrdiff_t column, const T *from, ptrdiff_t count) {
  const ptrdiff_t start = row * y->view.row_stride + column * y->column_stride, stride = y->column_stride;
  if (stride == 1 && NAME(is_native)(y->view.dtype)) return NAME(copy)((T *)y->view.data + start, from, count);
  if (stride == 1 && y->view.dtype == FLEDGE_BOOL) {
    uint8_t *to = (uint8_t *)y->view.data + start;
    for (ptrdiff_t i = 0; i < count; i++) to[i] = from[i] != 0;
    return;
  }
  for (ptrdiff_t i = 0; i < count; i++)
    fledge_store_element(y->view.data, y->view.dtype, start + i * stride, (double)from[i]);
}

/// One long row where every operand allows it, and a column as a row.
static void NAME(set_grid)(NAME(run) * run, ptrdiff_t rows, ptrdiff_t columns, const fledge_operand *inputs,
                           const fledge_result *outputs) {
  const fledge_program *program = run->program;
  bool isContiguous = true;
  for (int32_t i = 0; i < program->input_count; i++) {
    fledge_operand *view = &run->inputs[i].view;
    *view = inputs[i];
    if (rows == 1) view->row_stride = columns * view->column_stride;
    if (columns == 1) view->column_stride = view->row_stride;
    isContiguous = isContiguous && view->row_stride == columns * view->column_stride;
  }
  for (int32_t i = 0; i < program->output_count; i++) {
    NAME(output) *output = &run->outputs[i];
    output->view = outputs[i];
    output->column_stride = columns == 1 ? outputs[i].row_stride : 1;
    isContiguous = isContiguous && (rows == 1 || columns == 1 || outputs[i].row_stride == columns);
  }
  const bool isOneRow = isContiguous || columns == 1;
  run->rows = isOneRow ? 1 : rows;
  run->columns = isOneRow ? rows * columns : columns;
}

static void NAME(set_tiles)(NAME(run) * run) {
  const ptrdiff_t tiles = run->program->register_count + run->program->input_count + 1;
  ptrdiff_t capacity = NAME(TILE_MEMORY) / tiles / LENGTH * LENGTH;
  run->capacity = capacity < NAME(MOST_TILE) ? capacity : NAME(MOST_TILE);
  if (run->rows == 1 || run->columns * 2 > run->capacity) {
    const ptrdiff_t pieces = (run->columns + run->capacity - 1) / run->capacity;
    run->tile_rows = 1;
    run->tile_columns = ((run->columns + pieces - 1) / pieces + LENGTH - 1) / LENGTH * LENGTH;
    if (run->tile_columns > run->columns) run->tile_columns = run->columns;
  } else {
    run->tile_rows = run->capacity / run->columns;
    if (run->tile_rows > run->rows) run->tile_rows = run->rows;
    run->tile_columns = run->columns;
  }
}

static bool NAME(is_stored)(const fledge_program *program, int32_t slot) {
  for (int32_t k = program->instruction_count - program->output_count; k < program->instruction_count; k++)
    if (program->code[k].a == slot) return true;
  return false;
}

static void NAME(set_inputs)(NAME(run) * run, T *memory) {
  const fledge_program *program = run->program;
  for (int32_t i = 0; i < program->input_count; i++) {
    NAME(input) *input = &run->inputs[i];
    const fledge_operand *view = &input->view;
    const int32_t slot = program->register_count + i;
    const bool isOneRow = run->tile_rows == 1;
    input->tile = memory + i * run->capacity;
    if (view->row_stride == 0 && view->column_stride == 0) {
      input->mode = NAME(SCALAR);
    } else if (NAME(is_native)(view->dtype) && view->column_stride == 1 &&
               (isOneRow || view->row_stride == run->columns)) {
      // An input that goes out as it is must be read before an output is written over it.
      input->mode = program->output_count > 1 && NAME(is_stored)(program, slot) ? NAME(COPIED) : NAME(IN_PLACE);
    } else if (view->column_stride == 0 && isOneRow) {
      input->mode = NAME(ROW_VALUE);
    } else {
      input->mode = view->row_stride == 0 && !isOneRow ? NAME(PATTERN) : NAME(COPIED);
    }
    NAME(source) source = {input->tile, input->tile, LENGTH};
    if (input->mode == NAME(SCALAR) || input->mode == NAME(ROW_VALUE)) {
      source = (NAME(source)){run->input_vectors[i], run->input_vectors[i], 0};
      NAME(fill)(run->input_vectors[i], LENGTH, NAME(element)(view, 0, 0));
    } else if (input->mode == NAME(PATTERN)) {
      for (ptrdiff_t row = 0; row < run->tile_rows; row++)
        NAME(load_row)(input->tile + row * run->columns, view, row, 0, run->columns);
    }
    run->slots[slot] = source;
  }
}

static bool NAME(overlaps)(const NAME(run) * run, const fledge_operand *x, const fledge_result *y) {
  const char *x_begin = x->data, *y_begin = y->data;
  const char *x_end = (const char *)(NAME(address)(x, run->rows - 1, run->columns - 1) + 1);
  const char *y_end = (const char *)((const T *)y->data + (run->rows - 1) * y->row_stride + run->columns);
  return x_begin < y_end && y_begin < x_end;
}

/// Whether a tile's elements lie side by side in the output, as T.
static bool NAME(is_adjacent)(const NAME(run) * run, const NAME(output) * output) {
  return NAME(is_native)(output->view.dtype) && output->column_stride == 1 &&
         (run->tile_rows == 1 || output->view.row_stride == run->columns);
}

/// An output may be written by its own instruction if no later one reads an input there.
static bool NAME(may_bind)(const NAME(run) * run, const NAME(output) * output, int32_t at, int32_t body) {
  const fledge_program *program = run->program;
  if (!NAME(is_adjacent)(run, output)) return false;
  for (int32_t i = 0; i < program->input_count; i++) {
    const int32_t slot = program->register_count + i;
    if (run->inputs[i].mode != NAME(IN_PLACE) || !NAME(overlaps)(run, &run->inputs[i].view, &output->view)) continue;
    for (int32_t k = at + 1; k < body; k++)
      if (program->code[k].a == slot || program->code[k].b == slot || program->code[k].c == slot) return false;
  }
  return true;
}

static void NAME(set_outputs)(NAME(run) * run) {
  const fledge_program *program = run->program;
  const int32_t body = program->instruction_count - program->output_count;
  int32_t owner[FLEDGE_MAX_REGISTERS];
  run->bound_count = 0;
  for (int32_t i = 0; i < program->register_count; i++) owner[i] = -1;
  for (int32_t k = body; k < program->instruction_count; k++) {
    NAME(output) *output = &run->outputs[program->code[k].dst];
    output->source = program->code[k].a;
    output->bound_at = -1;
    if (output->source >= program->register_count || owner[output->source] >= 0) continue;
    owner[output->source] = program->code[k].dst;
  }
  // Backwards, so that the first definition met is the last one.
  for (int32_t k = body - 1; k >= 0; k--) {
    const int32_t number = owner[program->code[k].dst];
    if (number < 0) continue;
    owner[program->code[k].dst] = -1;
    if (!NAME(may_bind)(run, &run->outputs[number], k, body)) continue;
    run->outputs[number].bound_at = k;
    run->bound[run->bound_count++] = number;
  }
}

/// Everything an instruction may read or write in the tile at (row, column).
static void NAME(enter_tile)(NAME(run) * run, ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows, ptrdiff_t columns) {
  const fledge_program *program = run->program;
  const ptrdiff_t count = rows * columns, whole = count / LENGTH * LENGTH;
  for (int32_t i = 0; i < program->register_count; i++) {
    T *tile = run->memory + i * run->capacity;
    run->slots[i] = (NAME(source)){tile, tile + whole, LENGTH};
  }
  for (int32_t i = 0; i < program->input_count; i++) {
    NAME(input) *input = &run->inputs[i];
    NAME(source) *slot = &run->slots[program->register_count + i];
    switch (input->mode) {
      case NAME(SCALAR): break;
      case NAME(ROW_VALUE): NAME(fill)(run->input_vectors[i], LENGTH, NAME(element)(&input->view, row, column)); break;
      case NAME(PATTERN): slot->tail = input->tile + whole; break;
      case NAME(IN_PLACE):
        slot->data = NAME(address)(&input->view, row, column);
        slot->tail = run->input_vectors[i];
        NAME(fill)(run->input_vectors[i], LENGTH, 0);
        for (ptrdiff_t j = whole; j < count; j++) run->input_vectors[i][j - whole] = slot->data[j];
        break;
      case NAME(COPIED):
        slot->tail = input->tile + whole;
        if (whole < count) NAME(fill)(input->tile + whole, LENGTH, 0);
        for (ptrdiff_t j = 0; j < rows; j++)
          NAME(load_row)(input->tile + j * columns, &input->view, row + j, column, columns);
        break;
    }
  }
}

/// Stores what no instruction has written to its output's own memory.
static void NAME(leave_tile)(NAME(run) * run, ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows, ptrdiff_t columns) {
  const ptrdiff_t count = rows * columns, whole = count / LENGTH * LENGTH;
  for (int32_t i = 0; i < run->program->output_count; i++) {
    NAME(output) *output = &run->outputs[i];
    const NAME(source) *from = &run->slots[output->source];
    const bool isBound = output->bound_at >= 0;
    if (isBound || NAME(is_adjacent)(run, output)) {
      T *to = (T *)output->view.data + row * output->view.row_stride + column;
      for (ptrdiff_t j = 0, k = 0; !isBound && j < whole; j += LENGTH, k += from->step)
        v_store(to + j, v_load(from->data + k));
      for (ptrdiff_t j = whole; j < count; j++) to[j] = from->tail[j - whole];
      continue;
    }
    const T *tile = from->data;
    if (from->step == 0 || from->tail != from->data + whole) {
      for (ptrdiff_t j = 0, k = 0; j < whole; j += LENGTH, k += from->step)
        v_store(run->staging + j, v_load(from->data + k));
      v_store(run->staging + whole, v_load(from->tail));
      tile = run->staging;
    }
    for (ptrdiff_t j = 0; j < rows; j++) NAME(store_row)(output, row + j, column, tile + j * columns, columns);
  }
}

static void NAME(run_tile)(NAME(run) * run, ptrdiff_t row, ptrdiff_t column, ptrdiff_t rows, ptrdiff_t columns) {
  const fledge_program *program = run->program;
  const int32_t body = program->instruction_count - program->output_count;
  const ptrdiff_t count = rows * columns, whole = count / LENGTH * LENGTH;
  NAME(enter_tile)(run, row, column, rows, columns);
  int32_t waiting = run->bound_count - 1;
  for (int32_t k = 0; k < body; k++) {
    const fledge_instruction *n = &program->code[k];
    NAME(source) *slot = &run->slots[n->dst];
    if (waiting >= 0 && run->outputs[run->bound[waiting]].bound_at == k) {
      const int32_t number = run->bound[waiting--];
      const fledge_result *view = &run->outputs[number].view;
      slot->data = (T *)view->data + row * view->row_stride + column;
      slot->tail = run->output_tails[number];
    }
    const NAME(target) to = {(T *)slot->data, (T *)slot->tail};
    NAME(instructions)[n->op](whole, whole < count, to, &run->slots[n->a], &run->slots[n->b], &run->slots[n->c]);
  }
  NAME(leave_tile)(run, row, column, rows, columns);
}

void RUN(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns, const fledge_operand *inputs,
         const fledge_result *outputs, const double *parameters) {
  if (rows <= 0 || columns <= 0) return;
  NAME(run) run;
  run.program = program;
  NAME(set_grid)(&run, rows, columns, inputs, outputs);
  NAME(set_tiles)(&run);
  T *inputMemory = run.memory + program->register_count * run.capacity;
  NAME(set_inputs)(&run, inputMemory);
  run.staging = inputMemory + program->input_count * run.capacity;
  NAME(set_outputs)(&run);
  NAME(source) *scalar = &run.slots[program->register_count + program->input_count];
  for (int32_t i = 0; i < program->constant_count + program->parameter_count; i++, scalar++) {
    const double value = i < program->constant_count ? program->constants[i] : parameters[i - program->constant_count];
    NAME(fill)(run.scalars[i], LENGTH, (T)value);
    *scalar = (NAME(source)){run.scalars[i], run.scalars[i], 0};
  }
  for (ptrdiff_t row = 0; row < run.rows; row += run.tile_rows) {
    const ptrdiff_t tileRows = row + run.tile_rows <= run.rows ? run.tile_rows : run.rows - row;
    for (ptrdiff_t column = 0; column < run.columns; column += run.tile_columns) {
      const ptrdiff_t rest = run.columns - column;
      NAME(run_tile)(&run, row, column, tileRows, rest < run.tile_columns ? rest : run.tile_columns);
    }
  }
}
