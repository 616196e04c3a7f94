/// Memory of a thread that kernels work in.
#ifndef FLEDGE_SCRATCH_H
#define FLEDGE_SCRATCH_H

#include <stddef.h>

/// What a buffer is for: packed factors while a block of a product is computed, a product's second half until it is joined,
/// keys while they are sorted.
typedef enum { SCRATCH_PACKING, SCRATCH_HALF, SCRATCH_KEYS, SCRATCH_COUNT } scratch_use;

/// At least so many bytes that belong to the calling thread, aligned to cache lines, until it asks again for the same use.
void *fledge_scratch(scratch_use use, size_t bytes);

#endif
