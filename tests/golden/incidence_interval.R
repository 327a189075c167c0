# Cumulative incidence of progression in mgus2, death competing, with the interval that is
# symmetric in log(-log(1 - share)): R's own "log-log" of the share free of the event.
# Run in this folder: Rscript incidence_interval.R
library(jsonlite)
library(survival)

etime <- with(mgus2, ifelse(pstat == 0, futime, ptime))
event <- factor(with(mgus2, ifelse(pstat == 0, 2 * death, 1)), 0:2, c("censor", "pcm", "death"))
fit <- survfit(Surv(etime, event) ~ 1)
at <- summary(fit, times = c(12, 24, 60, 120, 240))
share <- at$pstate[, 2]
error <- at$std.err[, 2]
free <- survival:::survfit_confint(1 - share, error, logse = FALSE, "log-log", 0.95)
write_json(
  list(
    made_by = list(R = R.version.string, survival = as.character(packageVersion("survival")),
                   script = "incidence_interval.R"),
    time = at$time, share = share, standard_error = error,
    lower = 1 - free$upper, upper = 1 - free$lower
  ),
  "incidence_interval.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
