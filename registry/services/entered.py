"""What was entered to make a stored record: the command that would make it again."""

from dataclasses import fields, replace
from functools import singledispatch
from typing import Any

from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.consent import ConsentScope, RecordConsent
from registry.domain.contact import RecordContact
from registry.domain.disposition import RecordDisposition
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.partial_date import PartialDate
from registry.domain.patient import PatientData
from registry.domain.reoperation import RecordReoperation
from registry.domain.treatment import RecordTreatment, TreatedLevelEntry
from registry.domain.visit import OdiEntry, RecordVisit
from registry.models import (
    AdverseEvent,
    Consent,
    Contact,
    Disposition,
    Patient,
    Reoperation,
    Score,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable


@singledispatch
def entered(record: Amendable) -> Any:  # noqa: ANN401 - each record has its own command
    """Return the command from which the record was made."""
    raise TypeError(type(record))


def _same(record: object, command: type[Any]) -> dict[str, Any]:
    """Return what has the same name in the record and in its command."""
    names = (field.name for field in fields(command))
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


@entered.register
def _(patient: Patient) -> PatientData:
    return PatientData(**_same(patient, PatientData))


@entered.register
def _(contact: Contact) -> RecordContact:
    return RecordContact(**_same(contact, RecordContact))


@entered.register
def _(disposition: Disposition) -> RecordDisposition:
    return RecordDisposition(**_same(disposition, RecordDisposition))


@entered.register
def _(reoperation: Reoperation) -> RecordReoperation:
    levels = tuple(entry.level for entry in reoperation.levels)
    return RecordReoperation(**_same(reoperation, RecordReoperation) | {"levels": levels})


@entered.register
def _(treatment: Treatment) -> RecordTreatment:
    levels = tuple(
        TreatedLevelEntry(**_same(entry, TreatedLevelEntry)) for entry in treatment.levels
    )
    same = _same(treatment, RecordTreatment) | {"levels": levels}
    return RecordTreatment(**same, levels_not_published=not levels)


@entered.register
def _(event: AdverseEvent) -> RecordAdverseEvent:
    ended = None
    if event.ended_on is not None and event.end_precision is not None:
        ended = PartialDate(event.ended_on, event.end_precision)
    return RecordAdverseEvent(
        **_same(event, RecordAdverseEvent) | {"received_on": None},
        onset=PartialDate(event.onset_on, event.onset_precision),
        ended=ended,
        criteria=tuple(sorted(each.criterion for each in event.seriousness)),
    )


@entered.register
def _(consent: Consent) -> RecordConsent:
    scopes = frozenset(scope for scope in ConsentScope if consent.given(scope))
    return RecordConsent(**_same(consent, RecordConsent) | {"scopes": scopes})


@entered.register
def _(visit: Visit) -> RecordVisit:
    scores = {score.instrument: score for score in visit.scores}
    back, leg = scores.get(InstrumentCode.VAS_BACK), scores.get(InstrumentCode.VAS_LEG)
    pain = back or leg
    return RecordVisit(
        **_same(visit, RecordVisit),
        vas_back_0_100=back.value_0_100 if back else None,
        vas_leg_0_100=leg.value_0_100 if leg else None,
        vas_back_not_answered=back is not None and back.value_0_100 is None,
        vas_leg_not_answered=leg is not None and leg.value_0_100 is None,
        odi=_odi(scores[InstrumentCode.ODI]) if InstrumentCode.ODI in scores else None,
        conversion=pain.conversion if pain else Conversion.NONE,
    )


def _odi(score: Score) -> OdiEntry:
    if score.odi_answers is None:
        return OdiEntry(total_0_100=score.value_0_100)
    return OdiEntry(answers=score.odi_answers.answers)


def with_unasked(command: Any, record: Amendable) -> Any:  # noqa: ANN401 - each record has its own
    """Return the command with what no form asks, as it is in the stored record."""
    before = entered(record)
    if isinstance(command, RecordTreatment):
        return replace(command, levels_not_published=before.levels_not_published)
    if isinstance(command, RecordVisit) and _pain(command) == _pain(before):
        return replace(command, conversion=before.conversion)
    return command


def explained(command: Any, reason: str) -> Any:  # noqa: ANN401 - each record has its own
    """Return the command with that reason for the warnings it may raise."""
    return replace(command, warning_reason=reason) if isinstance(command, RecordVisit) else command


def _pain(command: RecordVisit) -> tuple[float | None, float | None]:
    return command.vas_back_0_100, command.vas_leg_0_100
