"""The cohort summary as one JSON document."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from importlib.metadata import version

from registry.analysis.issue_changes import IssueChanges
from registry.analysis.results import CohortSummary, InstrumentCourse
from registry.analysis.safety_results import SeriousEvent
from registry.domain.cohort import CohortDefinition
from registry.domain.report_run import ReportIssue
from registry.interchange.cohort_json.changes import issue_document
from registry.interchange.cohort_json.comparisons import (
    comparison_figures,
    evidence_figures,
    verdicts,
)
from registry.interchange.cohort_json.events import (
    product_difference_figures,
    product_figures,
    reoperation_figures,
    safety_figures,
)
from registry.interchange.cohort_json.figure import Figure
from registry.interchange.cohort_json.hazards import hazard_figures
from registry.interchange.cohort_json.monitoring import contrast_figures, monitoring_figures
from registry.interchange.cohort_json.outcomes import (
    course_figures,
    responder_figures,
    spread_figures,
)
from registry.interchange.cohort_json.patients import (
    baseline_figures,
    flow_figures,
    follow_up_figures,
    lost_figures,
    recruitment_figures,
    site_completeness_figures,
)
from registry.interchange.cohort_json.precision import precision_figures
from registry.interchange.cohort_json.sensitivity import sensitivity_figures
from registry.interchange.cohort_json.subgroups import subgroup_figures

FORMAT = "msc-outcomes-registry cohort summary"
FORMAT_VERSION = 1


def cohort_figures(summary: CohortSummary) -> Iterator[Figure]:
    """Yield every number of the summary, in the order of the report; each key stands once."""
    yield from flow_figures(summary.flow)
    yield from recruitment_figures(summary.recruitment)
    yield from follow_up_figures(summary.follow_up)
    yield from site_completeness_figures(summary.site_completeness)
    yield from baseline_figures(summary.baseline)
    yield from lost_figures(summary.followed_and_lost)
    yield from course_figures(summary.courses)
    yield from responder_figures(summary.responders)
    yield from spread_figures(summary.change_spreads)
    yield from precision_figures(summary.precision)
    yield from sensitivity_figures(summary.sensitivity)
    yield from safety_figures(summary.safety)
    yield from reoperation_figures(summary.reoperation)
    for other in summary.other_definitions:
        key = f"reoperation_by.{other.event_definition.value}"
        yield from reoperation_figures(other, key=key)
    yield from product_figures(summary.products_compared)
    yield from product_difference_figures(summary.product_differences)
    yield from hazard_figures(summary.hazards)
    yield from comparison_figures(summary.benchmarks)
    yield from evidence_figures(summary.evidence)
    yield from subgroup_figures(summary.subgroups)
    yield from monitoring_figures(summary.monitoring)
    yield from contrast_figures(summary.site_contrasts)


def cohort_document(
    summary: CohortSummary,
    issue: ReportIssue | None = None,
    changes: IssueChanges | None = None,
) -> dict[str, object]:
    """Return the document that `docs/cohort-summary.schema.json` describes.

    ``issue`` None: the numbers belong to no issue of a quarterly report.
    """
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "program_version": version("msc-outcomes-registry"),
        "selection": _selection(summary.definition),
        "caveats": list(summary.caveats),
        "first_treatment": _day(summary.first_treatment),
        "last_treatment": _day(summary.last_treatment),
        "sites": [
            {
                "site_code": origin.site_code,
                "site_name": origin.site_name,
                "origin": origin.origin.value,
                "note": origin.note,
                "treated": origin.treated,
            }
            for origin in summary.origins
        ],
        "figures": [figure.as_json() for figure in cohort_figures(summary)],
        "individual_courses": [_individuals(course) for course in summary.courses],
        "serious_events": [_serious(event) for event in summary.safety.serious],
        "verdicts": verdicts(summary.benchmarks),
        "issue": None if issue is None else issue_document(issue, changes),
        "snapshot_sha256": summary.snapshot_sha256,
        "release": None if summary.release is None else asdict(summary.release),
    }


def cohort_json(
    summary: CohortSummary,
    issue: ReportIssue | None = None,
    changes: IssueChanges | None = None,
) -> bytes:
    """Write the document; the same summary gives the same bytes.

    Raises
    ------
    ValueError
        A number is not finite: what cannot be estimated must say so instead.
    """
    document = cohort_document(summary, issue, changes)
    written = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{written}\n".encode()


def _selection(definition: CohortDefinition) -> dict[str, object]:
    return {
        "site_codes": list(definition.site_codes),
        "cut_off": definition.cut_off.isoformat(),
        "event_definition": definition.event_definition.value,
        "groups": [
            {"variable": choice.variable.value, "group": choice.group}
            for choice in definition.groups
        ],
    }


def _individuals(course: InstrumentCourse) -> dict[str, object]:
    return {
        "instrument": course.instrument.value,
        "months": list(course.individuals.months),
        "scores": [list(scores) for scores in course.individuals.drawn],
    }


def _serious(event: SeriousEvent) -> dict[str, object]:
    return {
        "category": event.category.value,
        "grade": event.grade,
        "related": event.related,
        "days_since_treatment": event.days_since_treatment,
    }


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
