"""The circulars: kinds, shared parts, one-page sheets, and the workflow of composing, checking and issuing."""

from reports.circulars.production import Produced, compose, produce

__all__ = ["Produced", "compose", "produce"]
