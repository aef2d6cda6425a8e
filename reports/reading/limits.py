"""How much of this PC one foreign file may take; a county may widen them in its settings."""

from dataclasses import dataclass

MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    ``seconds`` is how long the child may say nothing; a file over 10 MB gets as much more as it is larger. ``memory``
    is what the child may take. ``size`` is of the file, ``inflated`` of what a zip unpacks to, both in bytes.
    """

    seconds: float = 20
    memory: int = 1024 * MEBI
    size: int = 100 * MEBI
    inflated: int = 600 * MEBI
    cells: int = 8_000_000
    rows: int = 200_000
    columns: int = 1_024
    merges: int = 20_000
    sheets: int = 200
    parts: int = 20_000
