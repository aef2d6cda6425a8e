"""Resource limits for reading one foreign file; a county may raise them in its settings."""

from dataclasses import dataclass

MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for reading one file.

    ``seconds`` is how long the worker may be silent; for a file over 10 MB it grows in proportion to its size.
    ``memory`` is the worker's, ``size`` the file's, ``inflated`` the unpacked zip's, all in bytes.
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
