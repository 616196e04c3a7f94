/// Softmax and its relatives, cross-entropy and the largest element of rows, against their naive twins.
#include "check.h"
#include <math.h>

// On both sides of the lanes and of the 64 columns up to which several rows are computed side by side.
static const ptrdiff_t column_counts[] = {1,  2,  3,  4,  5,  7,  8,  9,  10, 15, 16, 17,  31,  33,  63,
                                          64, 65, 66, 71, 79, 80, 81, 97, 127, 128, 129, 1009};
static const ptrdiff_t row_counts[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33};

/// The logits of a case: reals; few whole numbers, so that some are equal; reals whose exponentials overflow; reals
/// some of which are -inf; and some of which are infinite or NaN.
typedef enum { ORDINARY, EQUALS, HUGE_REALS, WITH_MINUS_INFINITY, WITH_SPECIALS, KINDS } kind;

#define CASES "rows_cases.inc"
#include "both_types.inc"

void test_rows(void) {
  begin_family("rows f32");
  rows_f32();
  end_family();
  begin_family("rows f64");
  rows_f64();
  end_family();
}
