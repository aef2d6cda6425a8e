"""PDF/A validation of archived files with Preflight of Apache PDFBox, as Debian packages it."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

JAR_FOLDER = Path("/usr/share/java")
# Preflight itself, and what Java 11 and later leave out of itself.
JAR_NAMES = (
    "preflight",
    "xmpbox",
    "pdfbox2",
    "fontbox2",
    "commons-logging",
    "commons-io",
    "jaxb-api",
    "javax.activation",
)


def pdfa_errors(files: Sequence[Path]) -> list[str]:
    """Return the errors of each file that is not valid PDF/A-1b; skip the test where Preflight is not installed."""
    jars = [JAR_FOLDER / f"{name}.jar" for name in JAR_NAMES]
    java = shutil.which("java")
    if java is None or not all(jar.is_file() for jar in jars):
        pytest.skip(f"no java, or not all of {', '.join(JAR_NAMES)} in {JAR_FOLDER}: nobody judged the PDF (.ci/setup)")
    command = [java, "-cp", ":".join(map(str, jars)), "org.apache.pdfbox.preflight.Validator_A1b"]
    results = {
        path: subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - a Debian program on our own file
        for path in files
    }
    return [
        f"{path.name}: {result.stdout}{result.stderr}"
        for path, result in results.items()
        if "is a valid PDF/A-1b file" not in result.stdout
    ]
