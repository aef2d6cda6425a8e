"""A hundred thousand line breaks, checked by this file's own reading of GB/T 15834, not by the breaker's."""

import os
import random
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pytest

from reports.pdf.fonts import FontRole, FontSet, printable
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from tests.source import ROOT

FULL_CAMPAIGN = os.environ.get("CAMPAIGN") == "full"
BREAKS = 100_000 if FULL_CAMPAIGN else 2_000
SOURCE_DOCUMENTS = ROOT.parent / "shared/seeds"
BODY = TextStyle(FontRole.BODY, GB9704.size, GB9704.tracking)
INDENT = 2 * GB9704.char_pitch
BREAKER = Breaker(FontSet.bundled())

# 5.1.1 to 5.1.9 of GB/T 15834-2011, with the marks CLREQ adds for GB-style text.
NEVER_FIRST = "。，、；：？！’”）〕】》〉」』·—…～%％‰℃"
NEVER_LAST = "‘“（〔【《〈「『￥"
HANGING_MARKS = "。，、；：？！’”）〕】》〉」』"
UNITS = ("亿元", "万元", "%", "个", "个百分点", "家", "人次", "亩", "平方公里", "次", "万美元", "批次", "个工作日", "")
UNBREAKABLE = re.compile(
    r"[0-9][0-9,.]*(?:个百分点|个工作日|平方公里|万美元|亿元|万元|人次|批次|%|个|家|亩|次)?|[A-Za-z][A-Za-z0-9.&-]*|—{2}|…{2}"
)
WORDS = [
    "招商引资",
    "项目",
    "签约",
    "开工",
    "投产",
    "产业链",
    "专班",
    "到位资金",
    "全县",
    "同比增长",
    "完成率",
    "领导小组",
    "𬭎泰",
    "㛃",
    "高质量",
    "督办",
    "台账",
]
LATIN = ["NEV", "LNG", "ABC", "Holdings", "5G", "Co.", "ISO9001", "PPP", "A&B"]
MARKS = ["，", "。", "、", "；", "：", "！", "？", "——", "……", "·", ""]


def random_paragraph(rng: random.Random) -> str:
    """Write a paragraph as clerks do, with every mark, quotation and kind of number at random places."""
    parts = []
    for _ in range(rng.randint(20, 120)):
        word = "".join(rng.choices(WORDS, k=rng.randint(1, 3)))
        number = f"{rng.randint(0, 99999):,}" + rng.choice(["", f".{rng.randint(0, 99):02}"]) + rng.choice(UNITS)
        atom = rng.choice([word, word, number, rng.choice(LATIN), f"“{word}”", f"《{word}》", f"（{number}）"])
        parts.append(rng.choice(["", word]) + atom + rng.choice(MARKS))
    return "".join(parts)


def rule_breaches(text: str, lines: list[PdfLine]) -> Iterator[str]:
    """Yield every breach of the line breaking rules among the lines of one paragraph."""
    if "".join(line.text for line in lines) != text:
        yield "the lines are not the text"
    whole = [(match.start(), match.end()) for match in UNBREAKABLE.finditer(text)]
    for number, line in enumerate(lines):
        seen = line.text.rstrip(" ")
        if number and line.text[0] in NEVER_FIRST:
            yield f"begins with {line.text[:6]!r}"
        if number == len(lines) - 1:
            continue
        if seen[-1] in NEVER_LAST:
            yield f"ends with {seen[-6:]!r}"
        end = line.start + len(line.text)
        yield from (f"tears {text[a:b]!r}" for a, b in whole if a < end < b and b - a <= 20)
        room = GB9704.width - (0.0 if number else INDENT)
        # The edge is that of the last character, or the middle of a closing mark whose blank half hangs over.
        edges = [line.width, *([line.width - GB9704.size / 2] if seen[-1] in HANGING_MARKS else [])]
        if min(abs(edge - room) for edge in edges) > 0.1:
            yield f"ends {line.width - room:+.2f} pt off the right edge: {line.text!r}"


@pytest.mark.campaign
def test_no_line_of_many_breaks_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(20261121)  # noqa: S311 - the same paragraphs every time
    breaks, breaches = 0, list[str]()
    while breaks < BREAKS:
        text = random_paragraph(rng)
        lines = BREAKER.paragraph(text, BODY, GB9704.width, INDENT)
        breaks += len(lines) - 1
        breaches += rule_breaches(text, lines)
    with capsys.disabled():
        print(f"\n{breaks:,} 处断行，{len(breaches)} 处不合规")  # noqa: T201 - what the campaign is for
    assert breaches[:20] == []


def test_the_checker_sees_what_is_wrong() -> None:
    """Prove that the checker reports breaches; one that never does would let everything pass."""
    good = BREAKER.paragraph("招" * 60, BODY, GB9704.width, INDENT)
    bad = [good[0], good[1]._replace(text="，" + good[1].text[1:])]
    assert any("begins with" in fault for fault in rule_breaches("招" * 26 + "，" + "招" * 27, bad))
    text = "招" * 25 + "12亿元" + "招" * 29
    assert any(
        "tears '12亿元'" in fault
        for fault in rule_breaches(text, BREAKER.paragraph("招" * 59, BODY, GB9704.width, INDENT))
    )


def source_documents() -> list[Path]:
    """Find the five source documents of the program's requirements, where they are stored beside the project."""
    return sorted(SOURCE_DOCUMENTS.glob("*.txt")) if SOURCE_DOCUMENTS.is_dir() else []


def test_the_source_documents_are_set_whole_without_a_fault() -> None:
    if not source_documents():
        pytest.skip("no ../shared/seeds beside the project: the generated paragraphs alone were judged")
    texts = chain.from_iterable(path.read_text("utf-8").splitlines() for path in source_documents())
    lines = [printable(text).strip() for text in texts if text.strip()]
    assert len(lines) > 300
    breaches = [
        breach for text in lines for breach in rule_breaches(text, BREAKER.paragraph(text, BODY, GB9704.width, INDENT))
    ]
    assert breaches[:20] == []


def test_every_width_of_column_passes_the_check() -> None:
    """A frame of any width breaks by the same rules: annexes, indents and tables are narrower than a page."""
    rng = random.Random(7)  # noqa: S311 - the same paragraphs every time
    for text in islice(iter(lambda: random_paragraph(rng), ""), 40):
        for line in BREAKER.paragraph(text, BODY, rng.uniform(260, 640))[1:]:
            assert line.text[0] not in NEVER_FIRST
