"""What a patient's course is drawn from."""

from datetime import date

from registry.analysis.time_units import DAYS_PER_MONTH
from registry.display.charts.patient_trajectory import PatientCourse, ScorePoint
from registry.domain.codes import Procedure
from registry.domain.partial_date import PartialDate
from registry.domain.patient_overview import PatientOverview
from registry.extracts.patient_record import PatientRecord


def course_of(overview: PatientOverview, record: PatientRecord) -> PatientCourse | None:
    """Return scores and events in months since the first treatment, None before it."""
    index = overview.index_date
    if index is None:
        return None

    def months(on: date) -> float:
        return (on - index).days / DAYS_PER_MONTH

    return PatientCourse(
        scores=[
            ScorePoint(
                instrument=score.instrument, months=months(score.answered_on), value=score.value
            )
            for score in overview.scores
        ],
        adverse_events=[
            months(PartialDate(event.onset_on, event.onset_precision).earliest_not_before(index))
            for event in record.adverse_events
        ],
        operations=[
            months(operation.performed_on)
            for operation in record.reoperations
            if operation.procedure is not Procedure.REPEAT_INJECTION
        ],
        repeat_treatments=[months(entry.treated_on) for entry in record.treatments[1:]],
    )
