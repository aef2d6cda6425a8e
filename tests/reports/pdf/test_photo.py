"""Photographs come out the way up they were taken, small enough, and with their words; without one, a frame."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from models.errors import UserError
from reports.content.document import Picture
from reports.pdf.geometry import GB9704
from tests.reports.pdf.sheets import PrintedReader, body_only, filler, print_circular


def photograph(size: tuple[int, int], *, mode: str = "RGB", kind: str = "JPEG", turned: int = 1) -> bytes:
    image = Image.new(mode, size)
    exif = Image.Exif()
    exif[0x0112] = turned
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def images(reader: PrintedReader, page: int) -> list[tuple[float, float, float, float]]:
    return [item.get_bounds() for item in reader.pdf[page - 1].get_objects() if item.type == 3]


@pytest.mark.parametrize(
    ("image", "wide"),
    [
        (photograph((4000, 3000)), True),
        (photograph((4000, 3000), turned=6), False),
        (photograph((300, 900), mode="RGBA", kind="PNG"), False),
        (photograph((900, 300), mode="CMYK"), True),
    ],
)
def test_a_photograph_keeps_its_shape_within_the_type_area(tmp_path: Path, image: bytes, *, wide: bool) -> None:
    reader = print_circular(tmp_path, body_only(Picture(image, "图1 现场")))
    ((left, bottom, right, top),) = images(reader, 1)
    assert (right - left > top - bottom) is wide
    assert left >= GB9704.left
    assert right <= GB9704.left + GB9704.width
    assert (left + right) / 2 == pytest.approx(GB9704.left + GB9704.width / 2, abs=1)
    assert len(reader.path.read_bytes()) < 300_000
    assert "图1 现场" in reader.text(1)


def test_a_picture_and_its_words_stay_on_one_page(tmp_path: Path) -> None:
    for lines in range(2, 11):
        reader = print_circular(tmp_path, body_only(*filler(lines), Picture(photograph((400, 300)), "图1现场")))
        (page,) = reader.pages_with("图1现场")
        assert len(images(reader, page)) == 1


def test_where_there_is_no_picture_a_frame_asks_for_one(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(Picture(b"", "图1现场")))
    assert "（此处粘贴照片）图1现场" in reader.text_without_blanks()
    assert images(reader, 1) == []


@pytest.mark.parametrize("image", [b"no picture", photograph((40, 40))[:200]])
def test_what_is_no_picture_is_refused_by_its_words(tmp_path: Path, image: bytes) -> None:
    with pytest.raises(UserError, match=re.escape("图片“现场”打不开")):
        print_circular(tmp_path, body_only(Picture(image, "现场")))
