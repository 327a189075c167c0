"""What is always shown of a patient, and how their last scores stand to the baseline."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import DiscLevel, DispositionKind, ProductType, Sex
from registry.domain.consent import ConsentScope
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedScore:
    """One scorable answer; ``value`` is 0-100."""

    instrument: InstrumentCode
    answered_on: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientOverview:
    """One patient, without anything that names them; ``scores`` are in order of time.

    ``withdrawn`` is what the patient agreed to once and agrees to no more.
    """

    study_number: str
    sex: Sex
    birth_year: int
    index_date: date | None
    product_type: ProductType | None
    levels: tuple[DiscLevel, ...]
    treatments: int
    scores: tuple[DatedScore, ...]
    ended: tuple[tuple[DispositionKind, date], ...]
    withdrawn: tuple[tuple[ConsentScope, date], ...] = ()

    def of(self, instrument: InstrumentCode) -> list[DatedScore]:
        """Return the scores of one instrument in order of time."""
        return [score for score in self.scores if score.instrument is instrument]

    def baseline(self, instrument: InstrumentCode, schedule: Schedule) -> DatedScore | None:
        """Return the last score on or before time zero that is not too old, None without one."""
        if self.index_date is None:
            return None
        before = [s for s in self.of(instrument) if s.answered_on <= self.index_date]
        last = before[-1] if before else None
        if last is None:
            return None
        age_days = (self.index_date - last.answered_on).days
        return last if age_days <= schedule.baseline_max_age_days else None
