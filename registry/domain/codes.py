"""The coded answers of the clinical record; a code is stored, its label is shown."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A stored code with the label a person reads."""

    _label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member._label = label  # noqa: SLF001 - its own member, still being made
        return member

    @property
    def label(self) -> str:
        """The words shown for this code."""
        return self._label


class DataOrigin(Code):
    """Where a site's data come from; anything but clinical is said on every page and PDF."""

    CLINICAL = "clinical", "Clinical record"
    SYNTHETIC = "synthetic", "Synthetic data"
    PUBLISHED = "published", "Published data"


class Sex(Code):
    """Sex as recorded at enrolment."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Unknown"


class Smoking(Code):
    """Smoking status at enrolment."""

    NEVER = "never", "Never"
    FORMER = "former", "Former"
    CURRENT = "current", "Current"
    UNKNOWN = "unknown", "Unknown"


class WorkStatus(Code):
    """Work status at enrolment."""

    WORKING = "working", "Working"
    SICK_LEAVE = "sick_leave", "On sick leave"
    NOT_WORKING = "not_working", "Not working because of the back"
    RETIRED = "retired", "Retired or in education"
    UNKNOWN = "unknown", "Unknown"


class YesNoUnknown(Code):
    """An answer that may honestly be unknown."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class ProductType(Code):
    """What was injected (ISCT 2006 keeps expanded cells and concentrate apart)."""

    EXPANDED_MSC = "expanded_msc", "Culture-expanded MSC"
    BONE_MARROW_CONCENTRATE = "bone_marrow_concentrate", "Bone-marrow concentrate"
    STROMAL_VASCULAR_FRACTION = "stromal_vascular_fraction", "Stromal vascular fraction"
    DISC_CHONDROCYTES = "disc_chondrocytes", "Disc chondrocytes"
    OTHER = "other", "Other"


class TissueSource(Code):
    """The tissue the cells come from."""

    BONE_MARROW = "bone_marrow", "Bone marrow"
    ADIPOSE = "adipose", "Adipose tissue"
    UMBILICAL_CORD = "umbilical_cord", "Umbilical cord"
    SYNOVIUM = "synovium", "Synovium"
    OTHER = "other", "Other"


class Donor(Code):
    """Whose cells they are."""

    AUTOLOGOUS = "autologous", "Autologous"
    ALLOGENEIC = "allogeneic", "Allogeneic"


class Guidance(Code):
    """How the needle was guided."""

    FLUOROSCOPY = "fluoroscopy", "Fluoroscopy"
    CT = "ct", "Computed tomography"
    OTHER = "other", "Other"


class DiscLevel(Code):
    """A lumbar disc."""

    L1_L2 = "L1-L2", "L1–L2"
    L2_L3 = "L2-L3", "L2–L3"
    L3_L4 = "L3-L4", "L3–L4"
    L4_L5 = "L4-L5", "L4–L5"
    L5_S1 = "L5-S1", "L5–S1"


class Pfirrmann(Code):
    """Pfirrmann grade of disc degeneration."""

    GRADE_1 = "1", "I"
    GRADE_2 = "2", "II"
    GRADE_3 = "3", "III"
    GRADE_4 = "4", "IV"
    GRADE_5 = "5", "V"


class Modic(Code):
    """Modic type of endplate change; 0 is none."""

    TYPE_0 = "0", "0 (none)"
    TYPE_1 = "1", "1"
    TYPE_2 = "2", "2"
    TYPE_3 = "3", "3"


class VisitMode(Code):
    """How the answers were obtained."""

    CLINIC = "clinic", "In the clinic"
    PHONE = "phone", "By telephone"
    POST = "post", "By post"
    PATIENT_LINK = "patient_link", "By the patient, online"


