/// Memory that a thread keeps for packing: asking the system for it anew would cost more than a small product.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "matmul_call.h"

static _Thread_local void *memory;
static _Thread_local size_t capacity;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void release(void *pointer) {
  free(pointer);
  memory = NULL;
  capacity = 0;
}

static void make_key(void) { pthread_key_create(&key, release); }

void *fledge_scratch(size_t bytes) {
  if (bytes <= capacity) return memory;
  pthread_once(&once, make_key);
  release(memory);
  const size_t page = 4096;
  capacity = (bytes + page - 1) / page * page;
  if (posix_memalign(&memory, page, capacity) != 0) {
    fprintf(stderr, "matmul: no memory for a packing buffer of %zu bytes\n", capacity);
    abort();
  }
  // The key is there for its destructor, which frees the memory when the thread ends.
  pthread_setspecific(key, memory);
  return memory;
}
