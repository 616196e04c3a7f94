/// Stable sorting of rows, by radix: each element becomes an unsigned key that orders as it does, and the keys are dealt out
/// by one byte after the other, the lowest first.
#include "fledge_sort.h"
#include <string.h>
#include "../threads/scratch.h"
#include "fledge_threads.h"

enum {
  SERIAL_COUNT = 1 << 13, // elements; fewer are done before a second thread has woken
  PIECE_COUNT = 1 << 11,
  FEW = 48, // are inserted one by one
  BUCKETS = 256,
};

typedef struct {
  uint64_t key;
  int32_t index;
} entry;

// Of a float's bits: the order of magnitudes turned round below 0. Both zeros are one.
static inline uint32_t key_f32(float x) {
  uint32_t bits;
  x = x == 0 ? 0 : x;
  memcpy(&bits, &x, sizeof bits);
  return bits ^ (bits >> 31 ? UINT32_MAX : (uint32_t)1 << 31);
}

static inline uint64_t key_f64(double x) {
  uint64_t bits;
  x = x == 0 ? 0 : x;
  memcpy(&bits, &x, sizeof bits);
  return bits ^ (bits >> 63 ? UINT64_MAX : (uint64_t)1 << 63);
}

static inline uint32_t key_i32(int32_t x) { return (uint32_t)x ^ (uint32_t)1 << 31; }
static inline uint64_t key_i64(int64_t x) { return (uint64_t)x ^ (uint64_t)1 << 63; }
static inline uint8_t key_u8(uint8_t x) { return x; }

static void insert(ptrdiff_t count, entry *entries) {
  for (ptrdiff_t i = 1; i < count; i++) {
    entry moving = entries[i];
    ptrdiff_t place = i;
    for (; place > 0 && moving.key < entries[place - 1].key; place--) entries[place] = entries[place - 1];
    entries[place] = moving;
  }
}

// Deals the entries out by `bytes` bytes of their keys, to and fro between them and `others`; gives where they end.
static entry *deal(ptrdiff_t count, int bytes, entry *entries, entry *others) {
  for (int byte = 0; byte < bytes; byte++) {
    ptrdiff_t places[BUCKETS] = {0}, next = 0;
    for (ptrdiff_t i = 0; i < count; i++) places[entries[i].key >> 8 * byte & 255]++;
    // A byte that is the same in all keys orders nothing.
    if (places[entries[0].key >> 8 * byte & 255] == count) continue;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      ptrdiff_t size = places[bucket];
      places[bucket] = next;
      next += size;
    }
    for (ptrdiff_t i = 0; i < count; i++) others[places[entries[i].key >> 8 * byte & 255]++] = entries[i];
    entry *sorted = others;
    others = entries;
    entries = sorted;
  }
  return entries;
}

typedef struct {
  ptrdiff_t columns;
  bool descending;
  const void *x;
  int32_t *y;
} sort_call;

static void run(fledge_task task, ptrdiff_t rows, const sort_call *call) {
  if (call->columns == 0) return;
  if (rows < SERIAL_COUNT / call->columns + 1) return task((void *)call, 0, rows);
  fledge_parallel_for(rows, PIECE_COUNT / call->columns + 1, task, (void *)call);
}

// Elements that are not equal to themselves follow the others, in their order.
#define DEFINE_SORT(T, S)                                                                                            \
  static void sort_rows_##S(void *context, ptrdiff_t begin, ptrdiff_t end) {                                         \
    const sort_call *call = context;                                                                                 \
    ptrdiff_t columns = call->columns;                                                                               \
    entry *entries = fledge_scratch(SCRATCH_KEYS, (size_t)(2 * columns) * sizeof(entry));                            \
    for (ptrdiff_t i = begin; i < end; i++) {                                                                        \
      const T *x = (const T *)call->x + i * columns;                                                                 \
      int32_t *y = call->y + i * columns;                                                                            \
      ptrdiff_t count = 0, last = columns;                                                                           \
      for (ptrdiff_t j = 0; j < columns; j++) {                                                                      \
        if (x[j] != x[j]) continue;                                                                                  \
        uint64_t key = key_##S(x[j]);                                                                                \
        entries[count++] = (entry){call->descending ? ~key : key, (int32_t)j};                                       \
      }                                                                                                              \
      for (ptrdiff_t j = columns - 1; j >= 0 && last > count; j--) {                                                 \
        if (x[j] != x[j]) y[--last] = (int32_t)j;                                                                    \
      }                                                                                                              \
      entry *sorted = entries;                                                                                       \
      if (count <= FEW) insert(count, sorted);                                                                       \
      else sorted = deal(count, (int)sizeof(T), entries, entries + columns);                                         \
      for (ptrdiff_t j = 0; j < count; j++) y[j] = sorted[j].index;                                                  \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_argsort_##S(ptrdiff_t rows, ptrdiff_t columns, bool descending, const T *x, int32_t *y) {              \
    run(sort_rows_##S, rows, &(sort_call){columns, descending, x, y});                                               \
  }

DEFINE_SORT(float, f32)
DEFINE_SORT(double, f64)
DEFINE_SORT(int32_t, i32)
DEFINE_SORT(int64_t, i64)
DEFINE_SORT(uint8_t, u8)
