"""Which fields of the ledgers the program reads, and those that it may leave unread with the reason why.

A field is read where its key stands as an attribute or a word of a text, in a module of models, reports or desktop that
names the field's ledger, imports one that does, or is imported by one. What every field has by its declaration alone
(table, form, workbook, search, history) is no reading, nor are ledgers and demonstration.
"""

import ast
from dataclasses import dataclass
from functools import cache

from models.fields.base import Ledger
from models.fields.field import fields
from models.ledgers import LEDGERS
from tests.source import SourceFile, imports_of, source_files

_NO_READERS = ("models/ledgers/", "models/demo/")
_LONGEST_KEYS = 400  # characters of a text that may list keys; longer ones are prose
NOTE = "a note beside the other fields, for whoever opens the row"
CONTACT = "a contact to call, looked up in the row"
EVIDENCE = "where the paper is found that proves the row"
UNREAD = {
    "remark": NOTE,  # of every ledger
    "lead.first_contact": CONTACT,
    "lead.judgement": NOTE,
    "visit.trip": "groups the rows of one trip in the table",
    "visit.met_phone": CONTACT,
    "visit.cost": NOTE,
    "negotiation.issue": NOTE,
    "activity.cost": NOTE,
    "news.writer": CONTACT,
    "enterprise.foreign_capital": "the whole capital is read; its foreign part is looked up in the row",
    "inspection.inspectors": CONTACT,
    "contact.phone": CONTACT,
    "task_force.successor": "written by 并入: where the rows of a dissolved task force went",
    "spending.voucher": EVIDENCE,
    "asset.price": NOTE,
    "asset.phone": CONTACT,
    "agreement_point.review_by": EVIDENCE,
    "obligation.review_by": EVIDENCE,
    "policy.review_by": EVIDENCE,
    "policy.abolished_by": EVIDENCE,
    "funding.recognised_by": EVIDENCE,
    "training.content": NOTE,
    "circular.withdrawn_on": "the withdrawal is in the row's history as well",
    "sender.contact": CONTACT,
    "sender.phone": CONTACT,
    "sender.last_file": NOTE,
}


@dataclass(frozen=True, slots=True)
class _Module:
    words: frozenset[str]  # attributes read and words of short texts
    names: frozenset[str]  # whatever may name a ledger
    imports: frozenset[str]


@cache
def _modules() -> dict[str, _Module]:
    sources = source_files("models", "reports", "desktop")
    return {source.module: _parsed(source) for source in sources if not source.path.startswith(_NO_READERS)}


def _parsed(source: SourceFile) -> _Module:
    words: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            words.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= _LONGEST_KEYS:
            words.update(node.value.split())
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.name for alias in node.names)
    targets = {name for entry in imports_of(source, typing_only=True) for name in _with_parent(entry.target)}
    return _Module(frozenset(words), frozenset(names | words), frozenset(targets))


def _with_parent(target: str) -> tuple[str, str]:
    return target, target.rpartition(".")[0]


def _readers(ledger: type[Ledger]) -> set[str]:
    """Return the modules that may read a ledger's rows."""
    modules = _modules()
    near = {name for name, module in modules.items() if ledger.__name__ in module.names}
    importing = {name for name, module in modules.items() if module.imports & near}
    imported = {target for name in near for target in modules[name].imports if target in modules}
    return near | importing | imported


@cache
def unread_fields() -> frozenset[str]:
    """Return the fields that nothing reads, as ``table.key``; those of optional ledgers belong to no clause."""
    unread: set[str] = set()
    for ledger in (ledger for ledger in LEDGERS if not ledger.about.optional):
        words = {word for module in _readers(ledger) for word in _modules()[module].words}
        unread |= {f"{ledger.__tablename__}.{field.key}" for field in fields(ledger) if field.key not in words}
    return frozenset(unread)


def is_allowed(name: str) -> bool:
    """Whether a field, as ``table.key``, may stay unread."""
    return name in UNREAD or name.partition(".")[2] in UNREAD
