/// Downloads by HTTP with the system's libcurl, which is loaded when the first download starts: a program that
/// downloads nothing neither links nor loads it, and starts the faster.
#ifndef FLEDGE_CURL_H
#define FLEDGE_CURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  /// An address that starts with http:// or https://; redirections lead to such addresses only.
  const char *url;
  /// The first byte that is wanted; above 0 it is asked for as a range, which the server may ignore.
  int64_t offset;
  /// Seconds to wait for a connection, and seconds in which a server must send more than `least_rate` bytes each.
  int32_t connect_seconds, stall_seconds, least_rate;
  void *context;
  /// Takes one line of a response's header. Returns false to stop.
  bool (*header)(void *context, const char *line, size_t length);
  /// Takes the next bytes of the body. Returns false to stop.
  bool (*body)(void *context, const void *bytes, size_t count);
  /// Called about once a second, also while nothing comes. Returns false to stop.
  bool (*tick)(void *context);
} fledge_http_request;

typedef enum {
  /// The whole response came, whatever its status.
  FLEDGE_HTTP_COMPLETE,
  /// One of the functions returned false.
  FLEDGE_HTTP_STOPPED,
  /// There was no response, or it broke off.
  FLEDGE_HTTP_FAILED,
  /// The system has no libcurl.
  FLEDGE_HTTP_UNAVAILABLE
} fledge_http_outcome;

/// Sends the request and hands over the response; `problem` (of `capacity` bytes) gets the words for a failure.
fledge_http_outcome fledge_http_get(const fledge_http_request *request, char *problem, size_t capacity);

#endif
