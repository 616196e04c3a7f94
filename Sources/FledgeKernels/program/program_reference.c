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

static double evaluate(fledge_opcode op, double a, double b, double c) {
  switch (op) {
    case FLEDGE_OP_ADD: return a + b;
    case FLEDGE_OP_SUB: return a - b;
    case FLEDGE_OP_MUL: return a * b;
    case FLEDGE_OP_DIV: return a / b;
    case FLEDGE_OP_NEG: return -a;
    case FLEDGE_OP_FMA: return fma(a, b, c);
    case FLEDGE_OP_FMS: return fma(a, b, -c);
    case FLEDGE_OP_FNMA: return fma(-a, b, c);
    case FLEDGE_OP_MAX: return a != a ? a : b != b ? b : a > b ? a : b;
    case FLEDGE_OP_MIN: return a != a ? a : b != b ? b : a < b ? a : b;
    case FLEDGE_OP_ABS: return fabs(a);
    case FLEDGE_OP_SIGN: return a > 0 ? 1 : a < 0 ? -1 : a;
    case FLEDGE_OP_FLOOR: return floor(a);
    case FLEDGE_OP_SQRT: return sqrt(a);
    case FLEDGE_OP_RECIPROCAL: return 1 / a;
    case FLEDGE_OP_EXP: return exp(a);
    case FLEDGE_OP_EXPM1: return expm1(a);
    case FLEDGE_OP_LOG: return log(a);
    case FLEDGE_OP_LOG1P: return log1p(a);
    case FLEDGE_OP_TANH: return tanh(a);
    case FLEDGE_OP_SIGMOID: return sigmoid(a);
    case FLEDGE_OP_SOFTPLUS: return softplus(a);
    case FLEDGE_OP_ERF: return erf(a);
    case FLEDGE_OP_NORMAL_CDF: return 0.5 * erfc(-a * 0.70710678118654752440);
    case FLEDGE_OP_NORMAL_PDF: return 0.39894228040143267794 * exp(-0.5 * a * a);
    case FLEDGE_OP_SIN: return sin(a);
    case FLEDGE_OP_COS: return cos(a);
    case FLEDGE_OP_POW: return pow(a, b);
    case FLEDGE_OP_GATED: return gated(a, b);
    case FLEDGE_OP_LESS: return a < b;
    case FLEDGE_OP_LESS_EQUAL: return a <= b;
    case FLEDGE_OP_EQUAL: return a == b;
    case FLEDGE_OP_NOT_EQUAL: return a != b;
    case FLEDGE_OP_AND: return a != 0 && b != 0;
    case FLEDGE_OP_OR: return a != 0 || b != 0;
    case FLEDGE_OP_NOT: return a == 0;
    case FLEDGE_OP_SELECT: return a != 0 ? b : c;
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
