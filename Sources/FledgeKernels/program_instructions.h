/// One loop over a tile for each instruction, in the type T of vectors V. Included by program_tiles.h.

/// Where an operand's elements are: vectors at `data`, `step` elements apart (0 repeats one vector), and the vector
/// that holds the elements beyond the last whole vector.
typedef struct {
  const T *data;
  const T *tail;
  ptrdiff_t step;
} NAME(source);

typedef struct {
  T *data;
  T *tail;
} NAME(target);

/// Runs over `count` elements, a multiple of the vector's length, and over the tail if there is one.
typedef void NAME(instruction)(ptrdiff_t count, bool hasTail, NAME(target) y, const NAME(source) * a,
                               const NAME(source) * b, const NAME(source) * c);

#define FLEDGE_LOOP(name, expression)                                                                               \
  static void NAME(name)(ptrdiff_t count, bool hasTail, NAME(target) y, const NAME(source) * a,                     \
                         const NAME(source) * b, const NAME(source) * c) {                                          \
    (void)b, (void)c;                                                                                               \
    FLEDGE_POINTERS(data)                                                                                           \
    for (;;) {                                                                                                      \
      for (ptrdiff_t i = 0; i < count; i += LENGTH) {                                                               \
        v_store(to + i, expression);                                                                                \
        FLEDGE_ADVANCE                                                                                              \
      }                                                                                                             \
      if (!hasTail) return;                                                                                         \
      hasTail = false;                                                                                              \
      count = LENGTH;                                                                                               \
      FLEDGE_TAILS                                                                                                  \
    }                                                                                                               \
  }

#define X v_load(pa)
#define Y v_load(pb)
#define Z v_load(pc)

#define FLEDGE_POINTERS(field) T *to = y.field; const T *pa = a->field; const ptrdiff_t sa = a->step;
#define FLEDGE_ADVANCE pa += sa;
#define FLEDGE_TAILS to = y.tail; pa = a->tail;
FLEDGE_LOOP(negate, -X)
FLEDGE_LOOP(absolute, v_abs(X))
FLEDGE_LOOP(sign, v_sign(X))
FLEDGE_LOOP(floor, v_floor(X))
FLEDGE_LOOP(sqrt, v_sqrt(X))
FLEDGE_LOOP(reciprocal, (T)1 / X)
FLEDGE_LOOP(exp, v_exp(X))
FLEDGE_LOOP(expm1, v_expm1(X))
FLEDGE_LOOP(log, v_log(X))
FLEDGE_LOOP(log1p, v_log1p(X))
FLEDGE_LOOP(tanh, v_tanh(X))
FLEDGE_LOOP(sigmoid, v_sigmoid(X))
FLEDGE_LOOP(softplus, v_softplus(X))
FLEDGE_LOOP(erf, v_erf(X))
FLEDGE_LOOP(normal_cdf, v_normal_cdf(X))
FLEDGE_LOOP(normal_pdf, v_normal_pdf(X))
FLEDGE_LOOP(sin, v_sin(X))
FLEDGE_LOOP(cos, v_cos(X))
FLEDGE_LOOP(not, v_mask(~v_nonzero(X)))
#undef FLEDGE_POINTERS
#undef FLEDGE_ADVANCE
#undef FLEDGE_TAILS

#define FLEDGE_POINTERS(field)                                                                                      \
  T *to = y.field; const T *pa = a->field, *pb = b->field; const ptrdiff_t sa = a->step, sb = b->step;
#define FLEDGE_ADVANCE pa += sa; pb += sb;
#define FLEDGE_TAILS to = y.tail; pa = a->tail; pb = b->tail;
FLEDGE_LOOP(add, X + Y)
FLEDGE_LOOP(subtract, X - Y)
FLEDGE_LOOP(multiply, X * Y)
FLEDGE_LOOP(divide, X / Y)
FLEDGE_LOOP(maximum, v_max(X, Y))
FLEDGE_LOOP(minimum, v_min(X, Y))
FLEDGE_LOOP(power, v_pow(X, Y))
FLEDGE_LOOP(gated, v_gated(X, Y))
FLEDGE_LOOP(less, v_mask(X < Y))
FLEDGE_LOOP(less_equal, v_mask(X <= Y))
FLEDGE_LOOP(equal, v_mask(X == Y))
FLEDGE_LOOP(not_equal, v_mask(X != Y))
FLEDGE_LOOP(and, v_mask(v_nonzero(X) & v_nonzero(Y)))
FLEDGE_LOOP(or, v_mask(v_nonzero(X) | v_nonzero(Y)))
#undef FLEDGE_POINTERS
#undef FLEDGE_ADVANCE
#undef FLEDGE_TAILS

