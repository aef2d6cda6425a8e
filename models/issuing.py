"""Issuing circulars: numbers never used twice, withdrawal and correction, and the duties that are done with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import archive, duties
from models.drafting import About
from models.edits import Book
from models.ledgers import Circular, TaskForce
from models.ledgers.circular import CORRECTED, ISSUED, WITHDRAWN
from models.refusal import Refusal

_NUMBER = re.compile(r"(.*)〔(\d{4})〕(\d+)号")
_BULLETIN = re.compile(r"第\d+期")  # counted by the bulletin itself, and no number of the office's


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything there is to say of a circular that goes out; ``files`` are (name, bytes) as they were made."""

    about: About
    kind: str  # the kind's name, as the ledger keeps it
    title: str
    number: str
    dated: date
    issued_on: date
    signer: str
    content: str
    files: Sequence[tuple[str, bytes]]
    head: str
    reason: str = ""
    corrects: str = ""
    duties: Sequence[str] = field(default_factory=tuple)  # names of the duties that are done with it


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued circular as it is listed; ``files`` are (name, hash)."""

    id: str
    number: str
    title: str
    kind: str
    period: str
    task_force: str
    dated: date | None
    issued_on: date | None
    signer: str
    state: str
    version: int
    corrects: str
    reason: str
    head: str
    content: str
    files: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Its number, or its file's name (2026-W43周动态) where the office gives its like no number."""
        if _NUMBER.fullmatch(self.number) or not self.files:
            return self.number or f"{self.period}{self.kind}"
        return PurePath(self.files[0][0]).stem


def head_of(session: Session) -> str:
    """Give the head of the chain of edits: what the book says up to now."""
    return session.execute(sa.select(Book.head)).scalar_one()


def next_number(session: Session, word: str, year: int) -> str:
    """Give the next number of a 代字 and a year; every number ever given counts, withdrawn ones too."""
    used = _used(session, word, year)
    return f"{word}〔{year}〕{max(used, default=0) + 1}号"


def gaps(session: Session) -> list[str]:
    """Name the numbers that were passed over, so that nobody looks for a circular that never was."""
    series: dict[tuple[str, int], set[int]] = {}
    for word, year, number in _numbers(session):
        series.setdefault((word, year), set()).add(number)
    return [
        f"{word}〔{year}〕{number}号"
        for (word, year), used in sorted(series.items())
        for number in range(1, max(used))
        if number not in used
    ]


def _used(session: Session, word: str, year: int) -> set[int]:
    return {number for one, when, number in _numbers(session) if (one, when) == (word, year)}


def _numbers(session: Session) -> Iterable[tuple[str, int, int]]:
    query = sa.select(Circular.number).where(Circular.number.is_not(None))
    for text in session.execute(query).scalars():
        if found := _NUMBER.fullmatch(text or ""):
            yield found[1], int(found[2]), int(found[3])


def standing(session: Session, about: About, kind: str) -> Issued | None:
    """Find the circular of a kind and period that holds: issued, not withdrawn, not corrected since."""
    found = [
        one
        for one in issued(session)
        if (one.kind, one.period, one.task_force) == (kind, about.period, about.task_force or "")
        and one.state == ISSUED
    ]
    return found[-1] if found else None


def issue(session: Session, one: Issue) -> str:
    """Write an issued circular into the book, its content and files with it; gives the row's id.

    A number that is taken, and a period that has its circular already, are refused. What carries no number of the
    office's, a bulletin or what lies on a meeting's table, takes none from it.
    """
    found = _NUMBER.fullmatch(one.number)
    if found is None and one.number and not _BULLETIN.fullmatch(one.number):
        raise Refusal(f"发文字号“{one.number}”写法不对，例如 河招〔2026〕3号。")
    if found and int(found[3]) in _used(session, found[1], int(found[2])):
        raise Refusal(f"{one.number}已经用过，发文字号不能重复；请重新印发，程序会给下一个号。")
    old = standing(session, one.about, one.kind)
    if old is not None and old.id != one.corrects:
        raise Refusal(f"{one.kind} {one.about.period} 已经印发（{old.name}）；内容有变请“更正”，发错了请“撤回”。")
    row = Circular(
        title=one.title,
        kind=one.kind,
        period=one.about.period,
        task_force=one.about.task_force,
        number=one.number or None,
        dated=one.dated,
        issued_on=one.issued_on,
        state=ISSUED,
        signer=one.signer or None,
        reason=one.reason or None,
        corrects=one.corrects or None,
        version=1,
        head=one.head,
    )
    if one.corrects:
        before = session.get_one(Circular, one.corrects)
        before.state, row.version = CORRECTED, (before.version or 1) + 1
    session.add(row)
    session.flush()  # gives the id the content and the files are kept under
    row.content = archive.freeze(session, row.id, one.content)
    row.files = "\n".join(f"{name} {archive.keep(session, row.id, name, data, made=True)}" for name, data in one.files)
    _tick(session, one)
    return row.id


