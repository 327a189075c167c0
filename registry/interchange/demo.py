"""Enter the synthetic cohort through the services, so that every rule and the audit apply."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.consent import ConsentScope, WithdrawConsent
from registry.domain.disposition import RecordDisposition
from registry.domain.visit import RecordVisit
from registry.interchange.demo_course import Course
from registry.interchange.demo_parameters import DemoParameters
from registry.interchange.demo_patients import DemoPatient
from registry.models import Site
from registry.services.adverse_events import record_adverse_event
from registry.services.consents import record_consent, withdraw_consent
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.reoperations import record_reoperation
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings

AS_DRAWN = "As drawn from the stated parameters."
"""Why a synthetic record is stored though it raises a warning."""


def is_empty(session: Session) -> bool:
    """Return whether the registry holds no site yet, and so no patient either."""
    return session.scalar(select(Site.id).limit(1)) is None


def add_demo_sites(session: Session, actor: Actor, parameters: DemoParameters) -> None:
    """Add the clinics of the synthetic cohort."""
    for site, _ in parameters.sites:
        add_site(session, actor, site)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEntry:
    """Enters one patient after the other; ``today`` is the cohort’s reference date."""

    session: Session
    actor: Actor
    settings: Settings
    today: date

    def enter(self, patient: DemoPatient) -> None:
        """Enter all records of one patient, in the order in which a clinic would."""
        cipher = IdentityCipher(self.settings.identity_key)
        number = enrol_patient(
            self.session,
            self.actor,
            replace(patient.enrolment, warning_reason=AS_DRAWN),
            cipher=cipher,
            today=self.today,
        ).study_number
        record_consent(self.session, self.actor, number, patient.consent, today=self.today)
        if patient.baseline:
            self._visit(number, patient.baseline)
        if patient.treatment:
            record_treatment(
                self.session,
                self.actor,
                number,
                replace(patient.treatment, warning_reason=AS_DRAWN),
                today=self.today,
                schedule=self.settings.schedule,
            )
        for event in patient.adverse_events:
            record_adverse_event(self.session, self.actor, number, event, today=self.today)
        if patient.course:
            self._course(number, patient.course)

    def _course(self, number: str, course: Course) -> None:
        for visit in course.visits:
            self._visit(number, visit)
        for contact in course.contacts:
            record_contact(self.session, self.actor, number, contact, today=self.today)
        for operation in course.reoperations:
            record_reoperation(self.session, self.actor, number, operation, today=self.today)
        for disposition in course.dispositions:
            self._ending(number, disposition)

    def _ending(self, number: str, disposition: RecordDisposition) -> None:
        """Enter the end of follow-up; whoever withdraws does so from the consent to contact."""
        if disposition.kind is DispositionKind.WITHDRAWAL:
            withdrawal = WithdrawConsent(
                withdrawn_on=disposition.occurred_on, scopes=frozenset({ConsentScope.CONTACT})
            )
            withdraw_consent(self.session, self.actor, number, withdrawal, today=self.today)
        else:
            record_disposition(self.session, self.actor, number, disposition, today=self.today)

    def _visit(self, number: str, visit: RecordVisit) -> None:
        record_visit(
            self.session,
            self.actor,
            number,
            replace(visit, warning_reason=AS_DRAWN),
            today=self.today,
            schedule=self.settings.schedule,
            odi_minimum_answered=self.settings.odi_minimum_answered,
        )