#define FLEDGE_POINTERS(field)                                                                                      \
  T *to = y.field; const T *pa = a->field, *pb = b->field, *pc = c->field;                                          \
  const ptrdiff_t sa = a->step, sb = b->step, sc = c->step;
#define FLEDGE_ADVANCE pa += sa; pb += sb; pc += sc;
#define FLEDGE_TAILS to = y.tail; pa = a->tail; pb = b->tail; pc = c->tail;
FLEDGE_LOOP(fma, v_fma(X, Y, Z))
FLEDGE_LOOP(fms, v_fma(X, Y, -Z))
FLEDGE_LOOP(fnma, v_fma(-X, Y, Z))
FLEDGE_LOOP(select, v_nonzero(X) ? Y : Z)
#undef FLEDGE_POINTERS
#undef FLEDGE_ADVANCE
#undef FLEDGE_TAILS
#undef FLEDGE_LOOP
#undef X
#undef Y
#undef Z

static NAME(instruction) *const NAME(instructions)[FLEDGE_OP_COUNT] = {
    [FLEDGE_OP_ADD] = NAME(add),
    [FLEDGE_OP_SUB] = NAME(subtract),
    [FLEDGE_OP_MUL] = NAME(multiply),
    [FLEDGE_OP_DIV] = NAME(divide),
    [FLEDGE_OP_NEG] = NAME(negate),
    [FLEDGE_OP_FMA] = NAME(fma),
    [FLEDGE_OP_FMS] = NAME(fms),
    [FLEDGE_OP_FNMA] = NAME(fnma),
    [FLEDGE_OP_MAX] = NAME(maximum),
    [FLEDGE_OP_MIN] = NAME(minimum),
    [FLEDGE_OP_ABS] = NAME(absolute),
    [FLEDGE_OP_SIGN] = NAME(sign),
    [FLEDGE_OP_FLOOR] = NAME(floor),
    [FLEDGE_OP_SQRT] = NAME(sqrt),
    [FLEDGE_OP_RECIPROCAL] = NAME(reciprocal),
    [FLEDGE_OP_EXP] = NAME(exp),
    [FLEDGE_OP_EXPM1] = NAME(expm1),
    [FLEDGE_OP_LOG] = NAME(log),
    [FLEDGE_OP_LOG1P] = NAME(log1p),
    [FLEDGE_OP_TANH] = NAME(tanh),
    [FLEDGE_OP_SIGMOID] = NAME(sigmoid),
    [FLEDGE_OP_SOFTPLUS] = NAME(softplus),
    [FLEDGE_OP_ERF] = NAME(erf),
    [FLEDGE_OP_NORMAL_CDF] = NAME(normal_cdf),
    [FLEDGE_OP_NORMAL_PDF] = NAME(normal_pdf),
    [FLEDGE_OP_SIN] = NAME(sin),
    [FLEDGE_OP_COS] = NAME(cos),
    [FLEDGE_OP_POW] = NAME(power),
    [FLEDGE_OP_GATED] = NAME(gated),
    [FLEDGE_OP_LESS] = NAME(less),
    [FLEDGE_OP_LESS_EQUAL] = NAME(less_equal),
    [FLEDGE_OP_EQUAL] = NAME(equal),
    [FLEDGE_OP_NOT_EQUAL] = NAME(not_equal),
    [FLEDGE_OP_AND] = NAME(and),
    [FLEDGE_OP_OR] = NAME(or),
    [FLEDGE_OP_NOT] = NAME(not),
    [FLEDGE_OP_SELECT] = NAME(select),
};
