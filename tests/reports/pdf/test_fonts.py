"""Every character has a font, and the one readers of official documents expect."""

from pathlib import Path

import pytest
from reportlab.pdfbase import ttfonts

import resources
from reports.pdf import fonts as room
from reports.pdf.fonts import FontFile, FontRole, FontSet, printable
from tests.reports.pdf.sheets import RARE

FACES = FontSet.bundled()


@pytest.mark.parametrize("role", list(FontRole))
def test_every_role_draws_what_circulars_are_made_of(role: FontRole) -> None:
    for character in "招商引资“”‘’·×…—，。《》〔〕％①⑩㎡℃ⅠⅣ○●☆0123456789ABCabc%.-/" + RARE:
        assert FACES.glyph(role, character) is not None, character


@pytest.mark.parametrize("role", list(FontRole))
def test_marks_are_a_whole_character_wide(role: FontRole) -> None:
    for character in "“”‘’·×…—":
        glyph = FACES.glyph(role, character)
        assert glyph
        assert glyph.width == 1.0, character


@pytest.mark.parametrize("role", list(FontRole))
def test_all_figures_are_equally_wide(role: FontRole) -> None:
    assert len({FACES.glyph(role, figure) for figure in "0123456789"}) == 1


def test_the_body_takes_its_figures_from_a_lining_face() -> None:
    body, song = FACES.glyph(FontRole.BODY, "8"), FACES.glyph(FontRole.SONG, "8")
    assert body == song


def test_a_character_no_face_has_is_named_with_its_place() -> None:
    assert FACES.missing_characters([("标题", "招商"), ("正文", "招\U0002b740商"), ("附注", "\U0002b740")]) == [
        ("\U0002b740", "正文")
    ]


def test_a_font_that_cannot_be_loaded_gives_way_to_the_bundle(tmp_path: Path) -> None:
    broken = tmp_path / "simfang.ttf"
    broken.write_bytes(b"no font")
    faces = FontSet({FontRole.BODY: (FontFile(broken), FontFile(tmp_path / "absent.ttf"))})
    assert faces.face(FontRole.BODY) == FACES.face(FontRole.BODY)


def test_an_office_font_is_preferred_to_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "SimHei.ttf"
    office.write_bytes((resources.FONTS / "ZhuanbanKai.ttf").read_bytes())
    monkeypatch.setattr(room, "_font_folders", lambda: iter([tmp_path]))
    FontSet.installed.cache_clear()
    try:
        chosen = FontSet.installed()
        assert chosen.face(FontRole.HEI).family == "Zhuanban Kai"
        assert chosen.face(FontRole.KAI) == FACES.face(FontRole.KAI)
    finally:
        FontSet.installed.cache_clear()


def test_postscript_names_are_unique() -> None:
    names = [ttfonts.TTFontFace(str(path)).name for path in sorted(resources.FONTS.glob("*.ttf"))]
    assert len(set(names)) == len(names) == 5


def test_the_bundle_is_not_too_heavy() -> None:
    assert sum(path.stat().st_size for path in resources.FONTS.glob("*.ttf")) <= 36 * 2**20


def test_what_takes_no_room_is_dropped() -> None:
    assert printable("招\u200b商\ufeff\u00a0引\t资\ufe01\u3000") == "招商 引 资\u3000"
