"""亮点 and 典型做法: the news that the clerk ticked for the period, to be edited for length in the draft."""

from collections.abc import Sequence

from models.statistics.chosen_news import PRACTICE, NewsItem
from reports.circulars.parts.wording import paragraph
from reports.content.document import Block, Paragraph, SectionHeading

_ENDS = "。！？"
NEWS_KEY = "news."  # begins the keys of their paragraphs
_MAX_ITEMS = 8  # the latest, that a half-year or a year tells; its months have told the others
MAX_CHARS = 200  # of one item; longer ones are to be shortened before issuing


def highlight_section(items: Sequence[NewsItem], number: str) -> tuple[Block, ...]:
    """Compose the section of what went well: bright spots, then practices; empty where nothing was ticked."""
    spots = [item for item in items if item.kind != PRACTICE]
    practices = [item for item in items if item.kind == PRACTICE]
    if not items:
        return ()
    if not spots or not practices:
        title = "工作亮点" if spots else "典型做法"
        return SectionHeading(1, f"{number}、{title}"), *map(_item, items)
    return (
        SectionHeading(1, f"{number}、工作亮点和典型做法"),
        SectionHeading(2, "（一）工作亮点"),
        *map(_item, spots),
        SectionHeading(2, "（二）典型做法"),
        *map(_item, practices),
    )


def latest_items(items: Sequence[NewsItem]) -> tuple[NewsItem, ...]:
    """Return what a half-year or a year tells: the latest items, without a title or a text that a later one has."""
    chosen: list[NewsItem] = []
    for item in reversed(items):
        if not any(item.name == later.name or (item.text and item.text == later.text) for later in chosen):
            chosen.insert(0, item)
    return tuple(chosen[-_MAX_ITEMS:])


def _item(item: NewsItem) -> Paragraph:
    """Compose one item: its title as a lead, then its text, in one paragraph."""
    title, text = item.name.rstrip(_ENDS), " ".join(item.text.split())
    text = text if not text or text[-1] in _ENDS else f"{text}。"
    if not text or text.startswith(title):
        return paragraph(text or f"{title}。", key=f"{NEWS_KEY}{item.row}")
    return paragraph(f"{title}。{text}", key=f"{NEWS_KEY}{item.row}")
