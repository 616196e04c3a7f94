/// The naive twin of the formula interpreter: one element at a time, C's math library, arithmetic in double.
#include <math.h>
#include "program_operand.h"

static double sigmoid(double x) {
  double e = exp(-fabs(x));
  return x >= 0 ? 1 / (1 + e) : x < 0 ? e / (1 + e) : x;
}

static double softplus(double x) { return x != x ? x : fmax(x, 0) + log1p(exp(-fabs(x))); }

static double gated(double a, double b) {
  double product = a * b;
  return product != product && a == a && b == b ? 0 : product;
}

static double larger(double a, double b) { return a != a ? a : b != b ? b : a > b ? a : b; }

static double smaller(double a, double b) { return a != a ? a : b != b ? b : a < b ? a : b; }

static double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

static double normal_cdf(double x) { return 0.5 * erfc(-x * 0.70710678118654752440); }

static double normal_pdf(double x) { return 0.39894228040143267794 * exp(-0.5 * x * x); }

static double evaluate(fledge_opcode op, double x, double y, double z) {
  switch (op) {
#define FLEDGE_CASE(name, operands, cost, result, plain) case FLEDGE_OP_##name: return plain;
    FLEDGE_EACH_INSTRUCTION(FLEDGE_CASE)
#undef FLEDGE_CASE
    case FLEDGE_OP_STORE:
    case FLEDGE_OP_COUNT: break;
  }
  return 0;
}

typedef struct {
  const fledge_program *program;
  const fledge_operand *inputs;
  const double *parameters;
  const double *registers;
} environment;

static double slot(const environment *e, int32_t index, ptrdiff_t row, ptrdiff_t column) {
  const fledge_program *p = e->program;
  if (index < p->register_count) return e->registers[index];
  index -= p->register_count;
  if (index < p->input_count) {
    const fledge_operand *x = &e->inputs[index];
    return fledge_load_element(x->data, x->dtype, row * x->row_stride + column * x->column_stride);
  }
  index -= p->input_count;
  if (index < p->constant_count) return p->constants[index];
  return e->parameters[index - p->constant_count];
}

void fledge_program_reference(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  double registers[FLEDGE_MAX_REGISTERS] = {0};
  double results[FLEDGE_MAX_OPERANDS];
  const environment e = {program, inputs, parameters, registers};
  for (ptrdiff_t row = 0; row < rows; row++) {
    for (ptrdiff_t column = 0; column < columns; column++) {
      // Results are written once the element's last operand has been read: an output may be an operand's memory.
      for (int32_t i = 0; i < program->instruction_count; i++) {
        const fledge_instruction n = program->code[i];
        double a = slot(&e, n.a, row, column);
        if (n.op == FLEDGE_OP_STORE) {
          results[n.dst] = a;
        } else {
          registers[n.dst] = evaluate((fledge_opcode)n.op, a, slot(&e, n.b, row, column), slot(&e, n.c, row, column));
        }
      }
      for (int32_t i = 0; i < program->output_count; i++)
        fledge_store_element(outputs[i].data, outputs[i].dtype, row * outputs[i].row_stride + column, results[i]);
    }
  }
}
