import CCairo

/// The typeface of every label in every figure.
public enum Typeface {
    public static let family = "DejaVu Sans"

    /// Whether Cairo has a font with all the letters figures use; without one it draws boxes and reports success.
    public static var isUsable: Bool {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        defer { cairo_destroy(context) }
        cairo_select_font_face(context, family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        return hasGlyphs(for: "Wi0\u{2212}×…₁⁰⁶⁻²", in: cairo_get_scaled_font(context))
    }

    /// Throws `RenderError.noUsableFont`, which says what to install, unless the typeface is usable.
    public static func check() throws {
        guard isUsable else { throw RenderError.noUsableFont(family: family) }
    }

    /// Glyph 0 is what a font shows for letters it lacks; Cairo's built-in last resort lacks all but ASCII.
    private static func hasGlyphs(for text: String, in font: OpaquePointer?) -> Bool {
        var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
        var count: Int32 = 0
        let status = cairo_scaled_font_text_to_glyphs(font, 0, 0, text, Int32(text.utf8.count), &glyphs, &count, nil, nil, nil)
        defer { cairo_glyph_free(glyphs) }
        guard status == CAIRO_STATUS_SUCCESS, let glyphs, count > 0 else { return false }
        return (0..<Int(count)).allSatisfy { glyphs[$0].index != 0 }
    }
}
