#include "FledgeCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// libcurl's interface, which has been stable since 2006. Without its header no package that brings one is needed.
typedef void curl_handle;
enum {
  CURL_OK = 0,
  CURL_WRITE_ERROR = 23,
  CURL_ABORTED_BY_CALLBACK = 42,
  CURL_GLOBAL_DEFAULT = 3,
  CURL_HTTP_AND_HTTPS = 1 | 2,
  CURL_ERROR_SIZE = 256
};
enum {
  LOW_SPEED_LIMIT = 19,
  LOW_SPEED_TIME = 20,
  NO_PROGRESS = 43,
  FOLLOW_LOCATION = 52,
  MAX_REDIRECTIONS = 68,
  CONNECT_TIMEOUT = 78,
  NO_SIGNAL = 99,
  PROTOCOLS = 181,
  REDIRECTION_PROTOCOLS = 182,
  WRITE_DATA = 10001,
  URL = 10002,
  RANGE = 10007,
  ERROR_BUFFER = 10010,
  USER_AGENT = 10018,
  HEADER_DATA = 10029,
  PROGRESS_DATA = 10057,
  NO_PROXY = 10177,
  WRITE_FUNCTION = 20011,
  HEADER_FUNCTION = 20079,
  PROGRESS_FUNCTION = 20219
};

static struct {
  int (*global_init)(long flags);
  curl_handle *(*easy_init)(void);
  int (*easy_setopt)(curl_handle *handle, int option, ...);
  int (*easy_perform)(curl_handle *handle);
  void (*easy_cleanup)(curl_handle *handle);
  const char *(*easy_strerror)(int code);
} curl;
static bool is_loaded;

static void load(void) {
#ifdef __APPLE__
  const char *names[] = {"/usr/lib/libcurl.4.dylib", "libcurl.4.dylib"};
#else
  const char *names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
#endif
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) return;
  *(void **)&curl.global_init = dlsym(library, "curl_global_init");
  *(void **)&curl.easy_init = dlsym(library, "curl_easy_init");
  *(void **)&curl.easy_setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl.easy_perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl.easy_cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl.easy_strerror = dlsym(library, "curl_easy_strerror");
  is_loaded = curl.global_init && curl.easy_init && curl.easy_setopt && curl.easy_perform && curl.easy_cleanup &&
              curl.easy_strerror && curl.global_init(CURL_GLOBAL_DEFAULT) == CURL_OK;
}

static size_t take_header(char *line, size_t size, size_t count, void *data) {
  const fledge_http_request *request = data;
  return request->header(request->context, line, size * count) ? size * count : 0;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data) {
  const fledge_http_request *request = data;
  // Zero would mean success for zero bytes.
  return request->body(request->context, bytes, size * count) ? size * count : (size_t)-1;
}

static int take_progress(void *data, int64_t total, int64_t done, int64_t upload_total, int64_t uploaded) {
  (void)total, (void)done, (void)upload_total, (void)uploaded;
  const fledge_http_request *request = data;
  return request->tick(request->context) ? 0 : 1;
}

fledge_http_outcome fledge_http_get(const fledge_http_request *request, char *problem, size_t capacity) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  curl_handle *handle = is_loaded ? curl.easy_init() : NULL;
  if (!handle) {
    snprintf(problem, capacity, "the system's libcurl cannot be loaded");
    return FLEDGE_HTTP_UNAVAILABLE;
  }
  char error[CURL_ERROR_SIZE] = "", range[32], direct[1024];
  snprintf(range, sizeof range, "%lld-", (long long)request->offset);
  // What the machine serves itself never goes through a proxy.
  const char *others = getenv("no_proxy");
  snprintf(direct, sizeof direct, "localhost,127.0.0.1,::1%s%s", others ? "," : "", others ? others : "");
  curl.easy_setopt(handle, URL, request->url);
  curl.easy_setopt(handle, PROTOCOLS, (long)CURL_HTTP_AND_HTTPS);
  curl.easy_setopt(handle, REDIRECTION_PROTOCOLS, (long)CURL_HTTP_AND_HTTPS);
  curl.easy_setopt(handle, FOLLOW_LOCATION, 1L);
  curl.easy_setopt(handle, MAX_REDIRECTIONS, 10L);
  curl.easy_setopt(handle, NO_SIGNAL, 1L);
  curl.easy_setopt(handle, NO_PROXY, direct);
  curl.easy_setopt(handle, CONNECT_TIMEOUT, (long)request->connect_seconds);
  curl.easy_setopt(handle, LOW_SPEED_LIMIT, (long)request->least_rate);
  curl.easy_setopt(handle, LOW_SPEED_TIME, (long)request->stall_seconds);
  curl.easy_setopt(handle, USER_AGENT, "fledge");
  if (request->offset > 0) curl.easy_setopt(handle, RANGE, range);
  curl.easy_setopt(handle, ERROR_BUFFER, error);
  curl.easy_setopt(handle, HEADER_FUNCTION, take_header);
  curl.easy_setopt(handle, HEADER_DATA, request);
  curl.easy_setopt(handle, WRITE_FUNCTION, take_body);
  curl.easy_setopt(handle, WRITE_DATA, request);
  curl.easy_setopt(handle, NO_PROGRESS, 0L);
  curl.easy_setopt(handle, PROGRESS_FUNCTION, take_progress);
  curl.easy_setopt(handle, PROGRESS_DATA, request);
  const int code = curl.easy_perform(handle);
  curl.easy_cleanup(handle);
  if (code == CURL_OK) return FLEDGE_HTTP_COMPLETE;
  if (code == CURL_WRITE_ERROR || code == CURL_ABORTED_BY_CALLBACK) return FLEDGE_HTTP_STOPPED;
  snprintf(problem, capacity, "%s", error[0] ? error : curl.easy_strerror(code));
  return FLEDGE_HTTP_FAILED;
}
