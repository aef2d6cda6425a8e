"""A county's page profile: margins, grid, masthead and fonts, read from its settings."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from models.errors import UserError
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704, Geometry, mm

# Key, label shown to the clerk, value of the standard, minimum, maximum.
_MEASURES: tuple[tuple[str, str, str, float, float], ...] = (
    ("page_top", "天头（毫米）", "37", 10, 100),
    ("page_left", "订口（毫米）", "28", 10, 60),
    ("page_right", "切口（毫米）", "26", 10, 60),
    ("page_bottom", "地脚（毫米）", "35", 15, 100),
    ("page_lines", "每页行数", "22", 15, 40),
    ("page_chars", "每行字数", "28", 15, 45),
    ("body_size", "正文字号（磅）", "16", 9, 24),
    ("title_size", "标题字号（磅）", "22", 12, 36),
    ("masthead_size", "发文机关标志字号（磅）", "52", 20, 90),
    ("masthead_drop", "发文机关标志距版心上边（毫米）", "35", 0, 120),
)
_COLOUR_NAMES = {"红": "#D9000D", "红色": "#D9000D", "黑": "#000000", "黑色": "#000000"}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_FONT_KEYS = {
    "face_body": FontRole.BODY,
    "face_title": FontRole.TITLE,
    "face_hei": FontRole.HEI,
    "face_kai": FontRole.KAI,
}
_MIN_CHAR_PITCH = 0.96  # of the type size: below it characters touch
_BUNDLED_CHOICE = "随程序字体"


def geometry_from_settings(values: Mapping[str, str]) -> Geometry:
    """Build the page geometry from settings by key; missing values are those of GB/T 9704.

    Besides measures: ``masthead_colour`` (红 or #RRGGBB) and ``duplex`` (双面 or 单面). Raises UserError for a value
    that is no number or out of range, and for a grid that would crowd the type.
    """
    measures = {
        key: _read_measure(values, key, name, standard, least, most) for key, name, standard, least, most in _MEASURES
    }
    width = GB9704.page_width - mm(measures["page_left"] + measures["page_right"])
    height = GB9704.page_height - mm(measures["page_top"] + measures["page_bottom"])
    lines, chars = int(measures["page_lines"]), int(measures["page_chars"])
    geometry = replace(
        GB9704,
        top=mm(measures["page_top"]),
        left=mm(measures["page_left"]),
        width=width,
        height=height,
        lines=lines,
        chars=chars,
        size=measures["body_size"],
        title_size=measures["title_size"],
        title_pitch=measures["title_size"] * GB9704.title_pitch / GB9704.title_size,
        masthead_size=measures["masthead_size"],
        masthead_drop=mm(measures["masthead_drop"]),
        masthead_colour=_read_colour(values.get("masthead_colour") or "红"),
        duplex=is_duplex(values),
    )
    if geometry.char_pitch < geometry.size * _MIN_CHAR_PITCH or geometry.line_pitch < geometry.size:
        raise UserError(
            f"版面设置放不下：每页{lines}行、每行{chars}字，{geometry.size:g}磅的字会挤在一起；"
            "请到“设置—统计口径”减少行数、字数，或改小页边距、字号。"
        )
    return geometry


def is_duplex(values: Mapping[str, str]) -> bool:
    """Return whether a county prints on both sides of the paper, as the standard has it (chapter 6)."""
    return not (values.get("duplex") or "双面").startswith("单面")


def fonts_from_settings(values: Mapping[str, str]) -> FontSet:
    """Choose the county's fonts: those it names, otherwise those of this computer, otherwise the bundled ones."""
    if values.get("faces") == _BUNDLED_CHOICE:
        return FontSet.bundled()
    names = {role: values[key] for key, role in _FONT_KEYS.items() if values.get(key)}
    return FontSet.preferring(names) if names else FontSet.installed()


def _read_measure(values: Mapping[str, str], key: str, name: str, standard: str, least: float, most: float) -> float:
    text = (values.get(key) or standard).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not least <= number <= most:
        raise UserError(f"版面“{name}”应是{least:g}到{most:g}之间的数，现在是“{text}”；请到“设置—统计口径”更正。")
    return float(number)


def _read_colour(text: str) -> tuple[float, float, float]:
    match = _COLOUR.fullmatch(_COLOUR_NAMES.get(text.strip(), text.strip()))
    if not match:
        raise UserError(f"版面“发文机关标志颜色”应写“红”或像 #D9000D 这样的颜色，现在是“{text}”。")
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    return (red, green, blue)