class AdverseEventCategory(Code):
    """The registry's own categories of adverse events."""

    PROCEDURE_PAIN = "procedure_pain", "Procedure pain"
    BACK_PAIN_FLARE = "back_pain_flare", "Back pain flare"
    NEW_RADICULAR_PAIN = "new_radicular_pain", "New radicular pain"
    INFECTION = "infection", "Discitis or other infection"
    NEUROLOGICAL_DEFICIT = "neurological_deficit", "Neurological deficit"
    HARVEST_SITE = "harvest_site", "Harvest-site complication"
    BLEEDING = "bleeding", "Bleeding"
    ALLERGIC = "allergic", "Allergic or immune reaction"
    THROMBOEMBOLIC = "thromboembolic", "Thrombo-embolic event"
    CARDIOVASCULAR = "cardiovascular", "Cardiovascular event"
    NEOPLASM = "neoplasm", "Neoplasm"
    OTHER = "other", "Other"


class SeverityGrade(Code):
    """CTCAE v5 grade: severity, not seriousness."""

    GRADE_1 = "1", "1 – mild"
    GRADE_2 = "2", "2 – moderate"
    GRADE_3 = "3", "3 – severe"
    GRADE_4 = "4", "4 – life-threatening"
    GRADE_5 = "5", "5 – death"


class SeriousnessCriterion(Code):
    """ICH E2A criteria; one is enough to make an event serious."""

    DEATH = "death", "Death"
    LIFE_THREATENING = "life_threatening", "Life-threatening"
    HOSPITALISATION = "hospitalisation", "Hospitalisation, new or prolonged"
    DISABILITY = "disability", "Persistent or significant disability"
    CONGENITAL_ANOMALY = "congenital_anomaly", "Congenital anomaly"
    MEDICALLY_IMPORTANT = "medically_important", "Medically important"


class Relatedness(Code):
    """How likely the event was caused by the thing asked about."""

    DEFINITE = "definite", "Definite"
    PROBABLE = "probable", "Probable"
    POSSIBLE = "possible", "Possible"
    UNLIKELY = "unlikely", "Unlikely"
    NOT_RELATED = "not_related", "Not related"
    UNCLASSIFIABLE = "unclassifiable", "Unclassifiable"


class EventOutcome(Code):
    """Outcome of an adverse event."""

    RECOVERED = "recovered", "Recovered"
    RECOVERING = "recovering", "Recovering"
    NOT_RECOVERED = "not_recovered", "Not recovered"
    SEQUELAE = "sequelae", "Recovered with sequelae"
    FATAL = "fatal", "Fatal"
    UNKNOWN = "unknown", "Unknown"


class DatePrecision(Code):
    """How exactly a date is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Procedure(Code):
    """What was done at a reoperation."""

    DISCECTOMY = "discectomy", "Discectomy"
    DECOMPRESSION = "decompression", "Decompression"
    FUSION = "fusion", "Fusion"
    DISC_REPLACEMENT = "disc_replacement", "Disc replacement"
    SPINAL_CORD_STIMULATOR = "spinal_cord_stimulator", "Spinal cord stimulator"
    REPEAT_INJECTION = "repeat_injection", "Repeat intradiscal injection"
    OTHER = "other", "Other"


class ReoperationIndication(Code):
    """Why the operation was done."""

    PERSISTENT_PAIN = "persistent_pain", "Persistent pain"
    HERNIATION = "herniation", "Herniation"
    INFECTION = "infection", "Infection"
    INSTABILITY = "instability", "Instability"
    OTHER = "other", "Other"


class EventDefinition(Code):
    """Which operation is the event of the survival analysis."""

    SURGERY_AT_TREATED_LEVEL = "surgery_at_treated_level", "First spine surgery at a treated level"
    ANY_LUMBAR_SURGERY = "any_lumbar_surgery", "First lumbar surgery at any level"
    ANY_REINTERVENTION = (
        "any_reintervention",
        "First reintervention, repeat injection included",
    )


class DispositionKind(Code):
    """Why a patient is no longer followed."""

    DEATH = "death", "Died"
    WITHDRAWAL = "withdrawal", "Withdrew from contact"
    LOST = "lost", "Lost to follow-up"
    TRANSFERRED = "transferred", "Transferred to another clinic"


class Role(Code):
    """What an account is for."""

    STAFF = "staff", "Clinic staff"
    PHYSICIAN = "physician", "Physician"
    REPORTER = "reporter", "Report issuer"
    ADMINISTRATOR = "administrator", "Administrator"
