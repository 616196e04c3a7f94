#include "FledgeJPEG.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

// The interface of TurboJPEG 2, which version 3 keeps. Without its header no package that brings one is needed.
typedef void turbojpeg_handle;
enum { PIXEL_RGB = 0, PIXEL_GREY = 6, PIXEL_CMYK = 11 };
enum {
  // What other programs use; the fast one is a level or two off.
  ACCURATE_TRANSFORM = 4096,
  // A small file of many scans would take minutes.
  LIMITED_SCANS = 32768
};
enum { ERROR_IS_WARNING = 0 };

static struct {
  turbojpeg_handle *(*init_decompress)(void);
  int (*decompress_header)(turbojpeg_handle *handle, const unsigned char *bytes, unsigned long count, int *columns,
                           int *rows, int *subsampling, int *colourspace);
  int (*decompress)(turbojpeg_handle *handle, const unsigned char *bytes, unsigned long count, unsigned char *samples,
                    int columns, int pitch, int rows, int pixel_format, int flags);
  int (*destroy)(turbojpeg_handle *handle);
  char *(*error_text)(turbojpeg_handle *handle);
  int (*error_code)(turbojpeg_handle *handle);
} turbojpeg;
static bool is_loaded;

static void load(void) {
#ifdef __APPLE__
  const char *names[] = {"libturbojpeg.0.dylib", "libturbojpeg.dylib", "/opt/homebrew/lib/libturbojpeg.0.dylib",
                         "/usr/local/lib/libturbojpeg.0.dylib"};
#else
  const char *names[] = {"libturbojpeg.so.0", "libturbojpeg.so"};
#endif
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) return;
  *(void **)&turbojpeg.init_decompress = dlsym(library, "tjInitDecompress");
  *(void **)&turbojpeg.decompress_header = dlsym(library, "tjDecompressHeader3");
  *(void **)&turbojpeg.decompress = dlsym(library, "tjDecompress2");
  *(void **)&turbojpeg.destroy = dlsym(library, "tjDestroy");
  *(void **)&turbojpeg.error_text = dlsym(library, "tjGetErrorStr2");
  *(void **)&turbojpeg.error_code = dlsym(library, "tjGetErrorCode");
  is_loaded = turbojpeg.init_decompress && turbojpeg.decompress_header && turbojpeg.decompress && turbojpeg.destroy &&
              turbojpeg.error_text && turbojpeg.error_code;
}

bool fledge_jpeg_is_available(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_loaded;
}

// A decoder warns of much that other programs pass over in silence, such as bytes between two segments. A picture that is not
// there is another matter: its lower part would be grey. "Premature end of JPEG file" and "premature end of data segment" say so.
static bool is_cut_short(turbojpeg_handle *handle) {
  return strstr(turbojpeg.error_text(handle), "remature end of ");
}

static fledge_jpeg_outcome failed(turbojpeg_handle *handle, char *problem, size_t capacity) {
  snprintf(problem, capacity, "%s", turbojpeg.error_text(handle));
  turbojpeg.destroy(handle);
  return FLEDGE_JPEG_DAMAGED;
}

fledge_jpeg_outcome fledge_jpeg_decode(const uint8_t *bytes, size_t count, int32_t rows, int32_t columns,
                                       int32_t channels, uint8_t *samples, char *problem, size_t capacity) {
  turbojpeg_handle *handle = fledge_jpeg_is_available() ? turbojpeg.init_decompress() : NULL;
  if (!handle) return FLEDGE_JPEG_UNAVAILABLE;
  int width = 0, height = 0, subsampling, colourspace;
  if (turbojpeg.decompress_header(handle, bytes, count, &width, &height, &subsampling, &colourspace) != 0 &&
      turbojpeg.error_code(handle) != ERROR_IS_WARNING) {
    return failed(handle, problem, capacity);
  }
  if (width != columns || height != rows) {
    snprintf(problem, capacity, "a picture of %d × %d", height, width);
    turbojpeg.destroy(handle);
    return FLEDGE_JPEG_DAMAGED;
  }
  const int format = channels == 1 ? PIXEL_GREY : channels == 3 ? PIXEL_RGB : PIXEL_CMYK;
  if (turbojpeg.decompress(handle, bytes, count, samples, columns, columns * channels, rows, format,
                           ACCURATE_TRANSFORM | LIMITED_SCANS) != 0 &&
      (turbojpeg.error_code(handle) != ERROR_IS_WARNING || is_cut_short(handle))) {
    return failed(handle, problem, capacity);
  }
  turbojpeg.destroy(handle);
  return FLEDGE_JPEG_DECODED;
}
