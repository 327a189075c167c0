"""Reoperation under one event definition: crude, per time, and over time."""

import pandas as pd

from registry.analysis.cumulative_incidence import cumulative_incidence
from registry.analysis.estimates import NotEstimable
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.proportions import clopper_pearson
from registry.analysis.rates import poisson_rate
from registry.analysis.restricted_mean import restricted_mean
from registry.analysis.results import Reoperation
from registry.analysis.time_units import DAYS_PER_YEAR, days_after
from registry.domain.codes import EventDefinition

HORIZON_MONTHS = 24
"""How far the mean time without the event is followed."""

_NEVER_ASKED = "of no patient is it known whether an operation followed the treatment"


def summarise_reoperation(
    time_to_event: pd.DataFrame,
    *,
    event_definition: EventDefinition,
    minimum_at_risk: int,
    confidence_level: float,
) -> Reoperation:
    """Estimate how many patients were operated on after treatment, and when.

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``, made under ``event_definition``.
    event_definition
        Which operation is the event.
    minimum_at_risk
        Where fewer are at risk the curve stops.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    Reoperation
        Each part is ``NotEstimable`` where nobody was treated, or where of nobody it is known
        whether an operation followed.

    Notes
    -----
    The crude proportion (Clopper–Pearson) counts first events among all treated, however long
    they were followed: it grows with time and means little without the patient-time of the
    rate (exact Poisson) beside it. A patient counts once. Where operations were never asked
    for, no operation recorded is not an operation-free cohort: nothing is estimated.
    """
    if len(time_to_event) and not _known(time_to_event):
        unknown = NotEstimable(reason=_NEVER_ASKED, n=0, minimum=1)
        return Reoperation(
            event_definition=event_definition,
            crude=unknown,
            rate=unknown,
            kaplan_meier=unknown,
            cumulative_incidence=unknown,
            time_free=unknown,
        )
    events = int(time_to_event["event_observed"].sum())
    return Reoperation(
        event_definition=event_definition,
        crude=clopper_pearson(events, len(time_to_event), confidence_level=confidence_level),
        rate=poisson_rate(
            events,
            float(time_to_event["duration_days"].sum()) / DAYS_PER_YEAR,
            confidence_level=confidence_level,
        ),
        kaplan_meier=kaplan_meier(
            time_to_event, minimum_at_risk=minimum_at_risk, confidence_level=confidence_level
        ),
        cumulative_incidence=cumulative_incidence(
            time_to_event, minimum_at_risk=minimum_at_risk, confidence_level=confidence_level
        ),
        time_free=restricted_mean(
            time_to_event,
            horizon_days=days_after(HORIZON_MONTHS),
            minimum_at_risk=minimum_at_risk,
            confidence_level=confidence_level,
        ),
    )


def _known(time_to_event: pd.DataFrame) -> bool:
    """Return whether of anybody anything is known after the day of treatment."""
    known = time_to_event["event_observed"] | (time_to_event["duration_days"] > 0)
    return bool(known.any())
