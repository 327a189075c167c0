"""The estimators by name and version, so that a number says how it came about."""

from registry.analysis.estimator import Estimator

BASELINE = Estimator(
    name="baseline",
    version=1,
    estimates="Distribution among patients with an answer",
    missing="missing values counted, left out",
    source="Hyndman, Fan 1996 (quartiles)",
    oracle="R quantile, type 7",
)
LOST_PATIENTS = Estimator(
    name="lost_patients",
    version=1,
    estimates="Standardised difference between those followed and those lost at one year",
    missing="missing values counted, left out",
    source="Austin 2009",
    oracle="R effectsize",
)
COURSE = Estimator(
    name="course",
    version=1,
    estimates="Mean score among patients with one",
    interval="t",
    missing="those with a score",
    source="Student 1908",
    oracle="R t.test",
)
MEAN_CHANGE = Estimator(
    name="mean_change",
    version=1,
    estimates="Mean of baseline − follow-up among patients with both; positive = improvement",
    interval="t",
    missing="those with both scores",
    source="Student 1908",
    oracle="R t.test",
)
STANDARDISED_CHANGE = Estimator(
    name="standardised_change",
    version=1,
    estimates="Mean change in units of a standard deviation, without bias of small samples",
    interval="normal",
    missing="those with both scores",
    source="Becker 1988; Gibbons 1993",
    oracle="R metafor, escalc",
)
MMRM = Estimator(
    name="mmrm",
    version=2,
    estimates="Mean change were everybody answered every visit (missing at random)",
    interval="t, Satterthwaite",
    missing="missing at random given baseline and other visits",
    source="Mallinckrodt 2008",
    oracle="R mmrm and nlme, gls",
)
TIPPING_POINT = Estimator(
    name="tipping_point",
    version=1,
    estimates="Mean change had all answered who were due, the missing so many points worse",
    interval="t, Rubin, Barnard–Rubin degrees of freedom",
    missing="imputed, so many points worse",
    source="Rubin 1987; van Buuren 2018",
    oracle="R mice; worked by hand",
)
LAST_OBSERVATION = Estimator(
    name="last_observation",
    version=1,
    estimates="Mean change to the last score after time zero up to the cut-off",
    interval="t",
    missing="those with a baseline and a later score",
    source="Student 1908",
    oracle="worked by hand",
)
BOX_PLOTS = Estimator(
    name="box_plots",
    version=1,
    estimates="Quartiles and range of changes among patients treated in one quarter or year",
    missing="those with both scores",
    source="Tukey 1977",
    oracle="R boxplot.stats",
)
RESPONDERS = Estimator(
    name="responders",
    version=1,
    estimates="Share at or beyond the threshold without an operation by then",
    interval="Wilson",
    missing="left out; all or none of them as bounds",
    source="ICH E9(R1) 2019; Wilson 1927",
    oracle="R prop.test",
)
FOLLOW_UP = Estimator(
    name="follow_up",
    version=1,
    estimates="Share with a score in the analysis window of a planned visit",
    interval="Wilson",
    missing="none: a missing score is what is counted",
    source="Wilson 1927",
    oracle="R prop.test",
)
SITE_COMPLETENESS = Estimator(
    name="site_completeness",
    version=1,
    estimates="Share of those due at a site who have a score in the window of a planned visit",
    missing="none: a missing score is what is counted",
    source="Wilson 1927",
    oracle="worked by hand",
)
RECRUITMENT = Estimator(
    name="recruitment",
    version=1,
    estimates="Days from treatment to the entry of its record, among those with a known entry",
    missing="entries of unknown date left out",
    source="Hyndman, Fan 1996",
    oracle="R quantile, type 7",
)
ADVERSE_EVENTS = Estimator(
    name="adverse_events",
    version=1,
    estimates="Treatment-emergent events, and share of patients with at least one",
    interval="Clopper–Pearson",
    missing="those who were asked for events",
    source="Clopper, Pearson 1934",
    oracle="CDISC pilot, counted in R",
)
RATES = Estimator(
    name="rates",
    version=1,
    estimates="Events per 100 patient-years",
    interval="exact Poisson",
    missing="time ends with the last contact",
    source="Garwood 1936",
    oracle="R poisson.test",
)
PROPORTIONS = Estimator(
    name="proportions",
    version=1,
    estimates="Share of patients with the event, whatever their time under observation",
    interval="Clopper–Pearson",
    missing="operations nobody heard of are not counted",
    source="Clopper, Pearson 1934",
    oracle="R binom.test",
)
KAPLAN_MEIER = Estimator(
    name="kaplan_meier",
    version=1,
    estimates="Share with the event by a time, were nobody lost and nobody to die",
    interval="log-log",
    missing="censored at the last known status",
    source="Kaplan, Meier 1958",
    oracle="R survival, survfit",
)
CUMULATIVE_INCIDENCE = Estimator(
    name="cumulative_incidence",
    version=2,
    estimates="Share with the event by a time, death competing (Aalen–Johansen)",
    interval="log-log",
    missing="censored at the last known status",
    source="Aalen, Johansen 1978",
    oracle="R survival, survfit",
)
INCIDENCE_DIFFERENCE = Estimator(
    name="incidence_difference",
    version=1,
    estimates="Difference of the share with the event between groups, death competing",
    interval="normal",
    missing="censored at the last known status",
    source="Klein 2007",
    oracle="R survival, survfit",
)
LOG_RANK = Estimator(
    name="log_rank",
    version=1,
    estimates="Whether groups have one hazard, compared within sites",
    missing="censored at the last known status",
    source="Mantel 1966",
    oracle="R survival, survdiff",
)
COX = Estimator(
    name="cox",
    version=1,
    estimates="Ratio of hazards of patients alike in the other covariates (Efron)",
    interval="normal, on the logarithm",
    missing="those with every covariate",
    source="Cox 1972; Efron 1977",
    oracle="R survival, coxph",
)
PROPORTIONAL_HAZARDS = Estimator(
    name="proportional_hazards",
    version=1,
    estimates="Whether hazard ratios are constant over time (score test)",
    missing="those with every covariate",
    source="Grambsch, Therneau 1994",
    oracle="R survival, cox.zph",
)
RESTRICTED_MEAN = Estimator(
    name="restricted_mean",
    version=2,
    estimates="Mean time without the event up to a horizon",
    interval="log of the days lost",
    missing="censored at the last known status",
    source="Klein, Moeschberger 2003",
    oracle="R survival, survmean",
)
PRECISION = Estimator(
    name="precision",
    version=1,
    estimates="Half the width of an interval, now and with the next hundred patients",
    missing="as in the interval",
    source="Bland 2009",
    oracle="worked by hand",
)
FUNNEL = Estimator(
    name="funnel",
    version=1,
    estimates="Share of a site's patients with the event, beside limits around that of all",
    interval="limits: exact binomial, interpolated",
    missing="unknown outcomes left out",
    source="Spiegelhalter 2005",
    oracle="R qbinom, pbinom",
)
STANDARDISATION = Estimator(
    name="standardisation",
    version=1,
    estimates="Events ÷ those expected at the risks of all sites by baseline severity",
    interval="exact Poisson",
    missing="unknown outcomes left out",
    source="Breslow, Day 1987",
    oracle="R poisson.test; worked by hand",
)
SITE_CONTRASTS = Estimator(
    name="site_contrasts",
    version=1,
    estimates="What was seen at a site − what was seen at all others, patients not made alike",
    interval="t (Welch), or normal",
    missing="as in the change or share compared",
    source="Welch 1947",
    oracle="R t.test",
)
CUSUM = Estimator(
    name="cusum",
    version=1,
    estimates="Evidence for doubled odds of the event, in the order of treatment",
    missing="unknown outcomes left out",
    source="Steiner 2000",
    oracle="worked by hand; simulation",
)
BENCHMARK = Estimator(
    name="benchmark",
    version=1,
    estimates="Cohort − published",
    interval="normal",
    missing="as in the estimate compared",
    source="Higgins 2009",
    oracle="worked by hand",
)
EVIDENCE_BESIDE = Estimator(
    name="evidence_beside",
    version=1,
    estimates="Cohort − treated arm of a study at the same time",
    interval="normal",
    missing="as in the estimate compared",
    source="ICH E10 2000",
    oracle="worked by hand",
)
EQUIVALENCE = Estimator(
    name="equivalence",
    version=1,
    estimates="Whether cohort − published lies within a margin (two one-sided tests)",
    interval="normal",
    missing="as in the estimate compared",
    source="Schuirmann 1987",
    oracle="R pnorm",
)
PUBLISHED_SPREAD = Estimator(
    name="published_spread",
    version=1,
    estimates="Spread between studies and prediction interval, derived from what was printed",
    interval="prediction, t on k − 2 degrees of freedom",
    missing="none: from what is printed",
    source="Higgins, Thompson 2002; 2009",
    oracle="worked by hand",
)


ESTIMATORS = tuple(each for each in globals().copy().values() if isinstance(each, Estimator))
"""All of them, in the order of the report."""
