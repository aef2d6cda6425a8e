"""Where tables, charts and pictures may stand: at the end of a paragraph of their own section, near where they were.

A circular names what it shows in the section that shows it, so none of them leaves its section, passes another of them,
or parts from a paragraph that introduces it (“……如下：”).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from reports.content.document import Block, Paragraph, SectionHeading

_INTRODUCES = re.compile(r"[：:]$|如下[^，；。]{0,12}[。：:]?$|[见如][上下]?[表图]")
_MAX_STEPS = 2  # paragraphs that one of them may be moved by
_STEP_COST = 5.0
_MOVED_TOGETHER = 3  # tables and charts of a section
_MAX_ORDERS = 24  # of a section


@dataclass(frozen=True, slots=True)
class SectionOrder:
    """The blocks of one section in a certain order, and what it costs to leave the order they were written in."""

    blocks: tuple[Block, ...]
    cost: float = 0.0


def section_orders(blocks: Sequence[Block]) -> list[list[SectionOrder]]:
    """Divide a text into sections, each with the orders it may be set in; the first is that in which it was written."""
    return [_orders(section) for section in _sections(blocks)]


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield headings one by one, and what stands between them."""
    for is_heading, part in groupby(blocks, lambda block: isinstance(block, SectionHeading)):
        if is_heading:
            yield from ([heading] for heading in part)
        else:
            yield list(part)


def _orders(section: list[Block]) -> list[SectionOrder]:
    paragraphs = [block for block in section if isinstance(block, Paragraph)]
    floats, places = [], []
    passed = 0
    for block in section:
        if isinstance(block, Paragraph):
            passed += 1
        else:
            floats.append(block)
            places.append(passed)
    written = SectionOrder(tuple(section))
    if not floats or len(paragraphs) < 2:
        return [written]
    orders = [written]
    for chosen in _near_places(places, len(paragraphs)):
        steps = [abs(now - then) for now, then in zip(chosen, places, strict=True)]
        if any(steps) and _is_allowed(paragraphs, places, chosen):
            orders.append(SectionOrder(tuple(_joined(paragraphs, floats, chosen)), _STEP_COST * sum(steps)))
    return sorted(orders, key=lambda order: order.cost)[:_MAX_ORDERS]


def _near_places(places: Sequence[int], last: int) -> Iterator[tuple[int, ...]]:
    """Yield the places near those given that keep the order; of many floats only one moves at a time."""
    near = [range(max(place - _MAX_STEPS, 0), min(place + _MAX_STEPS, last) + 1) for place in places]
    if len(places) <= _MOVED_TOGETHER:
        yield from (each for each in product(*near) if list(each) == sorted(each))
        return
    for number, reach in enumerate(near):
        moved = ((*places[:number], place, *places[number + 1 :]) for place in reach)
        yield from (each for each in moved if list(each) == sorted(each))


def _is_allowed(paragraphs: list[Paragraph], places: Sequence[int], chosen: Sequence[int]) -> bool:
    """Return whether what is introduced stays behind its introduction, and nothing comes before all text."""
    for now, then in zip(chosen, places, strict=True):
        if now != then and then and (not now or _INTRODUCES.search(paragraphs[then - 1].text.strip())):
            return False
        if now and now != then and _INTRODUCES.search(paragraphs[now - 1].text.strip()):
            return False
    return True


def _joined(paragraphs: Sequence[Paragraph], floats: Sequence[Block], places: Sequence[int]) -> Iterator[Block]:
    for number in range(len(paragraphs) + 1):
        yield from (block for block, place in zip(floats, places, strict=True) if place == number)
        yield from paragraphs[number : number + 1]
