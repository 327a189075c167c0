# Difference of the cumulative incidence of progression between the sexes in mgus2, death competing.
# Run in this folder: Rscript incidence_difference.R
library(jsonlite)
library(survival)

etime <- with(mgus2, ifelse(pstat == 0, futime, ptime))
event <- factor(with(mgus2, ifelse(pstat == 0, 2 * death, 1)), 0:2, c("censor", "pcm", "death"))
at <- function(sex) {
  found <- summary(survfit(Surv(etime[mgus2$sex == sex], event[mgus2$sex == sex]) ~ 1),
                   times = c(12, 24, 60, 120))
  list(share = found$pstate[, 2], error = found$std.err[, 2])
}
women <- at("F"); men <- at("M")
write_json(
  list(
    made_by = list(R = R.version.string, survival = as.character(packageVersion("survival")),
                   script = "incidence_difference.R"),
    time = c(12, 24, 60, 120), difference = men$share - women$share,
    standard_error = sqrt(men$error^2 + women$error^2)
  ),
  "incidence_difference.json", auto_unbox = TRUE, digits = NA
)
