"""Safety: what happened after treatment, in events and in patients."""

from collections.abc import Iterator

import pandas as pd

from registry.analysis.proportions import clopper_pearson
from registry.analysis.rates import poisson_rate
from registry.analysis.safety_results import AdverseEventCount, Safety, SeriousEvent
from registry.analysis.time_units import DAYS_PER_YEAR
from registry.domain.codes import AdverseEventCategory

_SEVERE_FROM_GRADE = 3


def summarise_safety(
    subjects: pd.DataFrame, adverse_events: pd.DataFrame, *, confidence_level: float
) -> Safety:
    """Count treatment-emergent adverse events and the patients who had them.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    adverse_events
        A frame that meets ``ADVERSE_EVENTS``; ``grade`` is CTCAE v5.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    Safety
        Every category in the order of the code list, those without an event too: that nobody
        had discitis is a result.

    Notes
    -----
    Only events with onset on or after time zero. Severe is grade 3 or more, serious is
    regulatory: two counts. Shares of treated patients with Clopper–Pearson intervals, since
    rare events need the exact one; the rate counts events over the time from treatment to the
    last contact, with the exact Poisson interval.
    """
    emergent = adverse_events[adverse_events["treatment_emergent"]]
    by_category = dict(iter(emergent.groupby("category", sort=False)))
    with_event = int(emergent["patient_id"].nunique())
    with_serious = int(emergent.loc[emergent["serious"], "patient_id"].nunique())
    observed = subjects["followed_until"] - subjects["index_date"]
    return Safety(
        treated=len(subjects),
        total=_count(emergent, category=None),
        categories=tuple(
            _count(by_category.get(category.value, emergent.head(0)), category=category)
            for category in AdverseEventCategory
        ),
        patients_with_event=clopper_pearson(
            with_event, len(subjects), confidence_level=confidence_level
        ),
        patients_with_serious_event=clopper_pearson(
            with_serious, len(subjects), confidence_level=confidence_level
        ),
        event_rate=poisson_rate(
            len(emergent),
            float(observed.dt.days.sum()) / DAYS_PER_YEAR,
            confidence_level=confidence_level,
        ),
        deaths=int(subjects["died"].sum()),
        serious=tuple(_listed(emergent[emergent["serious"]])),
    )


def _listed(serious: pd.DataFrame) -> Iterator[SeriousEvent]:
    """Yield serious events by category, then by day; the order of rows does not change it."""
    place = {category.value: index for index, category in enumerate(AdverseEventCategory)}
    columns = ["days_since_treatment", "grade", "related"]
    ordered = serious.assign(place=serious["category"].map(place)).sort_values(["place", *columns])
    rows = zip(*(ordered[name].tolist() for name in ("category", *columns)), strict=True)
    for category, days, grade, related in rows:
        yield SeriousEvent(
            category=AdverseEventCategory(category),
            grade=int(grade),
            related=bool(related),
            days_since_treatment=int(days),
        )


def _count(events: pd.DataFrame, *, category: AdverseEventCategory | None) -> AdverseEventCount:
    """Count events and patients."""
    serious = events[events["serious"]]
    return AdverseEventCount(
        category=category,
        events=len(events),
        patients=int(events["patient_id"].nunique()),
        serious_events=len(serious),
        serious_patients=int(serious["patient_id"].nunique()),
        severe_events=int((events["grade"] >= _SEVERE_FROM_GRADE).sum()),
        related_events=int(events["related"].sum()),
    )
