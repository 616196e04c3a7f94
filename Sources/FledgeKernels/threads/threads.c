/// The worker pool: one job at a time, cut into pieces. Each thread has a share of them that is its own in every job of
/// the same cut, so that it meets the same rows and columns, and finds them in its caches, from step to step; a thread that
/// is done with its share claims pieces of others.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include "../isa/isa_choice.h"
#include "processors.h"
#include "threads_pool.h"

// The caller never depends on a worker: it claims every piece that no other thread has claimed, and waits only
// for pieces under way. So a worker that is late, or could not be started, costs parallelism and nothing else.

enum { max_threads = 256, pieces_a_thread = 4 };

/// How many pieces of each thread's share are unclaimed, on cache lines of their own. To claim one is one
/// compare-and-swap: a thread that succeeds knows that a job is under way, and that it cannot end before this piece does.
static struct {
  _Alignas(64) _Atomic int32_t unclaimed;
} shares[max_threads];
/// Threads that may work on the current job.
static _Atomic int32_t allowed_threads;

/// Written by the caller that holds `busy` before it publishes the shares, read after a successful claim.
static struct {
  fledge_task task;
  void *context;
  ptrdiff_t count, grain, units, pieces, threads;
  int32_t isa;
} job;

static _Atomic int32_t wished_threads;
static atomic_bool busy;
/// Threads inside `fledge_parallel_for`, nested calls included.
static _Atomic int32_t callers;
/// Pieces of the current job that are not done yet.
static _Atomic int32_t pending;
static _Atomic int32_t parked_workers;
static atomic_bool caller_parked;
static _Atomic int32_t caller_processor = -1;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_came = PTHREAD_COND_INITIALIZER;
static pthread_cond_t work_done = PTHREAD_COND_INITIALIZER;
/// Owned by the thread that holds `busy`.
static int32_t started_workers;

void fledge_threads_set(int32_t n) {
  atomic_store(&wished_threads, n < 1 ? 0 : n > max_threads ? max_threads : n);
}

int32_t fledge_threads_get(void) {
  const int32_t wished = atomic_load_explicit(&wished_threads, memory_order_relaxed);
  if (wished > 0) return wished;
  const int32_t processors = fledge_processor_count();
  return processors > max_threads ? max_threads : processors;
}

static void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#if defined(__linux__)
static int32_t processor(void) { return sched_getcpu(); }

/// Moves the calling thread to another processor, if it may run on another.
static void leave_processor(int32_t number) {
  cpu_set_t allowed;
  if (number < 0 || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(number, &others);
  if (CPU_COUNT(&others) == 0) return;
  sched_setaffinity(0, sizeof others, &others);
  sched_setaffinity(0, sizeof allowed, &allowed);
}
#else
static int32_t processor(void) { return -1; }
static void leave_processor(int32_t number) { (void)number; }
#endif

static int64_t nanoseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// How long an idle thread spins before it parks.
static const int64_t patience = 100000;

/// True until its patience has passed since the first call with a `start` of zero.
static bool may_spin(int64_t *start) {
  for (int i = 0; i < 16; i += 1) relax();
  const int64_t now = nanoseconds_now();
  if (*start == 0) *start = now;
  return now - *start < patience;
}

/// Where piece number i begins: the units divided as evenly as they can be.
static ptrdiff_t piece_begin(ptrdiff_t piece) {
  const ptrdiff_t whole = job.units / job.pieces, rest = job.units % job.pieces;
  const ptrdiff_t unit = piece * whole + (piece < rest ? piece : rest);
  return unit >= job.units ? job.count : unit * job.grain;
}

static void run_piece(ptrdiff_t piece) {
  job.task(job.context, piece_begin(piece), piece_begin(piece + 1));
}

/// Where the share of a thread begins among the pieces.
static ptrdiff_t share_begin(ptrdiff_t thread) { return thread * job.pieces / job.threads; }

/// Claims a piece of the share of thread number `owner`; -1 if there is none.
static ptrdiff_t claim_from(int32_t owner) {
  int32_t unclaimed = atomic_load_explicit(&shares[owner].unclaimed, memory_order_acquire);
  while (unclaimed > 0) {
    if (atomic_compare_exchange_weak(&shares[owner].unclaimed, &unclaimed, unclaimed - 1)) {
      return share_begin(owner + 1) - unclaimed;
    }
  }
  return -1;
}

/// Claims a piece for thread number `thread` (the caller is number 0), its own first; -1 if there is none.
static ptrdiff_t claim(int32_t thread) {
  const int32_t threads = atomic_load_explicit(&allowed_threads, memory_order_relaxed);
  if (thread >= threads) return -1;
  for (int32_t i = 0; i < threads; i += 1) {
    const ptrdiff_t piece = claim_from((thread + i) % threads);
    if (piece >= 0) return piece;
  }
  return -1;
}

static bool has_work(int32_t thread) {
  const int32_t threads = atomic_load(&allowed_threads);
  for (int32_t owner = 0; thread < threads && owner < threads; owner += 1) {
    if (atomic_load(&shares[owner].unclaimed) > 0) return true;
  }
  return false;
}

static void park_worker(int32_t thread) {
  pthread_mutex_lock(&mutex);
  atomic_fetch_add(&parked_workers, 1);
  while (!has_work(thread)) pthread_cond_wait(&work_came, &mutex);
  atomic_fetch_sub(&parked_workers, 1);
  pthread_mutex_unlock(&mutex);
}

static void finish_piece(void) {
  if (atomic_fetch_sub(&pending, 1) == 1 && atomic_load(&caller_parked)) {
    pthread_mutex_lock(&mutex);
    pthread_cond_signal(&work_done);
    pthread_mutex_unlock(&mutex);
  }
}

/// A scheduler with little choice wakes a thread where its waker runs. There a worker is worse than none:
/// its spinning would take the time of the very caller it waits for.
static bool is_in_the_way(void) {
  const int32_t here = processor();
  return here >= 0 && here == atomic_load_explicit(&caller_processor, memory_order_relaxed);
}

static void *work(void *argument) {
  const int32_t thread = (int32_t)(intptr_t)argument;
  int64_t idle_since = 0;
  for (;;) {
    const ptrdiff_t piece = claim(thread);
    if (piece >= 0) {
      fledge_isa_override(job.isa);
      run_piece(piece);
      finish_piece();
      idle_since = 0;
    } else if (is_in_the_way() || !may_spin(&idle_since)) {
      park_worker(thread);
      if (is_in_the_way()) leave_processor(atomic_load_explicit(&caller_processor, memory_order_relaxed));
      idle_since = 0;
    }
  }
  return NULL;
}

static void start_workers(int32_t wanted) {
  while (started_workers < wanted) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    pthread_t worker;
    const int failure = pthread_create(&worker, &attributes, work, (void *)(intptr_t)(started_workers + 1));
    pthread_attr_destroy(&attributes);
    if (failure) return;
    started_workers += 1;
  }
}

