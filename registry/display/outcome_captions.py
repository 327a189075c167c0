"""Captions of the figures about pain and disability."""

from registry.analysis.results import CohortSummary
from registry.display.captions import selection

_SOURCE = "Source: scores and operations recorded in this registry."


def responder_caption(summary: CohortSummary) -> str:
    """Say what the parts of the bars are and what a bar of 100 per cent counts."""
    return (
        "Per cent of the patients whose number stands below: all who were due at the visit or "
        "answered it. Responders reached the threshold without an operation by then; reoperated: "
        "operated on by the day of the score, or without a score by the end of the visit’s "
        f"window; missing: due, without a pair of scores. {_SOURCE} {selection(summary)}"
    )
