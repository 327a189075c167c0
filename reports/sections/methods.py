"""How the numbers came about: definitions, estimators, settings, versions, sources."""

from collections.abc import Iterable

from reportlab.platypus import Flowable

from registry.analysis.catalogue import ESTIMATORS
from registry.analysis.cox import EVENTS_PER_COVARIATE
from registry.analysis.cusum import ODDS_RATIO
from registry.analysis.imputation_results import IMPUTATIONS
from registry.analysis.known_outcomes import REOPERATION_MONTHS, SERIOUS_EVENT_MONTHS
from registry.analysis.mmrm import MINIMUM_CHANGES
from registry.analysis.reoperation import HORIZON_MONTHS
from registry.analysis.results import CohortSummary
from registry.display.captions import LOG_LOG, released_sentence
from registry.display.numbers import day
from registry.display.tables import DisplayTable, TableColumn, body_row
from registry.display.tabulate.change import CHANGE_IS
from registry.display.tabulate.estimators import estimators_table
from registry.display.tabulate.issue_changes import signatures_table
from registry.display.tabulate.responders import threshold_label
from registry.domain.benchmark import Publication
from reports.context import ReportContext
from reports.tables import table_flowables

_DEFINITIONS = (
    (
        "All sites",
        (
            "All clinical sites; where there are none all synthetic, else all published ones. The "
            "three are never mixed."
        ),
    ),
    (
        "Time zero and baseline",
        (
            "Time zero is the date of the first treatment in the registry. Baseline is the last "
            "score on or before it; where there is none it stays missing."
        ),
    ),
    (
        "Planned visits",
        (
            "Of the scores in a visit's analysis window (below) the one nearest to its target day "
            "counts, of two equally near the earlier."
        ),
    ),
    ("Change", f"{CHANGE_IS} Mean among patients with both scores; t interval."),
    (
        "Modelled change",
        (
            "Repeated measures of all patients with a baseline and any change: visit, baseline and "
            "their interaction, unstructured covariance, REML, Satterthwaite. Visits with fewer "
            f"than {MINIMUM_CHANGES} changes are left out."
        ),
    ),
    (
        "Missing scores",
        (
            f"Imputed {IMPUTATIONS} times by chained equations from baseline and the other visits "
            "of the same instrument (Bayesian linear regression, a fixed seed), pooled by Rubin’s "
            "rules with Barnard–Rubin degrees of freedom; patients not due, and all after death, "
            "withdrawal or transfer, are not imputed."
        ),
    ),
    (
        "Last observation",
        (
            "The last score after time zero up to the cut-off. Published results are changes to "
            "“final follow-up”: this is the change set beside them."
        ),
    ),
    (
        "Shares and rates",
        (
            "Responders and follow-up: Wilson interval. Patients with an event, and the crude "
            "proportion reoperated: Clopper–Pearson interval. Events per patient-year: exact "
            "Poisson interval; the time of adverse events ends with the last contact, that of "
            "reoperation with the operation or the last date known without one. Patients of "
            "published data are in no count of adverse events: such data bring none."
        ),
    ),
    (
        "Reoperation",
        (
            f"Kaplan–Meier, {LOG_LOG}. A patient is censored on the last date on which it was "
            "known that there had been no operation. Beside it the cumulative incidence with "
            "death competing (Aalen–Johansen, infinitesimal jackknife, the same interval), and "
            f"the mean time without the event in the first {HORIZON_MONTHS} months (area under "
            "the curve, its interval symmetric in the logarithm of the time lost). An operation"
            " that the clinic hears of between two contacts counts at once, while being free of"
            " one is known only at a contact: where many are heard of so, these shares are "
            "somewhat too high."
        ),
    ),
    (
        "Hazard ratios",
        (
            "Cox regression, Efron’s rule for ties, all patients with every value; at least "
            f"{EVENTS_PER_COVARIATE} events for each covariate. That the ratios are constant is "
            "tested by the score test on 1 − Kaplan–Meier (as cox.zph in R from survival 3)."
        ),
    ),
    (
        "Published results",
        (
            "Where the cohort lies is read from its estimate. Difference: the standard errors of "
            "cohort and publication combined (of proportions, from the widths of both "
            "intervals), normal interval; a second one adds the spread between studies. The "
            "prediction interval is derived from the published interval, I² and the number of "
            "studies (t, k − 2 degrees of freedom). Equivalence: two one-sided normal tests of the "
            "difference against a margin that the settings fix beforehand."
        ),
    ),
    (
        "Sites and surveillance",
        (
            f"Reoperation within {REOPERATION_MONTHS} months and a first serious adverse event "
            f"within {SERIOUS_EVENT_MONTHS}, of patients whose window was over at the cut-off "
            "and of whom the outcome is known to its end (to the day the visit there may be "
            "collected); where many are left out, shares are too high. Funnel: exact binomial "
            "limits, interpolated between whole numbers of events (Spiegelhalter 2005; the "
            "upper limit by the same rule for patients without the event). Expected events: "
            "indirect standardisation by ODI band before treatment. Surveillance: risk-adjusted"
            f" CUSUM against an odds ratio of {ODDS_RATIO:g} (Steiner 2000), all patients of one"
            " day together, risks those of this cohort by ODI band, limit by simulation from a "
            "fixed seed. Each is a prompt to look, not a verdict."
        ),
    ),
    (
        "What is not claimed",
        (
            "These are changes after treatment, without a control group: they do not tell what "
            "the cells did."
        ),
    ),
)


