"""A Word file opened as an office would open it: LibreOffice draws its pages with the bundled fonts."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import resources
from reports.docx.document_styles import FONT_NAMES
from reports.pdf.fonts import FontSet
from tests.waiting import PROCESS_SECONDS

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir>{aliases}</fontconfig>
"""
_ALIAS = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="same"><string>{family}</string></edit></match>
"""


def office_pages(path: Path, folder: Path) -> list[str]:
    """Return the text of every page of a Word file, on one line; skip the test where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice on this machine, so no Word file was opened (.ci/setup installs it)")
    families = {role: FontSet.bundled().face(role).family for role in FONT_NAMES}
    aliases = "".join(_ALIAS.format(name=name, family=families[role]) for role, name in FONT_NAMES.items())
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=resources.FONTS, cache=folder / "fonts", aliases=aliases), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "word"), str(path)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, timeout=PROCESS_SECONDS, env=environment)  # noqa: S603 - found above
    return pdf_pages(folder / "word" / f"{path.stem}.pdf")


def pdf_pages(path: Path) -> list[str]:
    """Return the text of every page of a PDF, on one line."""
    pages: Any = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
