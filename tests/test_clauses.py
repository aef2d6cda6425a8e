"""The table of clauses is complete: each clause once, each proof an existing test, each gap listed in README."""

import ast
import re
from collections.abc import Collection
from functools import cache

import pytest

from tests import clause_rows
from tests.clause import FIELDS, WORDS, Clause
from tests.clause_proofs import PROOFS
from tests.clauses import CLAUSES
from tests.source import ROOT

CLAUSE_COUNTS = {"H": 13, "X": 34, "C": 10, "Y": 12, "K": 6}
TABLES: dict[str, Collection[str]] = {FIELDS: clause_rows.FIELDS, WORDS: clause_rows.WORDS}


@cache
def parsed_file(path: str) -> ast.Module:
    """Parse a test file; an assertion fails if it does not exist."""
    file = ROOT / path
    assert file.is_file(), f"{path} is not there"
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def names_of_tests(path: str) -> frozenset[str]:
    """Return the names of the tests in a file."""
    return frozenset(node.name for node in parsed_file(path).body if isinstance(node, ast.FunctionDef))


@cache
def readme_gaps() -> tuple[str, ...]:
    """Return the lines of README's list of what is not there yet."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("\n## 还没有的\n", 1)[1].split("\n## ", 1)[0]
    return tuple(re.sub(r"\n +", "", section).splitlines())


def test_every_clause_stands_once_in_its_order() -> None:
    assert [clause.number for clause in CLAUSES] == [
        f"{letter}{number}" for letter, most in CLAUSE_COUNTS.items() for number in range(1, most + 1)
    ]


def test_every_proof_is_some_clause_s() -> None:
    assert PROOFS.keys() <= {clause.number for clause in CLAUSES}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.number)
def test_a_clause_is_proved_or_its_gap_is_listed(clause: Clause) -> None:
    assert clause.words
    assert clause.proofs or clause.not_yet
    assert len(set(clause.proofs)) == len(clause.proofs)
    for proof in clause.proofs:
        node, _, case = proof.removesuffix("]").partition("[")
        path, _, name = node.partition("::")
        assert name.startswith("test_")
        assert name in names_of_tests(path), f"{proof} is not there"
        if case:
            assert case in TABLES[node], f"{proof} has no such case"


def test_what_is_not_there_yet_is_listed_in_readme() -> None:
    for clause in (entry for entry in CLAUSES if entry.not_yet):
        lines = [line for line in readme_gaps() if clause.not_yet in line]
        known = [number for line in lines for number in re.findall(r"[A-Z]\d+", line)]
        assert clause.number in known, f"{clause.number}：{clause.not_yet}"


def test_readme_lists_no_gap_that_is_closed() -> None:
    open_still = {clause.number for clause in CLAUSES if clause.not_yet}
    assert {number for line in readme_gaps() for number in re.findall(r"\b[HXCYK]\d+\b", line)} == open_still
