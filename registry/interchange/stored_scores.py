"""Store imported patients and scores once; what is stored is never overwritten."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registry.domain.actors import Actor
from registry.domain.codes import DataOrigin, ProductType, TissueSource
from registry.domain.errors import Conflict, RuleBroken
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.permissions import check_may_administer
from registry.domain.site import AddSite
from registry.domain.treatment import RecordTreatment
from registry.domain.visit import RecordVisit
from registry.interchange.problems import Problem
from registry.interchange.scores_csv import FORM_FIELDS, ReadPatient, ReadVisit
from registry.models import Patient, Site, Visit
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings

AS_PUBLISHED = "As published: nobody can be asked."
"""Why an imported record is stored though it raises a warning."""


@dataclass(slots=True, kw_only=True)
class ImportOutcome:
    """What an import added and found unchanged, and why it must be refused."""

    patients_added: int = 0
    visits_added: int = 0
    visits_unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.patients_added and not self.visits_added:
            return f"Nothing changed; visits stored already: {self.visits_unchanged}."
        return (
            f"Patients new: {self.patients_added}; visits new: {self.visits_added}; "
            f"visits stored already: {self.visits_unchanged}."
        )


def published_site(session: Session, actor: Actor, command: AddSite) -> Site:
    """Return the site that holds the published data, made where there is none.

    Raises
    ------
    Conflict
        The code belongs to a site with records of its own.
    """
    check_may_administer(actor)
    site = session.scalar(select(Site).where(Site.code == command.code))
    if site is None:
        return add_site(session, actor, command)
    if site.data_origin is not DataOrigin.PUBLISHED:
        reason = f"the site {site.code} holds records of its own; name another in the mapping"
        raise Conflict(noun="import", reason=reason)
    return site


def store_scores(
    session: Session,
    actor: Actor,
    patients: Iterable[ReadPatient],
    settings: Settings,
    *,
    today: date,
) -> ImportOutcome:
    """Store what is new, count what is unchanged, and collect what contradicts the records.

    Notes
    -----
    Where ``problems`` is not empty the caller must roll back: all rows are stored, or none.
    """
    storing = _Storing(session=session, actor=actor, settings=settings, today=today)
    for read in patients:
        storing.store(read)
    return storing.outcome


@dataclass(slots=True, kw_only=True)
class _Storing:
    """One import under way."""

    session: Session
    actor: Actor
    settings: Settings
    today: date
    outcome: ImportOutcome = field(default_factory=ImportOutcome)

    def store(self, read: ReadPatient) -> None:
        """Store one patient and the visits that are not stored yet."""
        patient = self._patient(read)
        if patient is None:
            return
        stored = {visit.visited_on: visit for visit in self._visits(patient)}
        for visit in read.visits:
            before = stored.get(visit.command.visited_on)
            if before is None:
                self._record(patient, visit)
            else:
                self.outcome.visits_unchanged += 1
                self.outcome.problems += _differences(visit, before)

    def _patient(self, read: ReadPatient) -> Patient | None:
        command = read.command
        patient = self.session.scalar(
            select(Patient)
            .join(Site)
            .where(Site.code == command.site_code, Patient.external_id == command.external_id)
        )
        if patient is not None:
            self.outcome.problems += _patient_differences(read, patient)
            return patient
        try:
            return self._enrol(read)
        except RuleBroken as error:
            self.outcome.problems += _broken(read, error)
            return None

    def _enrol(self, read: ReadPatient) -> Patient:
        cipher = IdentityCipher(self.settings.identity_key)
        patient = enrol_patient(
            self.session,
            self.actor,
            replace(read.command, warning_reason=AS_PUBLISHED),
            cipher=cipher,
            today=self.today,
        )
        treatment = RecordTreatment(
            treated_on=read.index_date,
            product_type=ProductType.OTHER,
            tissue_source=TissueSource.OTHER,
            levels=(),
            levels_not_published=True,
            warning_reason=AS_PUBLISHED,
        )
        number = patient.study_number
        record_treatment(
            self.session,
            self.actor,
            number,
            treatment,
            today=self.today,
            schedule=self.settings.schedule,
        )
        self.outcome.patients_added += 1
        return patient

    def _visits(self, patient: Patient) -> Iterable[Visit]:
        of_patient = select(Visit).where(Visit.patient_id == patient.id)
        return self.session.scalars(of_patient.options(selectinload(Visit.scores)))

    def _record(self, patient: Patient, visit: ReadVisit) -> None:
        try:
            record_visit(
                self.session,
                self.actor,
                patient.study_number,
                replace(visit.command, warning_reason=AS_PUBLISHED),
                today=self.today,
                schedule=self.settings.schedule,
                odi_minimum_answered=self.settings.odi_minimum_answered,
            )
        except RuleBroken as error:
            self.outcome.problems += _broken(visit, error)
        else:
            self.outcome.visits_added += 1


def _broken(read: ReadPatient | ReadVisit, error: RuleBroken) -> Iterator[Problem]:
    for broken in error.broken:
        yield Problem(row=read.row, column=read.columns.get(broken.field), reason=broken.rule)


def _patient_differences(read: ReadPatient, patient: Patient) -> Iterator[Problem]:
    for name, stored in (("birth_year", patient.birth_year), ("sex", patient.sex)):
        found = getattr(read.command, name)
        if found != stored:
            yield _difference(read.row, read.columns.get(name), stored, found)


def _differences(read: ReadVisit, stored: Visit) -> Iterator[Problem]:
    scores = {score.instrument: score for score in stored.scores}
    for instrument, value in _values(read.command).items():
        before = scores.get(instrument)
        if before is None or before.value_0_100 != value:
            kept = None if before is None else before.value_0_100
            yield _difference(read.row, read.columns.get(FORM_FIELDS[instrument]), kept, value)


def _values(command: RecordVisit) -> dict[InstrumentCode, float]:
    values = {
        InstrumentCode.VAS_BACK: command.vas_back_0_100,
        InstrumentCode.VAS_LEG: command.vas_leg_0_100,
        InstrumentCode.ODI: command.odi.total_0_100 if command.odi else None,
    }
    return {instrument: value for instrument, value in values.items() if value is not None}


def _difference(row: int, column: str | None, stored: object, found: object) -> Problem:
    kept = "nothing" if stored is None else f"“{_plain(stored)}”"
    reason = (
        f"The registry holds {kept}, the file now says “{_plain(found)}”. "
        "Stored values are not overwritten: amend the record, or mend the file."
    )
    return Problem(row=row, column=column, reason=reason)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
