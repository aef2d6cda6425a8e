"""Compare what two commits of the program make of one book, byte by byte: ``make compare BASE=<commit>``.

A restructuring may change no figure, circular, sheet, export or check. The book is made and issued once, by the base
commit; then both commits print its figures, draw every kind of circular as PDF, Excel and Word, reprint what was
issued, export the ledgers and check the book. PDFs are compared by their bytes, workbooks and
Word files by the bytes of their parts (the time of writing left out), standard output by its text.
"""

import argparse
import ast
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from models.rules.periods import BATCH
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-20"
# A period of each kind for the circulars of that kind; the kinds themselves are read from the registry.
PERIODS = {
    "week": "2026-W43",
    "half-month": "2026-10-2",
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half-year": "2026-H1",
    "year": "2026",
    BATCH: "2026-3",
}
# Put before a command, so that exports carry the same ids and times on both sides.
FROZEN = """
import itertools, os, secrets, time
_count = itertools.count()
_strftime = time.strftime
time.time_ns = lambda: 1_795_000_000_000_000_000
time.strftime = lambda form, at=time.gmtime(1_795_000_000): _strftime(form, at)
os.urandom = lambda size: next(_count).to_bytes(size, "big")
secrets.token_bytes = os.urandom
secrets.randbits = lambda bits: next(_count) % (1 << bits)
"""
LEDGERS = ("lead", "visit", "negotiation", "project", "obligation", "enterprise")


def commands(book: Path, out: Path) -> list[list[str]]:
    """List the command lines whose output is compared; files go below ``out``."""
    calls = [["check", str(book), "--json"], ["circulars", str(book), "--json"], ["conflicts", str(book), "--json"]]
    for kind, period in ((kind.key, PERIODS[kind.period]) for kind in CIRCULAR_KINDS.values()):
        calls.append(["figures", str(book), "--kind", kind, "--period", period, "--json"])
        common = ["circular", str(book), "--kind", kind, "--period", period, "--today", TODAY, "--sources"]
        calls.append([*common, "--out", str(out / kind)])
        if CIRCULAR_KINDS[kind].is_default_of_period and not CIRCULAR_KINDS[kind].ranks:
            calls.append([*common, "--task-force", "all", "--out", str(out / kind / "forces")])
    day = ["--today", TODAY]
    calls += [
        ["sheet", str(book), "--problems", "--out", str(out / "problems.pdf"), *day],
        ["sheet", str(book), "--handbook", "all", "--out", str(out / "handbook.pdf"), *day],
        ["sheet", str(book), "--supervision", "all", "--out", str(out / "supervision.pdf"), *day],
        ["wall", str(book), "--chart", "projects", "--out", str(out / "wall.pdf"), *day],
        ["export", str(book), "--out", str(out / "all.xlsx")],
    ]
    calls += [["export", str(book), "--ledger", name, "--out", str(out / f"{name}.xlsx")] for name in LEDGERS]
    calls += [["intake", str(book), str(out / f"{name}.xlsx"), "--dry-run", "--json"] for name in LEDGERS]
    calls += [["reprint", str(book), number, "--out", str(out / "reprint")] for number in ("1", "2", "2026-W43周动态")]
    return calls


def run(checkout: Path, call: Sequence[str], before: str = "") -> str:
    """Run one command of a checkout's program and give its exit code and output."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    start = f"{before}\nimport runpy, sys\nsys.argv[0] = 'zhuanban'\nrunpy.run_module('desktop', run_name='__main__')"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", start, *call],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.returncode}\n{done.stdout}\n{done.stderr}"


def outputs(checkout: Path, book: Path, out: Path) -> dict[str, str]:
    """Make everything with one checkout; give each command's output with its own folder's name taken out."""
    out.mkdir(parents=True)
    texts: dict[str, str] = {}
    for call in commands(book, out):
        for argument in call:
            path = Path(argument)
            if path.is_relative_to(out):
                (path if "." not in path.name else path.parent).mkdir(parents=True, exist_ok=True)
        name = " ".join(call).replace(str(out), "OUT").replace(str(book), "BOOK")
        texts[name] = run(checkout, call, FROZEN).replace(str(out), "OUT").replace(str(checkout), "CHECKOUT")
        texts[name] = texts[name].replace(str(book), "BOOK")
    return texts


def content(path: Path) -> bytes:
    """Read a file's bytes; of a zip (.xlsx, .docx) its parts', without the times at which they were written."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        parts = [name.encode() + b"\n" + archive.read(name) for name in archive.namelist()]
    return re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]*", rb"\1", b"\n".join(parts))


def differences(base: Path, ours: Path) -> list[str]:
    """Name the files that only one side has or whose bytes differ."""
    names = {path.relative_to(side) for side in (base, ours) for path in side.rglob("*") if path.is_file()}
    return [
        str(name)
        for name in sorted(names)
        if not ((base / name).is_file() and (ours / name).is_file()) or content(base / name) != content(ours / name)
    ]


def make_book(checkout: Path, folder: Path) -> Path:
    """Make the demonstration book with the base commit and issue its year's circulars."""
    codes = [run(checkout, ["demo", "--today", TODAY, "--out", str(folder)]).splitlines()[0]]
    book = next(folder.glob("*.zhuanban"))
    issued = ["year", str(book), "--year", "2026", "--today", TODAY, "--issue", "--out", str(folder / "issued")]
    codes.append(run(checkout, issued).splitlines()[0])
    sys.stdout.write(f"exit codes of making and issuing the book: {' '.join(codes)}\n")
    return book


def main() -> int:
    """Compare this checkout with a base commit; 0 where everything is equal."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--base", required=True, help="a commit, or the folder of a checkout")
    reader.add_argument("--work", type=Path, help="keep the outputs here; the base's are made once and used again")
    given = reader.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="compare-"))
    base = Path(given.base)
    if not base.is_dir():
        base = work / "base-checkout"
        if not base.exists():
            subprocess.run(["git", "worktree", "add", "--detach", str(base), given.base], cwd=ROOT, check=True)  # noqa: S603, S607
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "book").exists():
        make_book(base, work / "book")
    (book,) = (work / "book").glob("*.zhuanban")
    shutil.rmtree(work / "ours", ignore_errors=True)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ours = pool.submit(outputs, ROOT, book, work / "ours" / "files")
        if not (work / "base-texts.txt").exists():
            base_texts = pool.submit(outputs, base, book, work / "base" / "files").result()
            (work / "base-texts.txt").write_text(repr(base_texts), encoding="utf-8")
        our_texts = ours.result()
    base_texts = ast.literal_eval((work / "base-texts.txt").read_text(encoding="utf-8"))
    different = [f"output of: {name}" for name in base_texts if base_texts[name] != our_texts.get(name)]
    different += differences(work / "base" / "files", work / "ours" / "files")
    files = sum(path.is_file() for path in (work / "base" / "files").rglob("*"))
    sys.stdout.write("".join(f"{name}\n" for name in different))
    sys.stdout.write(f"{len(base_texts)} outputs and {files} files compared, {len(different)} differ\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
