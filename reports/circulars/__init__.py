"""From figures to content, one file a kind of circular."""

from reports.circulars.production import Produced, compose, produce

__all__ = ["Produced", "compose", "produce"]