def _tick(session: Session, one: Issue) -> None:
    """Tick off the duties that end in this circular, where nobody did yet; one of a task force is not the county's."""
    if one.about.task_force is not None:
        return
    for planned in duties.of_period(session, one.about.period, one.duties):
        if planned.done_on is None:
            duties.tick(session, planned.due, one.issued_on, one.signer, f"印发{one.number or one.title}")


def issued(session: Session) -> list[Issued]:
    """List what was issued, in the order it was; the frozen contents are not read for it."""
    query = sa.select(Circular).where(Circular.content.is_not(None), Circular.removed.is_(False)).order_by(Circular.id)
    return [_told(row) for row in session.execute(query).scalars()]


def find(session: Session, number: str) -> Issued:
    """Find an issued circular by its number or name, or by the number within it where only one fits."""
    listed = issued(session)
    same = [one for one in listed if number in {one.number, one.id, one.name} and number]
    bare = number.strip().removesuffix("号")
    found = same or [one for one in listed if one.number.removesuffix("号").endswith(f"〕{bare}")]
    if not found:
        raise Refusal(f"没有印发过“{number}”；用 zhuanban circulars 账本 查看印发过的通报。")
    if len(found) > 1:
        raise Refusal(f"“{number}”不止一份：{'、'.join(one.name for one in found)}；请写完整的发文字号或名称。")
    return found[0]


def _told(row: Circular) -> Issued:
    files = (line.rsplit(" ", 1) for line in (row.files or "").splitlines())
    return Issued(
        row.id,
        row.number or "",
        row.title,
        row.kind or "",
        row.period or "",
        row.task_force or "",
        row.dated,
        row.issued_on,
        row.signer or "",
        row.state or "",
        row.version or 1,
        row.corrects or "",
        row.reason or "",
        row.head or "",
        row.content or "",
        tuple((name, digest) for name, digest in files),
    )


def last_signer(session: Session) -> str:
    """Give who signed last: most likely who signs next."""
    query = sa.select(Circular.signer).where(Circular.signer.is_not(None)).order_by(Circular.id.desc()).limit(1)
    return session.execute(query).scalar() or ""


def forces(session: Session) -> list[tuple[str, str]]:
    """List the task forces a circular can be of: id and short name."""
    query = sa.select(TaskForce).where(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id)
    return [(one.id, one.short or one.name) for one in session.execute(query).scalars()]


def withdraw(session: Session, circular: str, reason: str, today: date) -> None:
    """Take a circular back, saying why; its number stays used."""
    row = session.get_one(Circular, circular)
    if row.state != ISSUED:
        raise Refusal(f"{row.number or row.title}现在是“{row.state}”，不能撤回。")
    if not reason.strip():
        raise Refusal("撤回要写明理由。")
    row.state, row.withdrawn_on = WITHDRAWN, today
    row.reason = "\n".join(filter(None, (row.reason, f"撤回：{reason.strip()}")))


def attach(session: Session, circular: str, name: str, content: bytes) -> None:
    """Keep a file with a circular: the scan with its seal, the Word that was edited by hand."""
    row = session.get_one(Circular, circular)
    taken = {one.name for one in archive.files_of(session, circular)}
    if name in taken:
        raise Refusal(f"{row.number or row.title}已经附有“{name}”；请换一个文件名再附。")
    digest = archive.keep(session, circular, name, content, made=False)
    row.files = "\n".join(filter(None, (row.files, f"{name} {digest}")))


def files(session: Session, one: Issued) -> list[archive.File]:
    """List the files that stand in a circular's row; one whose attaching was undone is not among them."""
    noted = set(one.files)
    return [file for file in archive.files_of(session, one.id) if (file.name, file.digest) in noted]
