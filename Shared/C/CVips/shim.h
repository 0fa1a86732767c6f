// libvips for Swift: its functions are variadic, which Swift cannot call, so each
// one we use has a wrapper here with our options. All follow libvips: 0 is success,
// the result comes through `out` and belongs to the caller.
#pragma once
#include <vips/vips.h>

// libvips prints warnings about damaged files to stderr; the caller reports those.
static inline void shim_drop_log(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer user) {
    (void) domain; (void) level; (void) message; (void) user;
}

static inline int shim_start(void) {
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO, shim_drop_log, NULL);
    return VIPS_INIT("pairmill");
}

// Loaders read from memory, in one pass from top to bottom, and stop at damage.
#define SHIM_LOADER(name) \
    static inline int shim_##name(void *bytes, size_t count, VipsImage **out) { \
        return vips_##name(bytes, count, out, "access", VIPS_ACCESS_SEQUENTIAL, \
            "fail_on", VIPS_FAIL_ON_ERROR, NULL); \
    }
SHIM_LOADER(jpegload_buffer)
SHIM_LOADER(pngload_buffer)
SHIM_LOADER(webpload_buffer)
SHIM_LOADER(tiffload_buffer)
SHIM_LOADER(gifload_buffer)

static inline int shim_apply_profile(VipsImage *in, VipsImage **out, const char *fallback) {
    return vips_icc_transform(in, out, "srgb", "embedded", TRUE, "input_profile", fallback,
        "intent", VIPS_INTENT_PERCEPTUAL, "depth", 8, NULL);
}

static inline int shim_srgb(VipsImage *in, VipsImage **out) {
    return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, NULL);
}

static inline int shim_flatten_on_white(VipsImage *in, VipsImage **out) {
    double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, 3);
    int status = vips_flatten(in, out, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return status;
}

static inline int shim_to_bytes(VipsImage *in, VipsImage **out) {
    return vips_cast(in, out, VIPS_FORMAT_UCHAR, NULL);
}

static inline int shim_label_srgb(VipsImage *in, VipsImage **out) {
    return vips_copy(in, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
}

static inline int shim_resize(VipsImage *in, VipsImage **out, double across, double down) {
    return vips_resize(in, out, across, "vscale", down, NULL);
}

static inline int shim_upright(VipsImage *in, VipsImage **out) {
    return vips_autorot(in, out, NULL);
}

static inline int shim_blur(VipsImage *in, VipsImage **out, double sigma, double least) {
    return vips_gaussblur(in, out, sigma, "min_ampl", least, "precision", VIPS_PRECISION_FLOAT, NULL);
}

static inline int shim_png(VipsImage *in, void **bytes, size_t *count, int level, int filtered) {
    int filter = filtered ? VIPS_FOREIGN_PNG_FILTER_ALL : VIPS_FOREIGN_PNG_FILTER_NONE;
    return vips_pngsave_buffer(in, bytes, count, "compression", level, "filter", filter, "strip", TRUE, NULL);
}

static inline int shim_jpeg(VipsImage *in, void **bytes, size_t *count, int quality) {
    return vips_jpegsave_buffer(in, bytes, count, "Q", quality, "strip", TRUE, NULL);
}
