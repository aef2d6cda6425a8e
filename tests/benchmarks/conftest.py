"""Shared fixture of the benchmarks: they print ratios measured within one run and never fail on a noisy machine."""

from collections.abc import Callable

import pytest


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float, float], None]:
    """Print a measured ratio next to its upper bound."""

    def tell(what: str, ratio: float, bound: float) -> None:
        with capsys.disabled():
            print(f"\n{what}：{ratio:.2f}（不超过 {bound:g}）{'' if ratio <= bound else '  <-- 超出'}")  # noqa: T201 - a benchmark's output

    return tell
