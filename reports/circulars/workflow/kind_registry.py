"""All kinds of circulars: every module in ``reports/circulars/kinds`` registers the ``KIND`` that it declares."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping

from models.errors import UserError
from reports.circulars import kinds
from reports.circulars.parts.circular_kind import CircularKind


def _declared_kinds() -> list[CircularKind]:
    """Import every module of the kinds' folder and return what each declares, in the order of lists."""
    declared: list[CircularKind] = []
    for module in pkgutil.iter_modules(kinds.__path__, f"{kinds.__name__}."):
        kind = importlib.import_module(module.name).KIND
        if not isinstance(kind, CircularKind):
            raise TypeError(f"{module.name}.KIND is no CircularKind")
        declared.append(kind)
    return sorted(declared, key=lambda kind: (kind.position, kind.key))


def register(declared: Iterable[CircularKind]) -> dict[str, CircularKind]:
    """Return kinds by their keys; ValueError where two share a key, a name or a duty."""
    by_key: dict[str, CircularKind] = {}
    claimed: dict[str, str] = {}
    for kind in declared:
        for claim in (f"key {kind.key}", f"name {kind.name}", *(f"duty {duty}" for duty in kind.duties)):
            if claim in claimed:
                raise ValueError(f"two kinds of circular have the {claim}: {claimed[claim]} and {kind.key}")
            claimed[claim] = kind.key
        by_key[kind.key] = kind
    return by_key


CIRCULAR_KINDS: Mapping[str, CircularKind] = register(_declared_kinds())
CIRCULAR_NAMES: Mapping[str, str] = {key: kind.name for key, kind in CIRCULAR_KINDS.items()}
# Duty name -> key of the circular kind that completes it; duties without a circular are absent.
CIRCULAR_OF_DUTY: Mapping[str, str] = {duty: key for key, kind in CIRCULAR_KINDS.items() for duty in kind.duties}


def circular_kind(key: str) -> CircularKind:
    """Return the kind with a key; UserError, naming all kinds, where there is none."""
    if key not in CIRCULAR_KINDS:
        known = "、".join(f"{key}（{name}）" for key, name in CIRCULAR_NAMES.items())
        raise UserError(f"还不能生成“{key}”，目前可选：{known}。")
    return CIRCULAR_KINDS[key]
