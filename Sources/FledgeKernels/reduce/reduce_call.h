/// What a reduction is called with. `blocks` and `width` divide its work, by its shape alone.
#ifndef FLEDGE_REDUCE_CALL_H
#define FLEDGE_REDUCE_CALL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  ptrdiff_t outer, axis, inner;
  const void *x;
  void *y;
  bool mean;
  ptrdiff_t blocks, width;
  void *partial; // what each block of a long axis gives
} reduce_call;

enum {
  REDUCE_LANES = 32,         // elements a step of a contiguous run, the same for every instruction set, so that
  REDUCE_CHUNK = 4096,       // every set sums in the same order; longer runs are halved
  REDUCE_SPLIT = 1 << 17,    // fewer elements are done before a second thread has woken
  REDUCE_PIECE = 1 << 15,
  REDUCE_MOST_BLOCKS = 16,
  REDUCE_STRIP = 256,        // columns gathered at once, in the L1 cache
  REDUCE_NARROW = 32,        // fewer columns are gathered several rows together
  REDUCE_STRIP_ROWS = 128,   // rows gathered before they are added to those before
};

#endif
