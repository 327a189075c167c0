"""Captions of the figures about pain and disability."""

from registry.analysis.box_plots import MINIMUM_FOR_A_BOX
from registry.analysis.individual_courses import MOST_DRAWN
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


def patients_around_mean_caption(summary: CohortSummary) -> str:
    """Say whose courses are drawn, and what the band and the dotted line are."""
    single = (
        "Courses of single patients are left out of a report to be passed on."
        if summary.release
        else f"Thin: single patients with two scores or more; of more than {MOST_DRAWN} as many, "
        "chosen at even distances in the order of their baseline."
    )
    return (
        f"{single} Bold: mean of all who answered, N below, with its t interval as a band. Dotted: "
        "the mean at baseline less the minimal important change (MIC) of one patient. "
        f"{_SOURCE} {selection(summary)}"
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
