"""What each frame must look like before anything is estimated from it."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from registry.domain.errors import FrameError

Kind = Literal["integer", "number", "text", "flag", "date"]
_DTYPES: dict[Kind, str] = {
    "integer": "int64",
    "number": "float64",
    "text": "object",
    "flag": "bool",
    "date": "datetime64[s]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its kind, its unit or coding, whether a value may be missing."""

    name: str
    kind: Kind
    meaning: str
    may_be_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSpec:
    """The columns of one frame and what one row is."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with these columns, in this order and of these types.

        Raises
        ------
        FrameError
            A column is missing, is of another type, or lacks values it must have.
        """
        conformed: dict[str, pd.Series] = {}
        for column in self.columns:
            if column.name not in frame.columns:
                raise FrameError(frame=self.name, column=column.name, reason="is missing")
            values = frame[column.name]
            if not column.may_be_missing and bool(values.isna().any()):
                raise FrameError(frame=self.name, column=column.name, reason="has empty cells")
            try:
                alone = frame[[column.name]].astype({column.name: _DTYPES[column.kind]})
                conformed[column.name] = alone[column.name]
            except (TypeError, ValueError) as error:
                reason = f"does not hold values of kind {column.kind}"
                raise FrameError(frame=self.name, column=column.name, reason=reason) from error
        return pd.DataFrame(conformed, index=frame.index).reset_index(drop=True)


SUBJECTS = FrameSpec(
    name="subjects",
    row="treated patient",
    columns=(
        Column(name="patient_id", kind="integer", meaning="key of the patient"),
        Column(name="site_code", kind="text", meaning="code of the site"),
        Column(name="index_date", kind="date", meaning="date of the index treatment, time zero"),
        Column(
            name="recorded_on",
            kind="date",
            meaning="date at the site on which the record of the index treatment was entered",
            may_be_missing=True,
        ),
        Column(
            name="age_years",
            kind="number",
            meaning="calendar year of treatment − year of birth",
            may_be_missing=True,
        ),
        Column(name="sex", kind="text", meaning="code of Sex"),
        Column(
            name="body_mass_index",
            kind="number",
            meaning="kg per square metre",
            may_be_missing=True,
        ),
        Column(name="smoking", kind="text", meaning="code of Smoking", may_be_missing=True),
        Column(
            name="symptom_duration_months", kind="number", meaning="months", may_be_missing=True
        ),
        Column(
            name="previous_lumbar_surgery",
            kind="text",
            meaning="code of YesNoUnknown",
            may_be_missing=True,
        ),
        Column(name="opioid_use", kind="text", meaning="code of YesNoUnknown", may_be_missing=True),
        Column(name="product_type", kind="text", meaning="code of ProductType"),
        Column(name="tissue_source", kind="text", meaning="code of TissueSource"),
        Column(name="donor", kind="text", meaning="code of Donor", may_be_missing=True),
        Column(name="levels_treated", kind="integer", meaning="discs treated at the index date"),
        Column(
            name="highest_pfirrmann",
            kind="number",
            meaning="highest Pfirrmann grade of the treated discs, 1-5",
            may_be_missing=True,
        ),
        Column(
            name="followed_until",
            kind="date",
            meaning="last date of any contact up to the cut-off; person-time ends here",
        ),
        Column(
            name="expected_until",
            kind="date",
            meaning="death, withdrawal or transfer where there is one, else the cut-off; "
            "planned visits that close later are not due",
        ),
        Column(
            name="reoperated_on",
            kind="date",
            meaning="first operation under the event definition",
            may_be_missing=True,
        ),
        Column(name="died", kind="flag", meaning="died by the cut-off"),
        Column(name="withdrawn", kind="flag", meaning="withdrew from contact by the cut-off"),
        Column(name="lost", kind="flag", meaning="was recorded as lost to follow-up"),
        Column(name="transferred", kind="flag", meaning="went to another clinic"),
    ),
)

SCORES = FrameSpec(
    name="scores",
    row="score of one instrument on one date",
    columns=(
        Column(name="patient_id", kind="integer", meaning="key of the patient"),
        Column(name="instrument", kind="text", meaning="code of the instrument"),
        Column(name="days_since_treatment", kind="integer", meaning="days; 0 is time zero"),
        Column(name="value_0_100", kind="number", meaning="score, 0 best to 100 worst"),
        Column(name="converted", kind="flag", meaning="converted from another scale"),
    ),
)

TIME_TO_EVENT = FrameSpec(
    name="time to event",
    row="treated patient",
    columns=(
        Column(name="patient_id", kind="integer", meaning="key of the patient"),
        Column(name="duration_days", kind="integer", meaning="days from time zero, at least 0"),
        Column(name="event_observed", kind="flag", meaning="the event happened at duration_days"),
        Column(
            name="died_first",
            kind="flag",
            meaning="died at duration_days, and the event had not happened",
        ),
    ),
)

OTHER_DEFINITIONS = FrameSpec(
    name="other definitions",
    row="treated patient and definition of the event that was not chosen",
    columns=(
        Column(name="event_definition", kind="text", meaning="code of EventDefinition"),
        *TIME_TO_EVENT.columns,
    ),
)

ADVERSE_EVENTS = FrameSpec(
    name="adverse events",
    row="adverse event",
    columns=(
        Column(name="patient_id", kind="integer", meaning="key of the patient"),
        Column(name="category", kind="text", meaning="code of AdverseEventCategory"),
        Column(name="grade", kind="integer", meaning="CTCAE v5 grade, 1-5"),
        Column(name="serious", kind="flag", meaning="meets an ICH E2A criterion"),
        Column(
            name="related",
            kind="flag",
            meaning="possible or more to the cells, the injection or the harvest",
        ),
        Column(name="treatment_emergent", kind="flag", meaning="onset on or after time zero"),
        Column(
            name="days_since_treatment",
            kind="integer",
            meaning="days from time zero to the onset; of a partial date the earliest possible",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFrames:
    """The frames of one cohort; ``other_definitions`` may be left out where nobody asks."""

    subjects: pd.DataFrame
    scores: pd.DataFrame
    time_to_event: pd.DataFrame
    adverse_events: pd.DataFrame
    other_definitions: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(OTHER_DEFINITIONS.column_names))
    )

    def conform(self) -> "CohortFrames":
        """Return the frames as their specifications ask; FrameError where one cannot be."""
        return CohortFrames(
            subjects=SUBJECTS.conform(self.subjects),
            scores=SCORES.conform(self.scores),
            time_to_event=TIME_TO_EVENT.conform(self.time_to_event),
            adverse_events=ADVERSE_EVENTS.conform(self.adverse_events),
            other_definitions=OTHER_DEFINITIONS.conform(self.other_definitions),
        )
