#pragma once
#include <stddef.h>
#include <stdint.h>

/// One text chunk. `text` is Latin-1 unless `is_utf8`; neither string may be NULL. A key is 1 to 79 printable bytes.
typedef struct {
    const char *key;
    const char *text;
    int is_utf8;
} glassbox_png_text;

/// Pixels as numbers of colours.
typedef struct {
    /// A byte a pixel, row by row.
    const uint8_t *indices;
    uint32_t width;
    uint32_t height;
    /// Red, green and blue, a byte each.
    const uint8_t *colours;
    /// 1 to 256, and above every index.
    int colour_count;
} glassbox_png_image;

/// An encoded file, or the reason why there is none. Release with `glassbox_png_free`.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    char error[160];
} glassbox_png;

/// Encodes an image by its colour table, as a PNG with sRGB, pHYs and text chunks, in the order given. Writes no time
/// stamp: the same input gives the same bytes.
///
/// Returns 1 on success, else 0 with `result->error` set. Errors of libpng never leave this function by longjmp.
int glassbox_png_write(
    const glassbox_png_image *image, uint32_t pixels_per_metre, const glassbox_png_text *texts, int text_count,
    glassbox_png *result);

void glassbox_png_free(glassbox_png *result);
