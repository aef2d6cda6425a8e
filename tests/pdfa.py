"""The judge of what is archived: preflight of Apache PDFBox, as Debian packages it."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

JARS = Path("/usr/share/java")
# Preflight itself, and what Java 11 and later leave out of itself.
WANTED = ("preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "commons-io", "jaxb-api", "javax.activation")


def faults(files: Sequence[Path]) -> list[str]:
    """Say what is wrong with each file that is no PDF/A-1b; skips the test where nobody can judge."""
    found = [JARS / f"{name}.jar" for name in WANTED]
    java = shutil.which("java")
    if java is None or not all(jar.is_file() for jar in found):
        pytest.skip(f"no java, or not all of {', '.join(WANTED)} in {JARS}: nobody judged the PDF (.ci/setup)")
    command = [java, "-cp", ":".join(map(str, found)), "org.apache.pdfbox.preflight.Validator_A1b"]
    told = {
        path: subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - a Debian program on our own file
        for path in files
    }
    return [
        f"{path.name}: {one.stdout}{one.stderr}"
        for path, one in told.items()
        if "is a valid PDF/A-1b file" not in one.stdout
    ]
