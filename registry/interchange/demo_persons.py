"""Draw who the synthetic patients are and what they were injected with."""

from datetime import date
from random import Random

from registry.domain.codes import (
    DiscLevel,
    Donor,
    Guidance,
    Modic,
    Pfirrmann,
    ProductType,
    Sex,
    Smoking,
    TissueSource,
    WorkStatus,
    YesNoUnknown,
)
from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient
from registry.domain.treatment import RecordTreatment, TreatedLevelEntry

_LEVELS = (DiscLevel.L5_S1, DiscLevel.L4_L5, DiscLevel.L3_L4)
_OFTEN_NO = (YesNoUnknown.NO, YesNoUnknown.NO, YesNoUnknown.NO, YesNoUnknown.YES)
_SHARE_TWO_LEVELS = 0.25
_SHARE_EXPANDED = 0.7


def draw_enrolment(random: Random, site: str, order: int, *, enrolled_on: date) -> EnrolPatient:
    """Draw a patient’s description at enrolment."""
    age = min(max(round(random.gauss(42, 9)), 21), 68)
    height_cm = round(random.gauss(173, 9))
    return EnrolPatient(
        site_code=site,
        enrolled_on=enrolled_on,
        birth_year=enrolled_on.year - age,
        sex=random.choice((Sex.FEMALE, Sex.MALE)),
        identity=IdentityEntry(name=f"Synthetic Patient {order}", record_number=f"DEMO-{order}"),
        height_cm=height_cm,
        weight_kg=round(random.gauss(26, 3) * (height_cm / 100) ** 2, 1),
        smoking=random.choices(list(Smoking), (50, 25, 22, 3))[0],
        work_status=random.choices(list(WorkStatus), (55, 22, 10, 10, 3))[0],
        compensation_claim=random.choice(_OFTEN_NO),
        symptom_duration_months=round(random.lognormvariate(3.4, 0.6)),
        previous_lumbar_surgery=random.choice(_OFTEN_NO),
        opioid_use=random.choice(_OFTEN_NO),
    )


def draw_treatment(random: Random, treated_on: date) -> RecordTreatment:
    """Draw the index treatment."""
    expanded = random.random() < _SHARE_EXPANDED
    discs = random.sample(_LEVELS, 1 + (random.random() < _SHARE_TWO_LEVELS))
    return RecordTreatment(
        treated_on=treated_on,
        product_type=(
            ProductType.EXPANDED_MSC if expanded else ProductType.BONE_MARROW_CONCENTRATE
        ),
        tissue_source=TissueSource.BONE_MARROW,
        levels=tuple(_level(random, disc) for disc in sorted(discs)),
        operator=f"Operator {random.randint(1, 4)}",
        guidance=Guidance.FLUOROSCOPY,
        donor=Donor.AUTOLOGOUS,
        passage=random.randint(2, 4) if expanded else None,
        viable_cells_million=round(max(random.gauss(22, 5), 5), 1),
        viability_percent=round(min(random.gauss(93, 3), 99.5), 1),
        volume_ml=2.0,
        lot_number=f"SYN-{treated_on:%y%m%d}-{random.randint(10, 99)}",
        harvest_site="Posterior iliac crest",
    )


def _level(random: Random, disc: DiscLevel) -> TreatedLevelEntry:
    return TreatedLevelEntry(
        level=disc,
        pfirrmann=random.choices(list(Pfirrmann), (0, 5, 40, 45, 10))[0],
        modic=random.choices(list(Modic), (55, 25, 17, 3))[0],
        previous_surgery=random.choices(list(YesNoUnknown), (10, 88, 2))[0],
    )
