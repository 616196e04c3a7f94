/// What a draw is called with; it writes elements begin..<end of y.
#ifndef FLEDGE_RANDOM_CALL_H
#define FLEDGE_RANDOM_CALL_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t key, stream, first;
  double offset, factor, least, most; // offset + factor·draw; a uniform draw is kept within least...most
  void *y;
} random_call;

/// y = x·factor where the element's 32 random bits are above `last`, and 0 elsewhere.
typedef struct {
  uint64_t key, stream, first;
  uint32_t last;
  double factor;
  const void *x;
  void *y;
} drop_call;

typedef void (*random_kernel)(void *call, ptrdiff_t begin, ptrdiff_t end);

enum {
  RANDOM_LANES = 8,    // Philox blocks, of two elements each, at a time
  RANDOM_DRAW = 256,   // elements that wait in the L1 cache for the next step
};

#endif
