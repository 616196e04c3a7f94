/// Memory that a thread keeps: asking the system for it anew would cost more than a small product.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "scratch.h"

typedef struct {
  void *memory;
  size_t capacity;
} buffer;

static _Thread_local buffer buffers[SCRATCH_COUNT];
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void release_all(void *pointer) {
  buffer *all = pointer;
  for (int use = 0; use < SCRATCH_COUNT; use += 1) {
    free(all[use].memory);
    all[use] = (buffer){0};
  }
}

static void make_key(void) { pthread_key_create(&key, release_all); }

void *fledge_scratch(scratch_use use, size_t bytes) {
  buffer *kept = &buffers[use];
  if (bytes <= kept->capacity) return kept->memory;
  pthread_once(&once, make_key);
  free(kept->memory);
  const size_t page = 4096;
  kept->capacity = (bytes + page - 1) / page * page;
  if (posix_memalign(&kept->memory, page, kept->capacity) != 0) {
    fprintf(stderr, "fledge: no memory for a buffer of %zu bytes\n", kept->capacity);
    abort();
  }
  // The key is there for its destructor, which frees the memory when the thread ends.
  pthread_setspecific(key, buffers);
  return kept->memory;
}
