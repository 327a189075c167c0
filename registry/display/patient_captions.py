"""Captions of the figures about who the patients are and how far they came."""

from registry.analysis.results import CohortSummary
from registry.display.captions import selection
from registry.display.tabulate.patient_flow import NO_LONGER_ASKED, left_out_sentence

_SOURCE = "Source: records of this registry."


def patient_flow_caption(summary: CohortSummary) -> str:
    """Say what the boxes count and where their numbers come from."""
    return (
        "A visit is due once its collection window has closed while the patient could still be "
        "asked; answered: with a score in the visit’s analysis window. "
        f"{NO_LONGER_ASKED} {left_out_sentence(summary.flow)} {_SOURCE} {selection(summary)}"
    )


def recruitment_caption(summary: CohortSummary) -> str:
    """Say what the line and the bars count."""
    return (
        "Above, the patients treated up to the end of each period; below, those treated in it, by "
        "the date of the first treatment. The last period ends at the cut-off. "
        f"{_SOURCE} {selection(summary)}"
    )


def completeness_caption(summary: CohortSummary) -> str:
    """Say what the cells count and what their shades mean."""
    return (
        "Answered / due, by site and planned visit; the shade is the share answered, in per cent. "
        "Where few were due the numbers stand in brackets without a shade; a dash: nobody due. "
        "Small numbers vary by chance. The sites stand in the order of their codes. "
        f"{_SOURCE} {selection(summary)}"
    )