def methods_section(summary: CohortSummary, context: ReportContext, width: float) -> list[Flowable]:
    """Set what a reader needs to make every number again."""
    settings = (
        ("Event of the survival analysis", summary.reoperation.event_definition.label),
        *context.settings_shown,
        *_release(summary),
    )
    tables = (
        _pairs("Definitions", ("Term", "Meaning and method"), _DEFINITIONS),
        estimators_table(ESTIMATORS),
        _pairs("Settings", ("Setting", "Value"), settings),
        _pairs("Thresholds", ("Threshold", "Source"), _thresholds(summary)),
        _pairs(
            "Publications",
            ("Publication", "Citation, and what was read of it"),
            ((p.short_name, _citation(p)) for p in context.publications),
        ),
        _pairs("Versions and data", ("Part", "Version"), _versions(summary, context)),
        *(() if context.issue is None else (signatures_table(context.issue),)),
    )
    return [flowable for table in tables for flowable in table_flowables(table, width)]


def _release(summary: CohortSummary) -> Iterable[tuple[str, str]]:
    if summary.release is not None:
        yield "Passed on", released_sentence(summary.release)


def _pairs(title: str, headers: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> DisplayTable:
    return DisplayTable(
        title=title,
        columns=(
            TableColumn(header=headers[0], alignment="text", share=1.6),
            TableColumn(header=headers[1], alignment="text", share=3.4),
        ),
        rows=tuple(body_row(*pair) for pair in pairs),
    )


def _thresholds(summary: CohortSummary) -> Iterable[tuple[str, str]]:
    thresholds = dict.fromkeys(row.threshold for row in summary.responders)
    return ((threshold_label(threshold), threshold.citation) for threshold in thresholds)


def _citation(publication: Publication) -> str:
    doi = f" doi {publication.doi}." if publication.doi else ""
    whose = " Added by the clinic." if publication.own else ""
    version = f" Version {publication.version}." if publication.version else ""
    return f"{publication.citation}{doi} Read: {publication.read}.{whose}{version}"


def _versions(summary: CohortSummary, context: ReportContext) -> Iterable[tuple[str, str]]:
    yield context.registry_name, context.program_version
    yield from context.library_versions
    yield "Data cut-off", day(summary.definition.cut_off)
    yield "SHA-256 of the data snapshot", summary.snapshot_sha256
