"""The estimators by name and version, so that a number says how it came about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimator:
    """One way from frames to a number; ``name`` is its module in this folder.

    ``version`` rises when the same frames would give another number.
    """

    name: str
    version: int
    estimates: str
    interval: str | None = None


BASELINE = Estimator(
    name="baseline", version=1, estimates="Distribution among patients with an answer"
)
LOST_PATIENTS = Estimator(
    name="lost_patients",
    version=1,
    estimates="Standardised difference between those followed and those lost at one year",
)
COURSE = Estimator(
    name="course", version=1, estimates="Mean score among patients with one", interval="t"
)
MEAN_CHANGE = Estimator(
    name="mean_change",
    version=1,
    estimates="Mean of baseline − follow-up among patients with both; positive = improvement",
    interval="t",
)
STANDARDISED_CHANGE = Estimator(
    name="standardised_change",
    version=1,
    estimates="Mean change in units of a standard deviation, without bias of small samples",
    interval="normal",
)
MMRM = Estimator(
    name="mmrm",
    version=2,
    estimates="Mean change were everybody answered every visit (missing at random)",
    interval="t, Satterthwaite",
)
TIPPING_POINT = Estimator(
    name="tipping_point",
    version=1,
    estimates="Mean change had all answered who were due, the missing so many points worse",
    interval="t, Rubin, Barnard–Rubin degrees of freedom",
)
LAST_OBSERVATION = Estimator(
    name="last_observation",
    version=1,
    estimates="Mean change to the last score after time zero up to the cut-off",
    interval="t",
)
BOX_PLOTS = Estimator(
    name="box_plots",
    version=1,
    estimates="Quartiles and range of changes among patients treated in one quarter or year",
)
RESPONDERS = Estimator(
    name="responders",
    version=1,
    estimates="Share at or beyond the threshold without an operation by then",
    interval="Wilson",
)
FOLLOW_UP = Estimator(
    name="follow_up",
    version=1,
    estimates="Share with a score in the analysis window of a planned visit",
    interval="Wilson",
)
SITE_COMPLETENESS = Estimator(
    name="site_completeness",
    version=1,
    estimates="Share of those due at a site who have a score in the window of a planned visit",
)
RECRUITMENT = Estimator(
    name="recruitment",
    version=1,
    estimates="Days from treatment to the entry of its record, among those with a known entry",
)
ADVERSE_EVENTS = Estimator(
    name="adverse_events",
    version=1,
    estimates="Treatment-emergent events, and share of patients with at least one",
    interval="Clopper–Pearson",
)
RATES = Estimator(
    name="rates",
    version=1,
    estimates="Events per 100 patient-years",
    interval="exact Poisson",
)
PROPORTIONS = Estimator(
    name="proportions",
    version=1,
    estimates="Share of patients with the event, whatever their time under observation",
    interval="Clopper–Pearson",
)
KAPLAN_MEIER = Estimator(
    name="kaplan_meier",
    version=1,
    estimates="Share with the event by a time, were nobody lost and nobody to die",
    interval="log-log",
)
CUMULATIVE_INCIDENCE = Estimator(
    name="cumulative_incidence",
    version=2,
    estimates="Share with the event by a time, death competing (Aalen–Johansen)",
    interval="log-log",
)
INCIDENCE_DIFFERENCE = Estimator(
    name="incidence_difference",
    version=1,
    estimates="Difference of the share with the event between groups, death competing",
    interval="normal",
)
LOG_RANK = Estimator(
    name="log_rank",
    version=1,
    estimates="Whether groups have one hazard, compared within sites",
)
COX = Estimator(
    name="cox",
    version=1,
    estimates="Ratio of hazards of patients alike in the other covariates (Efron)",
    interval="normal, on the logarithm",
)
PROPORTIONAL_HAZARDS = Estimator(
    name="proportional_hazards",
    version=1,
    estimates="Whether hazard ratios are constant over time (score test)",
)
RESTRICTED_MEAN = Estimator(
    name="restricted_mean",
    version=2,
    estimates="Mean time without the event up to a horizon",
    interval="log of the days lost",
)
PRECISION = Estimator(
    name="precision",
    version=1,
    estimates="Half the width of an interval, now and with the next hundred patients",
)
FUNNEL = Estimator(
    name="funnel",
    version=1,
    estimates="Share of a site's patients with the event, beside limits around that of all",
    interval="limits: exact binomial, interpolated",
)
STANDARDISATION = Estimator(
    name="standardisation",
    version=1,
    estimates="Events ÷ those expected at the risks of all sites by baseline severity",
    interval="exact Poisson",
)
CUSUM = Estimator(
    name="cusum",
    version=1,
    estimates="Evidence for doubled odds of the event, in the order of treatment",
)
BENCHMARK = Estimator(
    name="benchmark",
    version=1,
    estimates="Cohort − published",
    interval="normal",
)
EVIDENCE_BESIDE = Estimator(
    name="evidence_beside",
    version=1,
    estimates="Cohort − treated arm of a study at the same time",
    interval="normal",
)
EQUIVALENCE = Estimator(
    name="equivalence",
    version=1,
    estimates="Whether cohort − published lies within a margin (two one-sided tests)",
    interval="normal",
)
PUBLISHED_SPREAD = Estimator(
    name="published_spread",
    version=1,
    estimates="Spread between studies and prediction interval, derived from what was printed",
    interval="prediction, t on k − 2 degrees of freedom",
)
