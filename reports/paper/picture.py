"""Photographs as boxes, downscaled to printer resolution; without a photograph, a frame to paste one into."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from models.refusal import Refusal
from reports.content import Picture
from reports.paper.elements import Setter, Text
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.geometry import MM
from reports.paper.lines import Line, Style
from reports.paper.pen import Pen

_DOTS = 220 / 72  # dots per point (220 dpi): office printers show no more
_WIDEST, _HIGHEST = 0.8, 0.45  # of the frame
_FRAME = (120 * MM, 80 * MM)
_GREY = (0.55, 0.55, 0.55)
_AIR = 6.0
_QUALITY = 88
_PASTE = "（此处粘贴照片）"
_CAPTION_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class Photograph:
    """Draws a photograph, an RGB JPEG, in the middle of its box."""

    image: bytes
    left: float
    width: float
    height: float

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw it."""
        canvas.canvas.drawImage(
            ImageReader(BytesIO(self.image)), self.left, top - _AIR - self.height, self.width, self.height, mask=None
        )


@dataclass(frozen=True, slots=True)
class PasteFrame:
    """Draws a thin grey frame with a label: paste the photograph here."""

    words: Line
    left: float
    width: float
    height: float

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw it."""
        top -= _AIR
        left, right, low = self.left, self.left + self.width, top - self.height
        for y in (top, low):
            canvas.rule((left, y), (right, y), 0.5, _GREY)
        for x in (left, right):
            canvas.rule((x, top), (x, low), 0.5, _GREY)
        middle = left + (self.width - self.words.width) / 2
        canvas.text(self.words, middle, (top + low) / 2 - self.words.size * 0.38, colour=_GREY)


def picture(setter: Setter, block: Picture, width: float, height: float) -> Iterator[Box]:
    """Lay out a picture with its caption below, kept together; its size is limited to a share of the frame."""
    if block.image:
        shown = _readable(block)
        across, down = shown.size
        scale = min(width * _WIDEST / across, height * _HIGHEST / down) * setter.closeness
        size = (across * scale, down * scale)
        image = _small(shown, int(size[0] * _DOTS))
        yield Box(size[1] + 2 * _AIR, Photograph(image, (width - size[0]) / 2, *size), keep=bool(block.caption))
    else:
        size = (min(_FRAME[0], width) * setter.closeness, min(_FRAME[1], height * _HIGHEST) * setter.closeness)
        words = setter.breaker.single(_PASTE, Style(Role.BODY, 12.0))
        frame = PasteFrame(words, (width - size[0]) / 2, *size)
        yield Box(size[1] + 2 * _AIR, frame, keep=bool(block.caption))
    pitch = setter.geometry.pitch
    style = Style(Role.KAI, min(_CAPTION_SIZE, setter.geometry.size))
    lines = setter.breaker.paragraph(printable(block.caption), style, width * _WIDEST)
    for number, line in enumerate(lines, 1):
        yield Box(pitch * 0.8, Text((((width - line.width) / 2, line),), pitch * 0.8), keep=number < len(lines))
    yield Box(0, snap=True)


def _readable(block: Picture) -> Any:
    """Open a photograph, rotated by its EXIF orientation, transparency on white; UserError if it cannot be opened."""
    try:
        opened = ImageOps.exif_transpose(Image.open(BytesIO(block.image)))
        seen = opened.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as fault:
        raise Refusal(
            f"图片“{block.caption or '无题'}”打不开，可能已损坏或不是图片；请换成 JPG 或 PNG 再试。"
        ) from fault
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _small(shown: Any, across: int) -> bytes:
    """Encode a photograph as JPEG, at most ``across`` pixels wide."""
    if shown.width > across:
        shown = shown.resize((across, max(round(shown.height * across / shown.width), 1)), Image.Resampling.LANCZOS)
    out = BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
