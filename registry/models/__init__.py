"""The tables; importing this package defines all of them."""

from registry.models.account import Account, AccountSite
from registry.models.adverse_event import AdverseEvent, EarlierVersion, Seriousness
from registry.models.audit import AuditEntry
from registry.models.base import Base
from registry.models.consent import Consent
from registry.models.contact import Contact
from registry.models.disposition import Disposition
from registry.models.draft import Draft, Submission
from registry.models.identity import Identity
from registry.models.moved_record import MovedRecord
from registry.models.patient import Patient
from registry.models.planned_visit import PlannedVisit
from registry.models.quarter_lock import QuarterLock
from registry.models.query import AcceptedWarning, Query, QueryMessage
from registry.models.reoperation import ReoperatedLevel, Reoperation
from registry.models.report_run import ReportFile, ReportMaking, ReportRun
from registry.models.report_subscription import ReportSubscription
from registry.models.second_typing import SecondTyping
from registry.models.site import Site
from registry.models.treatment import TreatedLevel, Treatment
from registry.models.visit import OdiAnswers, Score, Visit

__all__ = [
    "AcceptedWarning",
    "Account",
    "AccountSite",
    "AdverseEvent",
    "AuditEntry",
    "Base",
    "Consent",
    "Contact",
    "Disposition",
    "Draft",
    "EarlierVersion",
    "Identity",
    "MovedRecord",
    "OdiAnswers",
    "Patient",
    "PlannedVisit",
    "QuarterLock",
    "Query",
    "QueryMessage",
    "ReoperatedLevel",
    "Reoperation",
    "ReportFile",
    "ReportMaking",
    "ReportRun",
    "ReportSubscription",
    "Score",
    "SecondTyping",
    "Seriousness",
    "Site",
    "Submission",
    "TreatedLevel",
    "Treatment",
    "Visit",
]
