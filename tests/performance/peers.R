# One estimator in R on the files that estimator_benchmark.py writes. The clock starts after the
# data are read. Prints the median of the seconds, and one value to compare.
suppressPackageStartupMessages({library(survival); library(data.table)})
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
task <- arguments[2]
at <- 730
read <- function(name) as.data.frame(fread(file.path(folder, paste0(name, ".csv"))))
times <- if (task %in% c("mean_change", "mmrm")) NULL else read("times")
pairs <- if (task == "mean_change") read("pairs") else NULL
long <- if (task == "mmrm") read("long") else NULL
cox_formula <- Surv(duration, event) ~ age_years + body_mass_index + male + pfirrmann + odi
model <- if (task == "proportional_hazards") coxph(cox_formula, times) else NULL
tasks <- list(
  mean_change = function() t.test(pairs$baseline, pairs$follow_up, paired = TRUE)$conf.int[1],
  mmrm = function() {
    fit <- nlme::gls(change ~ visit * baseline, long,
      correlation = nlme::corSymm(form = ~ place | patient),
      weights = nlme::varIdent(form = ~ 1 | visit), method = "REML")
    unname(coef(fit)[1] + coef(fit)["baseline"] * mean(long$baseline[!duplicated(long$patient)]))
  },
  kaplan_meier = function() {
    fit <- survfit(Surv(duration, event) ~ 1, times, conf.type = "log-log")
    1 - summary(fit, times = at)$upper
  },
  cumulative_incidence = function() {
    fit <- survfit(Surv(duration, factor(status, 0:2)) ~ 1, times)
    summary(fit, times = at)$pstate[2]
  },
  restricted_mean = function() {
    fit <- survfit(Surv(duration, event) ~ 1, times)
    unname(survival:::survmean(fit, rmean = at)$matrix["rmean"])
  },
  log_rank = function() survdiff(Surv(duration, event) ~ product, times)$chisq,
  cox = function() unname(coef(coxph(cox_formula, times))[1]),
  proportional_hazards = function() unname(cox.zph(model)$table["GLOBAL", "chisq"])
)
clocked <- function() {
  started <- proc.time()[["elapsed"]]
  value <- tasks[[task]]()
  c(proc.time()[["elapsed"]] - started, value)
}
runs <- list(clocked())
while (length(runs) < 3 && runs[[1]][1] < 5) runs[[length(runs) + 1]] <- clocked()
cat(sprintf("%.4f %.15g\n", median(vapply(runs, `[`, 0, 1)), runs[[1]][2]))
