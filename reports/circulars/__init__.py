"""The circulars: kinds, shared parts, one-page sheets, and the workflow of composing, checking and issuing."""

from reports.circulars.workflow.compose import ProducedCircular, compose, produce

__all__ = ["ProducedCircular", "compose", "produce"]
