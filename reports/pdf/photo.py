"""Photographs as boxes, downscaled to printer resolution; without a photograph, a frame to paste one into."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from models.errors import UserError
from reports.content.document import Picture
from reports.pdf.elements import TextInk, Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import MM
from reports.pdf.line_breaking import PdfLine, TextStyle
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.structure import Tag, figure

_DOTS_PER_POINT = 220 / 72  # dots per point (220 dpi): office printers show no more
_MAX_WIDTH_SHARE, _MAX_HEIGHT_SHARE = 0.8, 0.45  # of the frame
_PLACEHOLDER_SIZE = (120 * MM, 80 * MM)
_GREY = (0.55, 0.55, 0.55)
_MARGIN = 6.0
_JPEG_QUALITY = 88
PLACEHOLDER_TEXT = "（此处粘贴照片）"
_CAPTION_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class PhotoInk:
    """Draws a photograph, an RGB JPEG, in the middle of its box."""

    image: bytes
    left: float
    width: float
    height: float
    tag: Tag

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw it."""
        box = (self.left, top - _MARGIN - self.height, self.width, self.height)
        with canvas.picture(self.tag, box) as paper:
            paper.drawImage(ImageReader(BytesIO(self.image)), *box, mask=None)


@dataclass(frozen=True, slots=True)
class PhotoPlaceholder:
    """Draws a thin grey frame with a label: paste the photograph here."""

    label: PdfLine
    left: float
    width: float
    height: float
    tag: Tag

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw it."""
        top -= _MARGIN
        left, right, low = self.left, self.left + self.width, top - self.height
        for y in (top, low):
            canvas.draw_rule((left, y), (right, y), 0.5, _GREY)
        for x in (left, right):
            canvas.draw_rule((x, top), (x, low), 0.5, _GREY)
        middle = left + (self.width - self.label.width) / 2
        canvas.draw_text(self.label, middle, (top + low) / 2 - self.label.size * 0.38, self.tag, colour=_GREY)


def photo_boxes(setter: Typesetter, block: Picture, width: float, height: float) -> Iterator[LayoutBox]:
    """Lay out a picture with its caption below, kept together; its size is limited to a share of the frame."""
    if block.image:
        image, size = placed_photo(block, width, height, setter.scale)
        tag = figure(f"照片：{printable(block.caption)}" if block.caption else "照片", setter.section)
        photo = PhotoInk(image, (width - size[0]) / 2, *size, tag)
        yield LayoutBox(size[1] + 2 * _MARGIN, photo, keep_with_next=bool(block.caption))
    else:
        size = placeholder_size(width, height, setter.scale)
        words = setter.breaker.single(PLACEHOLDER_TEXT, TextStyle(FontRole.BODY, 12.0))
        tag = Tag("P", setter.section)
        frame = PhotoPlaceholder(words, (width - size[0]) / 2, *size, tag)
        yield LayoutBox(size[1] + 2 * _MARGIN, frame, keep_with_next=bool(block.caption))
    pitch = setter.geometry.line_pitch
    style = TextStyle(FontRole.KAI, min(_CAPTION_SIZE, setter.geometry.size))
    lines = setter.breaker.paragraph(printable(block.caption), style, width * _MAX_WIDTH_SHARE)
    tags = (Tag("Caption", tag) if block.image else Tag("P", setter.section),)
    for number, line in enumerate(lines, 1):
        ink = TextInk((((width - line.width) / 2, line),), pitch * 0.8, tags=tags)
        yield LayoutBox(pitch * 0.8, ink, keep_with_next=number < len(lines))
    yield LayoutBox(0, snap_to_grid=True)


def placeholder_size(width: float, height: float, scale: float = 1.0) -> tuple[float, float]:
    """Return width and height in points of the frame to paste a photograph into, on a page of this size."""
    return min(_PLACEHOLDER_SIZE[0], width) * scale, min(_PLACEHOLDER_SIZE[1], height * _MAX_HEIGHT_SHARE) * scale


def placed_photo(block: Picture, width: float, height: float, scale: float = 1.0) -> tuple[bytes, tuple[float, float]]:
    """Return a photograph as JPEG with its width and height in points, within its share of a frame of this size."""
    shown = _open_photo(block)
    across, down = shown.size
    factor = min(width * _MAX_WIDTH_SHARE / across, height * _MAX_HEIGHT_SHARE / down) * scale
    size = (across * factor, down * factor)
    return _downscaled_jpeg(shown, int(size[0] * _DOTS_PER_POINT)), size


def _open_photo(block: Picture) -> Image.Image:
    """Open a photograph, rotated by its EXIF orientation, transparency on white; UserError if it cannot be opened."""
    try:
        opened = ImageOps.exif_transpose(Image.open(BytesIO(block.image)))
        seen = opened.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as fault:
        raise UserError(
            f"图片“{block.caption or '无题'}”打不开，可能已损坏或不是图片；请换成 JPG 或 PNG 再试。"
        ) from fault
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _downscaled_jpeg(shown: Image.Image, across: int) -> bytes:
    """Encode a photograph as JPEG, at most ``across`` pixels wide."""
    if shown.width > across:
        shown = shown.resize((across, max(round(shown.height * across / shown.width), 1)), Image.Resampling.LANCZOS)
    out = BytesIO()
    shown.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