static void wait_for_workers(void) {
  int64_t start = 0;
  while (atomic_load_explicit(&pending, memory_order_acquire) > 0) {
    if (may_spin(&start)) continue;
    pthread_mutex_lock(&mutex);
    atomic_store(&caller_parked, true);
    while (atomic_load(&pending) > 0) pthread_cond_wait(&work_done, &mutex);
    atomic_store(&caller_parked, false);
    pthread_mutex_unlock(&mutex);
  }
}

/// Splits the work among `threads` threads; the caller holds `busy`.
static void run_job(int32_t threads, bool wakes) {
  const ptrdiff_t most = (ptrdiff_t)threads * pieces_a_thread;
  job.pieces = job.units < most ? job.units : most;
  job.threads = threads;
  job.isa = fledge_isa_choice();
  atomic_store_explicit(&caller_processor, processor(), memory_order_relaxed);
  atomic_store_explicit(&pending, (int32_t)job.pieces, memory_order_relaxed);
  atomic_store_explicit(&allowed_threads, threads, memory_order_relaxed);
  // From here on workers may begin. Sequentially consistent, as are a worker's looks before it parks: one sees the other.
  for (int32_t owner = threads - 1; owner >= 0; owner -= 1) {
    atomic_store(&shares[owner].unclaimed, (int32_t)(share_begin(owner + 1) - share_begin(owner)));
  }
  if (wakes && atomic_load(&parked_workers) > 0) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&work_came);
    pthread_mutex_unlock(&mutex);
  }
  for (ptrdiff_t piece; (piece = claim(0)) >= 0;) {
    run_piece(piece);
    atomic_fetch_sub(&pending, 1);
  }
  wait_for_workers();
}

/// Whether there is help for work that is not worth a wake-up: a worker awake, or so many calls close after one another
/// that one wake-up serves them all. Called by the thread that holds `busy`.
static bool has_help(bool *wakes) {
  static int64_t last;
  static int32_t calls;
  if (*wakes || atomic_load_explicit(&parked_workers, memory_order_relaxed) < started_workers) return true;
  const int64_t now = nanoseconds_now();
  calls = now - last < patience ? calls + 1 : 0;
  last = now;
  const int32_t many = 16;
  *wakes = calls >= many;
  return *wakes;
}

void fledge_parallel_for_waking(bool wakes, ptrdiff_t count, ptrdiff_t grain, fledge_task task, void *context) {
  if (count <= 0) return;
  if (grain < 1) grain = 1;
  const ptrdiff_t units = (count - 1) / grain + 1;
  const int32_t wished = fledge_threads_get();
  if (units == 1 || wished == 1) {
    task(context, 0, count);
    return;
  }
  // Each caller at work elsewhere has a processor already.
  const int32_t threads = wished - atomic_fetch_add(&callers, 1);
  if (threads <= 1 || atomic_exchange_explicit(&busy, true, memory_order_acquire)) {
    task(context, 0, count);
  } else {
    start_workers(threads - 1);
    if (has_help(&wakes)) {
      job.task = task;
      job.context = context;
      job.count = count;
      job.grain = grain;
      job.units = units;
      run_job(threads, wakes);
    } else {
      task(context, 0, count);
    }
    atomic_store_explicit(&busy, false, memory_order_release);
  }
  atomic_fetch_sub(&callers, 1);
}

void fledge_parallel_for(ptrdiff_t count, ptrdiff_t grain, fledge_task task, void *context) {
  fledge_parallel_for_waking(true, count, grain, task, context);
}
