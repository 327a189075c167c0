# Standardised mean changes of the same patients by metafor, bias-corrected with the exact factor.
# Run in this folder: Rscript standardised_change.R
library(jsonlite)
suppressMessages(library(metafor))

cases <- data.frame(n = c(5, 40, 190), before = c(70, 67.7, 44.1), after = c(40, 37.2, 28),
                    sd_before = c(12, 13.3, 12), sd_after = c(20, 21, 15.5),
                    r = c(0.2, 0.45, 0.6))
one <- function(measure) {
  found <- with(cases, escalc(measure = measure, m1i = before, m2i = after, sd1i = sd_before,
                              sd2i = sd_after, ni = n, ri = r))
  list(estimate = as.numeric(found$yi), variance = as.numeric(found$vi))
}
write_json(
  list(
    made_by = list(R = R.version.string, metafor = as.character(packageVersion("metafor")),
                   script = "standardised_change.R"),
    cases = as.list(cases), SMCC = one("SMCC"), SMCR = one("SMCR")
  ),
  "standardised_change.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
