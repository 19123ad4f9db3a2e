import CCairo
import Foundation
import Untrusted

/// A white card to draw on, measured in CSS points from its top left corner, two pixels a point.
///
/// The one place that talks to Cairo. Coordinates that are not finite must not reach it.
final class Canvas {
    let size: Size
    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// - Throws: `RenderError.noUsableFont`, or `.drawingFailed` for a size that is empty or above 8000 points.
    init(_ size: Size) throws {
        guard (1...8000).contains(size.width), (1...8000).contains(size.height) else {
            throw RenderError.drawingFailed("a figure of \(size.width) by \(size.height) points is not possible")
        }
        try Typeface.check()
        // A fraction of a point would leave the last row or column of pixels half painted.
        let whole = Size(size.width.rounded(.up), size.height.rounded(.up))
        let pixels = (width: Int32(whole.width * PNG.scale), height: Int32(whole.height * PNG.scale))
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.width, pixels.height),
            let context = cairo_create(surface)
        else { throw RenderError.drawingFailed("Cairo returned no surface") }
        self.size = whole
        self.surface = surface
        self.context = context
        cairo_scale(context, PNG.scale, PNG.scale)
        Self.fixTextRendering(context)
        fill(Rectangle(left: 0, top: 0, right: whole.width, bottom: whole.height), .white)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Draws a figure of `size` and encodes it.
    static func png(_ size: Size, metadata: [String: String], draw: (Canvas) -> Void) throws -> Data {
        let canvas = try Canvas(size)
        draw(canvas)
        return try canvas.encoded(metadata: metadata)
    }

    private func encoded(metadata: [String: String]) throws -> Data {
        cairo_surface_flush(surface)
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS, let pixels = cairo_image_surface_get_data(surface) else {
            throw RenderError.drawingFailed(String(cString: cairo_status_to_string(status)))
        }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        let rows = UnsafeRawBufferPointer(start: pixels, count: stride * height)
        let image = (0..<height).flatMap { row in
            (0..<width).map { rows.load(fromByteOffset: row * stride + 4 * $0, as: UInt32.self) }
        }
        return try PNG.encode(pixels: image, width: width, metadata: metadata)
    }

    /// Hinting and subpixel order depend on the user's desktop settings: without them, the same figure has the same bytes.
    private static func fixTextRendering(_ context: OpaquePointer) {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    // MARK: Shapes

    /// How a line looks: width in points, and the lengths of dashes and gaps (none: solid).
    struct Stroke {
        var colour: Colour
        var width = 1.0
        var dash: [Double] = []
        var opacity = 1.0
    }

    func stroke(_ points: [Point], _ stroke: Stroke) {
        guard let first = points.first else { return }
        cairo_new_path(context)
        cairo_move_to(context, first.x, first.y)
        for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
        setSource(stroke.colour, stroke.opacity)
        cairo_set_line_width(context, stroke.width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, stroke.dash.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        let isDashed = stroke.dash.allSatisfy { $0.isFinite && $0 >= 0 } && stroke.dash.reduce(0, +) > 0
        cairo_set_dash(context, stroke.dash, isDashed ? Int32(stroke.dash.count) : 0, 0)
        cairo_stroke(context)
    }

    func fill(_ polygon: [Point], _ colour: Colour) {
        guard let first = polygon.first else { return }
        cairo_new_path(context)
        cairo_move_to(context, first.x, first.y)
        for point in polygon.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_close_path(context)
        setSource(colour, 1)
        cairo_fill(context)
    }

    func fill(_ box: Rectangle, _ colour: Colour, opacity: Double = 1) {
        cairo_new_path(context)
        cairo_rectangle(context, box.left, box.top, box.width, box.height)
        setSource(colour, opacity)
        cairo_fill(context)
    }

    /// A filled circle, with a thin white outline if `isOutlined`, so that neighbours can be told apart.
    func dot(_ centre: Point, radius: Double, _ colour: Colour, opacity: Double = 1, isOutlined: Bool = true) {
        cairo_new_path(context)
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
        setSource(colour, opacity)
        guard isOutlined else { return cairo_fill(context) }
        cairo_fill_preserve(context)
        setSource(.white, 0.9)
        cairo_set_dash(context, nil, 0, 0)
        cairo_set_line_width(context, 0.75)
        cairo_stroke(context)
    }

    func clipped(to box: Rectangle, draw: () -> Void) {
        cairo_save(context)
        cairo_new_path(context)
        cairo_rectangle(context, box.left, box.top, box.width, box.height)
        cairo_clip(context)
        draw()
        cairo_restore(context)
    }

    private func setSource(_ colour: Colour, _ opacity: Double) {
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, opacity)
    }

    // MARK: Text

    /// Draws one line of text inside `box`'s height: its middle is the middle of the digits.
    ///
    /// A `halo` is a white rim, so that the text reads over lines and points.
    func draw(_ text: Text, in box: Rectangle, halo: Bool = false) {
        setFont(text)
        // Half the height of a capital letter in DejaVu Sans is 0.365 em.
        let baseline = box.centre.y + 0.365 * text.size
        cairo_new_path(context)
        cairo_move_to(context, box.left, baseline)
        if halo {
            cairo_text_path(context, text.string)
            setSource(.white, 0.9)
            cairo_set_dash(context, nil, 0, 0)
            cairo_set_line_width(context, 3)
            cairo_stroke(context)
            cairo_move_to(context, box.left, baseline)
        }
        setSource(text.colour, 1)
        cairo_show_text(context, text.string)
    }

    /// The space a line of text takes, in points.
    func measure(_ text: Text) -> Size {
        setFont(text)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text.string, &extents)
        return Size(extents.x_advance, (text.size * 1.3).rounded())
    }

    /// The text, shortened with an ellipsis until it is at most `width` points wide.
    func shortened(_ text: Text, to width: Double) -> Text {
        guard measure(text).width > width else { return text }
        var fitting = text
        var kept = text.string
        while !kept.isEmpty {
            kept.removeLast()
            fitting.string = kept + "…"
            if measure(fitting).width <= width { return fitting }
        }
        fitting.string = ""
        return fitting
    }

    private func setFont(_ text: Text) {
        let weight = text.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        cairo_select_font_face(context, Typeface.family, CAIRO_FONT_SLANT_NORMAL, weight)
        cairo_set_font_size(context, text.size)
    }
}

/// One line of text as it is to be drawn; `size` is in CSS points.
struct Text {
    var string: String
    var size: Double
    var colour: Colour
    var isBold: Bool

    /// On one line, and without control characters: Cairo would stop at a NUL.
    init(_ string: String, size: Double = 12, colour: Colour = .ink, isBold: Bool = false) {
        self.string = PlainText(line: string, most: 300).description
        self.size = size
        self.colour = colour
        self.isBold = isBold
    }
}
