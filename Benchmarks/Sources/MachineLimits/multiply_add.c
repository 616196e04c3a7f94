/// The rate of fused multiply-adds when nothing else is in their way.
#include "machine_limits.h"
#include <pthread.h>

enum { max_threads = 256, repeats = 8 };

// Enough independent chains to cover the latency of a multiply-add, few enough to stay in registers.
#define CHAINS_16_REGISTERS 10
#define CHAINS_32_REGISTERS 20

// The sums tend to y/(1 - x): neither overflow nor subnormal numbers.
static volatile float x_source = 0.5f, y_source = 1.0f;
static volatile float sink;

#define DEFINE_ROUNDS(name, bytes, chains, target)                                                                   \
  target static void name(int64_t rounds) {                                                                          \
    typedef float vector __attribute__((vector_size(bytes)));                                                        \
    const vector x = (vector){} + x_source, y = (vector){} + y_source;                                               \
    vector sums[chains];                                                                                             \
    for (int i = 0; i < chains; i += 1) sums[i] = y * (float)i;                                                      \
    for (int64_t round = 0; round < rounds * repeats; round += 1) {                                                  \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < chains; i += 1) sums[i] = sums[i] * x + y;              \
    }                                                                                                                \
    vector total = {};                                                                                               \
    for (int i = 0; i < chains; i += 1) total += sums[i];                                                            \
    sink = total[0];                                                                                                 \
  }

DEFINE_ROUNDS(rounds_portable, 16, CHAINS_16_REGISTERS, )
#if defined(__x86_64__)
DEFINE_ROUNDS(rounds_avx2, 32, CHAINS_16_REGISTERS, __attribute__((target("avx2,fma"))))
DEFINE_ROUNDS(rounds_avx512, 64, CHAINS_32_REGISTERS,
              __attribute__((target("avx512f,avx512vl,fma"))))
#elif defined(__aarch64__)
DEFINE_ROUNDS(rounds_neon, 16, CHAINS_32_REGISTERS, )
#endif

typedef struct {
  void (*rounds)(int64_t);
  int64_t operations;
} loop;

static loop loop_for(limits_vectors vectors) {
  const int64_t wide = 2 * CHAINS_32_REGISTERS * repeats, narrow = 2 * CHAINS_16_REGISTERS * repeats;
  switch (vectors) {
#if defined(__x86_64__)
    case LIMITS_AVX512: return (loop){rounds_avx512, 16 * wide};
    case LIMITS_AVX2: return (loop){rounds_avx2, 8 * narrow};
#elif defined(__aarch64__)
    case LIMITS_NEON: return (loop){rounds_neon, 4 * wide};
#endif
    default: (void)wide; return (loop){rounds_portable, 4 * narrow};
  }
}

int64_t limits_operations_per_round(limits_vectors vectors) { return loop_for(vectors).operations; }

typedef struct {
  limits_vectors vectors;
  int64_t rounds;
} share;

static void *run_share(void *argument) {
  const share *mine = argument;
  loop_for(mine->vectors).rounds(mine->rounds);
  return NULL;
}

void limits_multiply_add(limits_vectors vectors, int32_t threads, int64_t rounds) {
  share mine = {vectors, rounds};
  pthread_t helpers[max_threads];
  int32_t started = 0;
  while (started < threads - 1 && started < max_threads) {
    if (pthread_create(&helpers[started], NULL, run_share, &mine)) break;
    started += 1;
  }
  // A thread that could not be started would make the machine look faster than it is: its share is done here.
  for (int32_t i = started; i < threads; i += 1) run_share(&mine);
  for (int32_t i = 0; i < started; i += 1) pthread_join(helpers[i], NULL);
}
