# Exact binomial funnel limits from R's qbinom and pbinom, interpolated between whole numbers of
# events as in Spiegelhalter (2005), appendix A.1; the upper limit by the same rule for the
# patients without the event. "printed_upper" is the paper's formula at 1 - p.
# Run in this folder: Rscript funnel.R
library(jsonlite)

interpolated <- function(p, n, theta) {
  r <- qbinom(p, n, theta)
  if (pbinom(r, n, theta) <= p) r <- r + 1
  alpha <- (pbinom(r, n, theta) - p) / (pbinom(r, n, theta) - pbinom(r - 1, n, theta))
  (r - alpha) / n
}
cases <- expand.grid(target = c(0.02, 0.074, 0.2, 0.5, 0.93), patients = c(1, 5, 20, 75, 400, 2500),
                     level = c(0.95, 0.998))
tail <- (1 - cases$level) / 2
cases$lower <- pmax(0, mapply(interpolated, tail, cases$patients, cases$target))
cases$upper <- 1 - pmax(0, mapply(interpolated, tail, cases$patients, 1 - cases$target))
cases$printed_upper <- mapply(interpolated, 1 - tail, cases$patients, cases$target)
ratio <- poisson.test(9, 5.4)
write_json(
  list(
    made_by = list(R = R.version.string, script = "funnel.R"),
    limits = cases,
    standardised = list(observed = 9, expected = 5.4, ratio = unname(ratio$estimate),
                        lower = ratio$conf.int[1], upper = ratio$conf.int[2])
  ),
  "funnel.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
