"""The type of long work: a generator that reports its progress and returns its result, run without knowing a screen."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Progress = tuple[int, int, str]  # steps done, of how many (0 where unknown), what is being done, in the clerk's words
JobSteps = Generator[Progress, None, T]


def run_to_end(steps: JobSteps[T]) -> T:
    """Run work to its end and return its result, where nobody watches its progress."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
