"""The paper form of one visit, with the address at which it is entered."""

from datetime import date

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from registry.display.banner import person
from registry.domain.codes import DataOrigin
from registry.domain.errors import NotFound
from registry.domain.permissions import check_may_record
from registry.domain.schedule import Schedule
from registry.domain.visit import BASELINE
from registry.models import Patient
from registry.services.patients import find_patient, index_treatment
from registry.web.page_context import caveats
from registry.web.registry_context import actor, reading, registry
from reports.case_report_form import CaseReportForm, FollowUpDates, case_report_form


def paper_form(number: str, code: str) -> ResponseReturnValue:
    """Print the form of one visit of the patient."""
    check_may_record(actor())
    with reading() as session:
        patient = find_patient(session, actor(), number)
        index = index_treatment(session, patient)
        form = _form(patient, index.treated_on if index else None, code)
    name = f'inline; filename="{patient.study_number}-{code}.pdf"'
    headers = {"Content-Disposition": name}
    return Response(case_report_form(form), mimetype="application/pdf", headers=headers)


def _form(patient: Patient, index_date: date | None, code: str) -> CaseReportForm:
    settings, site, number = registry().settings, patient.site, patient.study_number
    label, follow_up = _visit(settings.schedule, index_date, code)
    clinical = site.data_origin is DataOrigin.CLINICAL
    return CaseReportForm(
        registry_name=settings.registry_name,
        site_name=site.name,
        study_number=number,
        person=person(patient.sex, patient.birth_year),
        treated_on=index_date,
        visit_label=label,
        follow_up=follow_up,
        pain_question=settings.pain_question,
        address=url_for("visits.new_visit", number=number, planned_visit=code, _external=True),
        caveats=caveats([site]),
        origin="" if clinical else site.data_origin.label,
        page_size=settings.page_size,
    )


def _visit(
    schedule: Schedule, index_date: date | None, code: str
) -> tuple[str, FollowUpDates | None]:
    """Return the label of the visit and, of a follow-up, its dates."""
    if code == BASELINE:
        return "Baseline", None
    planned = next((visit for visit in schedule.visits if visit.code == code), None)
    if planned is None or index_date is None:
        raise NotFound(noun="planned visit", key=code)
    return planned.label, FollowUpDates(
        target=planned.target(index_date),
        opens=planned.opens(index_date),
        closes=planned.closes(index_date),
    )
