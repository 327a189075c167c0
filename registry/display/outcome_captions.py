"""Captions of the figures about pain and disability."""

from registry.analysis.box_plots import MINIMUM_FOR_A_BOX
from registry.analysis.results import CohortSummary
from registry.display.captions import selection
from registry.display.tabulate.change_boxes import WHISKERS

_SOURCE = "Source: scores and operations recorded in this registry."


def responder_caption(summary: CohortSummary) -> str:
    """Say what the parts of the bars are and what a bar of 100 per cent counts."""
    return (
        "Per cent of the patients whose number stands below: all who were due at the visit or "
        "answered it. Responders reached the threshold without an operation by then; reoperated: "
        "operated on by the day of the score, or without a score by the end of the visit’s "
        f"window; missing: due, without a pair of scores. {_SOURCE} {selection(summary)}"
    )


def change_by_visit_caption(summary: CohortSummary) -> str:
    """Say whose changes are drawn and what the dotted lines are."""
    return (
        "Mean of baseline − follow-up among the patients with both scores, with its t interval; "
        "positive = improvement. Dotted: the minimal important change (MIC) of one patient; a mean "
        "above it does not say how many reached it, which the responders do. "
        f"{_SOURCE} {selection(summary)}"
    )


def change_boxes_caption(summary: CohortSummary) -> str:
    """Say what a box is, whose changes it holds and what it cannot tell."""
    return (
        "Line: median; box: quartiles. "
        f"{WHISKERS} The lowest and the highest of these are circles. Positive = improvement. N: "
        f"patients treated in the period who have a baseline and a score at the visit; below "
        f"{MINIMUM_FOR_A_BOX} no box is drawn. Periods differ in who was treated and who answered. "
        f"{_SOURCE} {selection(summary)}"
    )
