"""What is issued is PDF/A-2a and PDF/UA-1, say validators, and the same bytes for ever."""

import struct
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reports.content.document import Annex, Document, DocumentLayout, Picture, SectionHeading
from reports.pdf.fonts import FontSet
from reports.pdf.pdf_renderer import print_pdf
from reports.pdf.pdfa import FileFacts, information, srgb_profile, xmp_packet
from tests import pdfa
from tests.pdf_structure import TaggedPdf
from tests.reports.pdf.sheets import RARE, circular, figure_span, paragraph, table


def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (200, 60, 40, 120)).save(out, "PNG")
    return out.getvalue()


BODY = (
    SectionHeading(1, "一、总体情况"),
    paragraph("全县新签约项目", figure_span("174"), f"，联系人{RARE}。"),
    Picture(photograph(), "现场"),
    Picture(b"", "签约"),
)
ANNEXES = (Annex("附表", (table(30),), landscape=True), Annex("二", (table(30),)))
OFFICIAL = replace(
    circular(*BODY, annexes=ANNEXES), copy_number="000001", urgency="特急", signers=("张伟",), sealed=True
)
LAYOUTS = [
    OFFICIAL,
    replace(OFFICIAL, layout=DocumentLayout.LETTER, signers=()),
    replace(OFFICIAL, layout=DocumentLayout.MINUTES, present=(("出席", "张伟"), ("列席", "王明"))),
    replace(OFFICIAL, layout=DocumentLayout.BULLETIN, number="第43期", copies_to="报：县委\n送：县人大"),
]


def issue(folder: Path, document: Document) -> Path:
    path = folder / "issued.pdf"
    print_pdf(document, path, archive=True)
    return path


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [issue(tmp_path_factory.mktemp(document.layout.name), document) for document in LAYOUTS]


def test_the_validator_of_pdfa_finds_nothing_wrong(issued: list[Path]) -> None:
    assert pdfa.pdfa_errors(issued) == []


def test_the_validator_of_pdfua_finds_nothing_wrong(issued: list[Path]) -> None:
    assert pdfa.accessibility_errors(issued) == []


def test_nothing_is_in_no_element_and_no_artifact(issued: list[Path]) -> None:
    for path in issued:
        structure = TaggedPdf(path)
        assert structure.faults == []
        assert not any(page.unmarked for page in structure.pages)


def test_the_validators_find_what_is_wrong(tmp_path: Path) -> None:
    path = issue(tmp_path, OFFICIAL)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.MarkInfo, pdf.Root.ViewerPreferences, pdf.Root.OutputIntents
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure":
                del entry["/Alt"]
        pdf.save(path)
    errors = "".join(pdfa.accessibility_errors([path]))
    assert all(rule in errors for rule in ("DOC-001", "DOC-011", "FIG-001"))
    assert len(pdfa.pdfa_errors([path])) == 1


def test_the_same_document_is_the_same_bytes_for_ever(tmp_path: Path) -> None:
    first = issue(tmp_path, OFFICIAL).read_bytes()
    assert issue(tmp_path, OFFICIAL).read_bytes() == first
    assert issue(tmp_path, replace(OFFICIAL, remark="联系人：李四")).read_bytes() != first


def test_it_is_set_in_the_faces_that_ship_whatever_the_office_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> FontSet:
        raise AssertionError("an issued document asked for the fonts of this computer")

    monkeypatch.setattr(FontSet, "installed", asked)
    issue(tmp_path, OFFICIAL)


def test_it_says_what_it_is_twice_alike(tmp_path: Path) -> None:
    with pikepdf.open(issue(tmp_path, replace(OFFICIAL, title="甲<乙>&\n丙"))) as pdf:
        xmp = bytes(pdf.Root["/Metadata"].read_bytes()).decode()
        assert str(pdf.docinfo["/Title"]) == "甲<乙>&丙"
        assert "甲&lt;乙&gt;&amp;丙" in xmp
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        assert "/Filter" not in pdf.Root["/Metadata"]


def test_nothing_in_it_is_transparent_and_every_face_is_a_part_of_one(tmp_path: Path) -> None:
    with pikepdf.open(issue(tmp_path, OFFICIAL)) as pdf:
        kinds = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
        assert not [item for item in kinds if "/SMask" in item or item.get("/ca", 1) != 1]
        faces = [item for item in kinds if item.get("/Type") == "/Font"]
        assert len(faces) >= 4
        assert all("+" in str(face["/BaseFont"]) and "/ToUnicode" in face for face in faces)


def test_the_colour_profile_is_srgb() -> None:
    profile = srgb_profile()
    assert struct.unpack(">I", profile[:4]) == (len(profile),)
    assert profile[36:40] == b"acsp"
    from PIL import ImageCms

    ours, theirs = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
    colours = Image.new("RGB", (3, 1))
    colours.putdata([(217, 0, 13), (20, 128, 200), (255, 255, 255)])
    seen = ImageCms.profileToProfile(colours, ours, theirs)
    assert seen is not None
    pairs = zip(colours.tobytes(), seen.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_what_is_not_issued_claims_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    print_pdf(OFFICIAL, path, faces=FontSet.bundled())
    with pikepdf.open(path) as pdf:
        xmp = bytes(pdf.Root["/Metadata"].read_bytes()).decode()
    assert "pdfaid:part" not in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_dates_are_written_with_their_time_zone() -> None:
    moment = datetime(2026, 11, 5, 9, 3, 7, tzinfo=timezone(timedelta(hours=8)))
    facts = FileFacts("题", "", "", "", moment, archive=True)
    assert "/CreationDate(D:20261105090307+08'00')/ModDate(D:20261105090307+08'00')" in information(facts)
    assert b"<xmp:CreateDate>2026-11-05T09:03:07+08:00</xmp:CreateDate>" in xmp_packet(facts)
