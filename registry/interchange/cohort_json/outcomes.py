"""Pain and disability: scores, changes, responders."""

from collections.abc import Iterable, Iterator

from registry.analysis.box_plot_results import ChangeSpread, PeriodBox
from registry.analysis.catalogue import (
    BOX_PLOTS,
    COURSE,
    LAST_OBSERVATION,
    MEAN_CHANGE,
    MMRM,
    RESPONDERS,
    STANDARDISED_CHANGE,
)
from registry.analysis.estimates import (
    NotEstimable,
    RepeatedMeasures,
    StandardisedChange,
    StandardisedValue,
)
from registry.analysis.results import InstrumentCourse, Responders
from registry.domain.quarter import Quarter
from registry.interchange.cohort_json.figure import (
    Figure,
    Unit,
    change,
    counted,
    distribution,
    estimated,
    not_estimable,
    share,
)

_OF_A_BOX = (
    "lowest",
    "whisker_low",
    "quartile_1",
    "median",
    "quartile_3",
    "whisker_high",
    "highest",
)


def course_figures(courses: Iterable[InstrumentCourse]) -> Iterator[Figure]:
    """Yield all that is said of each instrument over time."""
    for course in courses:
        key = course.instrument.value
        yield counted(f"{key}.scores", course.scores, "scores")
        yield counted(f"{key}.converted_scores", course.converted_scores, "scores", n=course.scores)
        yield counted(f"{key}.individual_courses.patients", course.individuals.patients)
        for point in course.means:
            yield estimated(
                f"{key}.month_{point.months}.mean",
                point.mean,
                "points_0_100",
                estimator=COURSE,
                n=point.n,
                interval=point.interval,
            )
        for visit in course.changes:
            yield from change(f"{key}.{visit.visit}", visit.change, MEAN_CHANGE)
            yield from _standardised(f"{key}.{visit.visit}", visit.standardised)
        yield from _modelled(f"{key}.modelled", course.modelled)
        last = course.last_observation
        yield from change(f"{key}.last_observation", last.change, LAST_OBSERVATION)
        yield from distribution(
            f"{key}.last_observation.time", last.time_months, "months", LAST_OBSERVATION
        )


def responder_figures(responders: Iterable[Responders]) -> Iterator[Figure]:
    """Yield responders to each threshold at each visit, with both bounds for the missing."""
    for row in responders:
        instruments = "_and_".join(code.value for code in row.threshold.instruments)
        key = f"responders.{instruments}.{row.threshold.key}.{row.visit}"
        yield counted(f"{key}.missing", row.missing, n=row.counted)
        yield counted(f"{key}.reoperated", row.reoperated, n=row.counted)
        for name in ("observed", "worst", "best"):
            yield from share(f"{key}.{name}", getattr(row, name), RESPONDERS)


def spread_figures(spreads: Iterable[ChangeSpread]) -> Iterator[Figure]:
    """Yield the quartiles and the range of the changes by quarter or year of treatment."""
    for spread in spreads:
        for row in spread.boxes:
            key = f"{spread.instrument.value}.{spread.visit}.treated_{_period(spread, row)}"
            if isinstance(row.box, NotEstimable):
                yield not_estimable(f"{key}.median", row.box, "points_0_100", BOX_PLOTS)
                continue
            yield counted(f"{key}.beyond", row.box.beyond, n=row.box.n)
            for name in _OF_A_BOX:
                value: float = getattr(row.box, name)
                yield estimated(
                    f"{key}.{name}", value, "points_0_100", estimator=BOX_PLOTS, n=row.box.n
                )


def _period(spread: ChangeSpread, row: PeriodBox) -> str:
    year = f"{row.first_day.year}"
    if spread.period == "year":
        return year
    return f"{year}_q{Quarter.of(row.first_day).number}"


def _standardised(key: str, found: StandardisedChange | NotEstimable) -> Iterator[Figure]:
    unit: Unit = "standard_deviations"
    for name in ("response_mean", "hedges_g"):
        if isinstance(found, NotEstimable):
            yield not_estimable(f"{key}.{name}", found, unit, STANDARDISED_CHANGE)
            continue
        value: StandardisedValue = getattr(found, name)
        yield estimated(
            f"{key}.{name}",
            value.value,
            unit,
            estimator=STANDARDISED_CHANGE,
            n=found.n,
            interval=value.interval,
        )
        yield estimated(
            f"{key}.{name}.standard_error",
            value.standard_error,
            unit,
            estimator=STANDARDISED_CHANGE,
            n=found.n,
        )


def _modelled(key: str, found: RepeatedMeasures | NotEstimable) -> Iterator[Figure]:
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "points_0_100", MMRM)
        return
    yield counted(f"{key}.patients", found.patients)
    yield counted(f"{key}.changes", found.changes, "scores")
    yield estimated(
        f"{key}.mean_baseline",
        found.mean_baseline,
        "points_0_100",
        estimator=MMRM,
        n=found.patients,
    )
    for visit, mean in zip(found.visits, found.means, strict=True):
        at = f"{key}.{visit}"
        yield estimated(
            f"{at}.change_mean",
            mean.value,
            "points_0_100",
            estimator=MMRM,
            n=found.patients,
            interval=mean.interval,
        )
        yield Figure(
            key=f"{at}.standard_error",
            value=mean.standard_error,
            unit="points_0_100",
            estimator=MMRM,
        )
        yield Figure(
            key=f"{at}.degrees_of_freedom",
            value=mean.degrees_of_freedom,
            unit="degrees",
            estimator=MMRM,
        )
