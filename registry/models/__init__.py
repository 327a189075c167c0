"""The tables; importing this package defines all of them."""

from registry.models.account import Account, AccountSite
from registry.models.adverse_event import AdverseEvent, Seriousness
from registry.models.audit import AuditEntry
from registry.models.base import Base
from registry.models.contact import Contact
from registry.models.disposition import Disposition
from registry.models.identity import Identity
from registry.models.patient import Patient
from registry.models.reoperation import ReoperatedLevel, Reoperation
from registry.models.site import Site
from registry.models.treatment import TreatedLevel, Treatment
from registry.models.visit import OdiAnswers, Score, Visit

__all__ = [
    "Account",
    "AccountSite",
    "AdverseEvent",
    "AuditEntry",
    "Base",
    "Contact",
    "Disposition",
    "Identity",
    "OdiAnswers",
    "Patient",
    "ReoperatedLevel",
    "Reoperation",
    "Score",
    "Seriousness",
    "Site",
    "TreatedLevel",
    "Treatment",
    "Visit",
]
