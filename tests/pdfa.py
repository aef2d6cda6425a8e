"""Validation of printed files: PDF/A with Preflight of Apache PDFBox, PDF/UA-1 with outloud.

No registry that setting up uses ships veraPDF. Preflight knows PDF/A-1b only, whose rules for fonts, colours, metadata,
annotations and transparency are at least as strict as those of PDF/A-2; so it is shown each file as PDF 1.4 with its
identifier, and what is new in PDF/A-2a (structure, Unicode, language) is judged by outloud and tests/pdf_structure.py.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import outloud
import pikepdf
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
# The page of a table that continues is the first one for outloud, which then misses a table on the others.
MISTAKEN_RULES = {"TBL-014"}


def pdfa_errors(files: Sequence[Path]) -> list[str]:
    """Return the errors of each file that Preflight does not find valid; skip the test where it is not installed.

    All files are judged by one Java process.
    """
    jars = [JAR_FOLDER / f"{name}.jar" for name in JAR_NAMES]
    java = shutil.which("java")
    if java is None or not all(jar.is_file() for jar in jars):
        pytest.skip(f"no java, or not all of {', '.join(JAR_NAMES)} in {JAR_FOLDER}: nobody judged the PDF (.ci/setup)")
    with tempfile.TemporaryDirectory() as folder:
        shown = [_as_pdfa1(path, Path(folder) / f"{number}.pdf") for number, path in enumerate(files)]
        listed = Path(folder) / "files"
        listed.write_text("\n".join(map(str, shown)))
        command = [java, "-cp", ":".join(map(str, jars)), "org.apache.pdfbox.preflight.Validator_A1b", "xml", "batch"]
        done = subprocess.run([*command, str(listed)], capture_output=True, text=True, check=False)  # noqa: S603 - a Debian program on our own files
        results = [path.with_name(f"{path.name}.preflight.xml") for path in shown]
        answers = [path.read_text() if path.exists() else done.stdout + done.stderr for path in results]
    return [
        f"{path.name}: {answer}"
        for path, answer in zip(files, answers, strict=True)
        if '<isValid type="PDF/A1-b">true</isValid>' not in answer
    ]


def _as_pdfa1(path: Path, copy: Path) -> Path:
    """Copy a PDF/A-2a file as PDF 1.4 without object streams, with the identifier of PDF/A-1b."""
    with pikepdf.open(path) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
        xmp = xmp.replace("<pdfaid:part>2", "<pdfaid:part>1").replace("<pdfaid:conformance>A", "<pdfaid:conformance>B")
        # Preflight does not know the description of a schema that PDF/A-2 asks for.
        xmp = re.sub(
            r'<rdf:Description rdf:about="" xmlns:pdfaExtension.*?</rdf:Description>', "", xmp, flags=re.DOTALL
        )
        xmp = xmp.replace("<pdfuaid:part>1</pdfuaid:part>", "")
        metadata = pikepdf.Stream(pdf, xmp.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.Root.Metadata = pdf.make_indirect(metadata)
        pdf.save(
            copy,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return copy


def accessibility_errors(files: Sequence[Path]) -> list[str]:
    """Return what keeps each file from PDF/UA-1, with the page and what was seen there."""
    errors = []
    for path in files:
        result = outloud.check(str(path), layers={"conformance"}, skip=MISTAKEN_RULES)
        errors += [f"{path.name}: {result.error}"] if result.error else []
        errors += [
            f"{path.name}, page {finding.page}: {finding.rule} {finding.message} {finding.evidence or ''}"
            for finding in result.findings
            if finding.severity == "error"
        ]
    return errors
