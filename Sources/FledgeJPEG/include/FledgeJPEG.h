/// Decodes JPEG pictures with the system's libturbojpeg, which is loaded when the first such picture is read: a program that
/// reads none neither links nor loads it.
#ifndef FLEDGE_JPEG_H
#define FLEDGE_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  FLEDGE_JPEG_DECODED,
  /// The bytes are no such picture, or a damaged one.
  FLEDGE_JPEG_DAMAGED,
  /// The system has no libturbojpeg.
  FLEDGE_JPEG_UNAVAILABLE
} fledge_jpeg_outcome;

/// Whether the library can be loaded; it is when this is first asked.
bool fledge_jpeg_is_available(void);

/// Decodes a picture of `rows` × `columns`, as its header says, into rows of `channels` samples a pixel: 1 for its grey, 3 for
/// red, green and blue, 4 for the inks cyan, magenta, yellow and black as they are stored. `problem` (of `capacity` bytes) gets
/// the words for a failure.
fledge_jpeg_outcome fledge_jpeg_decode(const uint8_t *bytes, size_t count, int32_t rows, int32_t columns,
                                       int32_t channels, uint8_t *samples, char *problem, size_t capacity);

#endif
