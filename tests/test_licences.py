"""Everything shipped with the program is on the page of third-party licences, with its version and licence."""

import importlib.metadata
import re
from dataclasses import dataclass

import pytest

from tests.source import ROOT

PROJECT = "zhuanban (pyproject.toml)"
LICENCE_PAGE = (ROOT / "resources/third-party.md").read_text(encoding="utf-8")
LICENCE_ROWS = re.findall(r"^\| ([a-z][\w-]*) \| (\d\S*) \| ([^|]+) \|", LICENCE_PAGE, re.MULTILINE)
LISTED = {name: (version, licence) for name, version, licence in LICENCE_ROWS}


@dataclass(frozen=True)
class LockedPackage:
    """One package of the lock file, with the packages that require it."""

    name: str
    version: str
    wanted_by: frozenset[str]


def locked_packages() -> dict[str, LockedPackage]:
    """Return every package of requirements.lock by name."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = {}
    for name, version, rest in re.findall(r"^([a-z][\w.-]*)==(\S+)(.*(?:\n .*)*)", text, re.MULTILINE):
        wanted_by = re.findall(r"^    # (?:via)? +(\S.*)$", rest, re.MULTILINE)
        packages[name] = LockedPackage(name, version, frozenset(wanted_by))
    return packages


def shipped_packages() -> dict[str, LockedPackage]:
    """Return the packages the program itself needs, directly or through others; not the development ones."""
    packages = locked_packages()
    needed: dict[str, LockedPackage] = {}
    while new := [
        package
        for package in packages.values()
        if package.name not in needed and package.wanted_by & {PROJECT, *needed}
    ]:
        needed |= {package.name: package for package in new}
    return needed


def test_the_lock_is_read_to_its_end() -> None:
    assert {"sqlalchemy", "shiboken6", "tzdata"} <= shipped_packages().keys()
    assert not {"pytest", "mypy", "pluggy"} & shipped_packages().keys()
    assert {"pytest", "xlsxwriter"} <= locked_packages().keys()


def test_the_page_lists_what_ships_and_nothing_else() -> None:
    listed = {name: entry[0] for name, entry in LISTED.items()}
    assert {name: package.version for name, package in shipped_packages().items()} == listed


@pytest.mark.parametrize("name", sorted(LISTED))
def test_the_licence_is_the_one_the_package_names(name: str) -> None:
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        assert name == "tzdata", "only what another system needs may be missing here"
        return
    licence = LISTED[name][1]
    (itself, *_) = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    assert itself == licence or itself.startswith(licence.split("-")[0])


def test_each_copyleft_library_has_its_duties_stated() -> None:
    duties = LICENCE_PAGE.split("义务", 1)[1].split("## ", 1)[0].lower()
    copyleft = [name for name, (_, licence) in LISTED.items() if "GPL" in licence]
    assert copyleft
    assert [name for name in copyleft if name.removesuffix("-essentials") not in duties] == []


@pytest.mark.parametrize("licence", ["LGPL-2.1", "LGPL-3.0", "GPL-3.0"])
def test_the_copyleft_licences_are_at_hand(licence: str) -> None:
    text = (ROOT / "resources/licences" / f"{licence}.txt").read_text(encoding="utf-8")
    assert f"Version {licence.split('-')[1].removesuffix('.0')}" in text


def test_the_icons_name_their_licence() -> None:
    icons = ROOT / "resources/icons"
    assert (icons / "LICENSE").read_text(encoding="utf-8").startswith("ISC License")
    drawings = {file.name: file.read_text(encoding="utf-8") for file in icons.glob("*.svg")}
    assert drawings
    assert [name for name, text in drawings.items() if "@license lucide-static v1.62.0 - ISC" not in text] == []
