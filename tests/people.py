"""The cast: who works in the clinics of the tests, and what their patients did."""

from datetime import UTC, date, datetime

from registry.domain.actors import Actor
from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.codes import (
    AdverseEventCategory,
    DatePrecision,
    DiscLevel,
    DispositionKind,
    Donor,
    EventOutcome,
    Pfirrmann,
    Procedure,
    ProductType,
    Relatedness,
    ReoperationIndication,
    Role,
    SeverityGrade,
    Sex,
    TissueSource,
    VisitMode,
    YesNoUnknown,
)
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.disposition import RecordDisposition
from registry.domain.identity import IdentityEntry
from registry.domain.partial_date import PartialDate
from registry.domain.patient import EnrolPatient
from registry.domain.reoperation import RecordReoperation
from registry.domain.treatment import RecordTreatment, TreatedLevelEntry
from registry.domain.visit import RecordVisit
from registry.settings import PROJECT_FOLDER, load_schedule

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
TREATED_ON = date(2025, 3, 4)
SCHEDULE = load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")
BERLIN = frozenset({"BER"})
MUNICH = frozenset({"MUC"})

NURSE = Actor(account_id=1, name="Nora Nurse", role=Role.STAFF, site_codes=BERLIN)
PHYSICIAN = Actor(account_id=2, name="Paul Physician", role=Role.PHYSICIAN, site_codes=BERLIN)
REPORTER = Actor(account_id=3, name="Rita Reporter", role=Role.REPORTER, site_codes=None)
ADMINISTRATOR = Actor(
    account_id=4, name="Anna Administrator", role=Role.ADMINISTRATOR, site_codes=None
)
NEIGHBOUR = Actor(account_id=5, name="Mia of Munich", role=Role.STAFF, site_codes=MUNICH)
STAFF = (NURSE, PHYSICIAN, REPORTER, ADMINISTRATOR, NEIGHBOUR)

ENROLMENT = EnrolPatient(
    site_code="BER",
    enrolled_on=date(2025, 2, 3),
    birth_year=1970,
    sex=Sex.FEMALE,
    height_cm=170,
    weight_kg=68.5,
    identity=IdentityEntry(
        name="Ada Lovelace", date_of_birth=date(1970, 12, 10), record_number="MRN 4711"
    ),
)

TREATMENT = RecordTreatment(
    treated_on=TREATED_ON,
    product_type=ProductType.EXPANDED_MSC,
    tissue_source=TissueSource.BONE_MARROW,
    donor=Donor.AUTOLOGOUS,
    levels=(TreatedLevelEntry(level=DiscLevel.L4_L5, pfirrmann=Pfirrmann.GRADE_4),),
)

TWELVE_MONTHS = RecordVisit(
    visited_on=date(2026, 3, 10),
    mode=VisitMode.CLINIC,
    surgery_since_last_contact=YesNoUnknown.NO,
    vas_back_0_100=31,
)

FLARE = RecordAdverseEvent(
    verbatim_term="Back pain after injection",
    category=AdverseEventCategory.BACK_PAIN_FLARE,
    grade=SeverityGrade.GRADE_2,
    serious=False,
    related_to_cells=Relatedness.POSSIBLE,
    related_to_injection=Relatedness.PROBABLE,
    expected=YesNoUnknown.YES,
    onset=PartialDate(date(2025, 3, 5), DatePrecision.DAY),
    outcome=EventOutcome.RECOVERED,
    aware_on=date(2025, 3, 6),
)

FUSION = RecordReoperation(
    performed_on=date(2025, 11, 20),
    procedure=Procedure.FUSION,
    indication=ReoperationIndication.PERSISTENT_PAIN,
    levels=(DiscLevel.L4_L5, DiscLevel.L5_S1),
)

DEATH = RecordDisposition(kind=DispositionKind.DEATH, occurred_on=date(2026, 4, 1))

PHONE_CALL = RecordContact(
    contacted_on=date(2025, 9, 1),
    mode=ContactMode.PHONE,
    result=ContactResult.REACHED,
    surgery_since_last_contact=YesNoUnknown.NO,
)
