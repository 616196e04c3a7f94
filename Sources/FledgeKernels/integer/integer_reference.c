#include "fledge_integer.h"

static int64_t load(fledge_dtype dtype, const void *x, ptrdiff_t index) {
  switch (dtype) {
    case FLEDGE_I32: return ((const int32_t *)x)[index];
    case FLEDGE_I64: return ((const int64_t *)x)[index];
    case FLEDGE_BOOL: return ((const uint8_t *)x)[index] != 0;
    default: return ((const uint8_t *)x)[index];
  }
}

static void store(fledge_dtype dtype, void *y, ptrdiff_t index, int64_t value) {
  switch (dtype) {
    case FLEDGE_I32: ((int32_t *)y)[index] = (int32_t)(uint32_t)value; break;
    case FLEDGE_I64: ((int64_t *)y)[index] = value; break;
    default: ((uint8_t *)y)[index] = (uint8_t)value;
  }
}

static int64_t pair(fledge_integer_pair_operation operation, int64_t a, int64_t b) {
  switch (operation) {
    case FLEDGE_INTEGER_ADD: return (int64_t)((uint64_t)a + (uint64_t)b);
    case FLEDGE_INTEGER_SUBTRACT: return (int64_t)((uint64_t)a - (uint64_t)b);
    case FLEDGE_INTEGER_MULTIPLY: return (int64_t)((uint64_t)a * (uint64_t)b);
    case FLEDGE_INTEGER_MAX: return a > b ? a : b;
    case FLEDGE_INTEGER_MIN: return a < b ? a : b;
    case FLEDGE_INTEGER_EQUAL: return a == b;
    case FLEDGE_INTEGER_NOT_EQUAL: return a != b;
    case FLEDGE_INTEGER_LESS: return a < b;
    case FLEDGE_INTEGER_LESS_EQUAL: return a <= b;
    case FLEDGE_INTEGER_AND: return a != 0 && b != 0;
    case FLEDGE_INTEGER_OR: return a != 0 || b != 0;
  }
  return 0;
}

void fledge_integer_pair_reference(fledge_integer_pair_operation operation, fledge_dtype dtype, ptrdiff_t rows,
                                   ptrdiff_t columns, fledge_grid a, fledge_grid b, void *y) {
  fledge_dtype result = operation >= FLEDGE_INTEGER_EQUAL ? FLEDGE_BOOL : dtype;
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      int64_t first = load(dtype, a.data, i * a.row_stride + j * a.column_stride);
      int64_t second = load(dtype, b.data, i * b.row_stride + j * b.column_stride);
      store(result, y, i * columns + j, pair(operation, first, second));
    }
  }
}

void fledge_integer_each_reference(fledge_integer_operation operation, fledge_dtype dtype, ptrdiff_t count,
                                   const void *x, void *y) {
  for (ptrdiff_t i = 0; i < count; i++) {
    int64_t value = load(dtype, x, i), negative = (int64_t)(0 - (uint64_t)value);
    switch (operation) {
      case FLEDGE_INTEGER_NEGATE: store(dtype, y, i, negative); break;
      case FLEDGE_INTEGER_ABS: store(dtype, y, i, value < 0 ? negative : value); break;
      case FLEDGE_INTEGER_SIGN: store(dtype, y, i, (value > 0) - (value < 0)); break;
      case FLEDGE_INTEGER_NOT: store(FLEDGE_BOOL, y, i, value == 0); break;
    }
  }
}

static int64_t least(fledge_dtype dtype) {
  return dtype == FLEDGE_I32 ? INT32_MIN : dtype == FLEDGE_I64 ? INT64_MIN : 0;
}

static int64_t greatest(fledge_dtype dtype) {
  return dtype == FLEDGE_I32 ? INT32_MAX : dtype == FLEDGE_I64 ? INT64_MAX : dtype == FLEDGE_U8 ? UINT8_MAX : 1;
}

void fledge_integer_reduce_reference(fledge_integer_reduction reduction, fledge_dtype dtype, ptrdiff_t outer,
                                     ptrdiff_t axis, ptrdiff_t inner, const void *x, void *y) {
  for (ptrdiff_t o = 0; o < outer; o++) {
    for (ptrdiff_t i = 0; i < inner; i++) {
      int64_t sum = 0, largest = least(dtype), smallest = greatest(dtype);
      for (ptrdiff_t k = 0; k < axis; k++) {
        int64_t value = load(dtype, x, (o * axis + k) * inner + i);
        sum = (int64_t)((uint64_t)sum + (uint64_t)value);
        largest = value > largest ? value : largest;
        smallest = value < smallest ? value : smallest;
      }
      switch (reduction) {
        case FLEDGE_INTEGER_SUM: store(FLEDGE_I64, y, o * inner + i, sum); break;
        case FLEDGE_INTEGER_LARGEST: store(dtype, y, o * inner + i, largest); break;
        case FLEDGE_INTEGER_SMALLEST: store(dtype, y, o * inner + i, smallest); break;
      }
    }
  }
}

void fledge_select_elements_reference(ptrdiff_t size, ptrdiff_t rows, ptrdiff_t columns, fledge_grid mask,
                                      fledge_grid a, fledge_grid b, void *y) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      fledge_grid from = ((const uint8_t *)mask.data)[i * mask.row_stride + j * mask.column_stride] ? a : b;
      const char *x = (const char *)from.data + (i * from.row_stride + j * from.column_stride) * size;
      char *to = (char *)y + (i * columns + j) * size;
      for (ptrdiff_t byte = 0; byte < size; byte++) to[byte] = x[byte];
    }
  }
}
