/// Cross-entropy row by row, with weights, smoothing, ignored rows and soft targets, against its naive twin.
#include "check.h"
#include <math.h>

static const ptrdiff_t column_counts[] = {1, 2, 3, 5, 8, 10, 16, 17, 33, 64, 65, 66, 71, 80, 97, 129, 300};
static const ptrdiff_t row_counts[] = {1, 2, 4, 7, 8, 9, 16, 19, 33};

/// The logits of a case: reals; few whole numbers, so that some are equal; reals whose exponentials overflow; reals some
/// of which are -inf; and some of which are infinite or NaN.
typedef enum { ORDINARY, EQUALS, HUGE_REALS, WITH_MINUS_INFINITY, WITH_SPECIALS, KINDS } kind;

#define CASES "cross_entropy_cases.inc"
#include "both_types.inc"

void test_cross_entropy(void) {
  begin_family("losses f32");
  cross_entropy_f32();
  end_family();
  begin_family("losses f64");
  cross_entropy_f64();
  end_family();
}
