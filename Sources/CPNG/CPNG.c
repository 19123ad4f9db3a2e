#include "CPNG.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Everything that must survive a longjmp lives here, reached through a pointer, so that no local needs to be volatile.
typedef struct {
    jmp_buf escape;
    glassbox_png *result;
    png_structp png;
    png_infop info;
    png_textp texts;
} encoder;

static void on_error(png_structp png, png_const_charp message) {
    encoder *state = png_get_error_ptr(png);
    snprintf(state->result->error, sizeof state->result->error, "%s", message);
    longjmp(state->escape, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void on_write(png_structp png, png_bytep data, size_t length) {
    encoder *state = png_get_io_ptr(png);
    glassbox_png *result = state->result;
    if (length > result->capacity - result->count) {
        size_t capacity = (result->count + length) * 2 + 4096;
        uint8_t *bytes = realloc(result->bytes, capacity);
        if (!bytes) png_error(png, "out of memory");
        result->bytes = bytes;
        result->capacity = capacity;
    }
    memcpy(result->bytes + result->count, data, length);
    result->count += length;
}

static void on_flush(png_structp png) { (void)png; }

static void write_header(encoder *state, const glassbox_png_image *image, uint32_t pixels_per_metre) {
    png_set_IHDR(state->png, state->info, image->width, image->height, 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_color palette[PNG_MAX_PALETTE_LENGTH];
    if (image->colour_count > PNG_MAX_PALETTE_LENGTH) png_error(state->png, "more than 256 colours");
    for (int i = 0; i < image->colour_count; i++) {
        const uint8_t *colour = image->colours + 3 * i;
        palette[i] = (png_color){colour[0], colour[1], colour[2]};
    }
    png_set_PLTE(state->png, state->info, palette, image->colour_count);
    png_set_sRGB(state->png, state->info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(state->png, state->info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
    // What filters predict are neighbouring values, and numbers of colours have no neighbours.
    png_set_filter(state->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(state->png, 6);
}

static void write_texts(encoder *state, const glassbox_png_text *texts, int count) {
    if (count <= 0) return;
    state->texts = calloc((size_t)count, sizeof *state->texts);
    if (!state->texts) png_error(state->png, "out of memory");
    for (int i = 0; i < count; i++) {
        png_textp text = &state->texts[i];
        text->key = (png_charp)texts[i].key;
        text->text = (png_charp)texts[i].text;
        text->compression = texts[i].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
        // libpng dereferences the language of an iTXt chunk: empty means "not said", NULL is not allowed everywhere.
        text->lang = (png_charp)"";
        text->lang_key = (png_charp)texts[i].key;
        text->text_length = texts[i].is_utf8 ? 0 : strlen(texts[i].text);
        text->itxt_length = texts[i].is_utf8 ? strlen(texts[i].text) : 0;
    }
    png_set_text(state->png, state->info, state->texts, count);
}

static void write_pixels(encoder *state, const glassbox_png_image *image) {
    for (uint32_t row = 0; row < image->height; row++) {
        png_write_row(state->png, (png_bytep)(image->indices + (size_t)image->width * row));
    }
}

// The encoder belongs to the caller: C promises nothing about locals of the function that calls setjmp.
static int encode(
    encoder *state, const glassbox_png_image *image, uint32_t pixels_per_metre, const glassbox_png_text *texts,
    int text_count) {
    if (setjmp(state->escape) != 0) return 0;
    state->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, state, on_error, on_warning);
    if (state->png) state->info = png_create_info_struct(state->png);
    if (!state->info) {
        snprintf(state->result->error, sizeof state->result->error, "libpng could not start");
        return 0;
    }
    png_set_write_fn(state->png, state, on_write, on_flush);
    write_header(state, image, pixels_per_metre);
    write_texts(state, texts, text_count);
    png_write_info(state->png, state->info);
    write_pixels(state, image);
    png_write_end(state->png, NULL);
    return 1;
}

int glassbox_png_write(
    const glassbox_png_image *image, uint32_t pixels_per_metre, const glassbox_png_text *texts, int text_count,
    glassbox_png *result) {
    memset(result, 0, sizeof *result);
    encoder state = {.result = result};
    int succeeded = encode(&state, image, pixels_per_metre, texts, text_count);
    if (state.png) png_destroy_write_struct(&state.png, &state.info);
    free(state.texts);
    if (!succeeded) {
        free(result->bytes);
        result->bytes = NULL;
        result->count = 0;
    }
    return succeeded;
}

void glassbox_png_free(glassbox_png *result) {
    free(result->bytes);
    memset(result, 0, sizeof *result);
}
