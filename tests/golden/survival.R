# Kaplan-Meier of the lung data (NCCTG), which lifelines ships too, by R's survival.
# Run in this folder: Rscript survival.R
library(jsonlite)
library(survival)

fit <- survfit(Surv(time, status == 2) ~ 1, data = lung, conf.type = "log-log")
event <- fit$n.event > 0
at <- summary(fit, times = c(0, 183, 365, 548, 730), extend = TRUE)
write_json(
  list(
    made_by = list(R = R.version.string, survival = as.character(packageVersion("survival")),
                   script = "survival.R"),
    steps = list(days = fit$time[event], survival = fit$surv[event],
                 lower = fit$lower[event], upper = fit$upper[event]),
    median = unname(summary(fit)$table["median"]),
    at = list(days = at$time, at_risk = at$n.risk, events = cumsum(at$n.event),
              survival = at$surv, lower = at$lower, upper = at$upper)
  ),
  "survival.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
