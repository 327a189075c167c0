# Reference values of the closed-form estimators, from base R only.
# Run in this folder: Rscript estimates.R
library(jsonlite)

baseline <- c(71, 64.5, 80, 55, 92, 68, 77.5, 49, 83, 60, 74, 66.25)
follow_up <- c(32, 51, 80, 20.5, 61, 70, 12, 49, 40, 33, 58, 0)
paired <- function(level) {
  test <- t.test(baseline, follow_up, paired = TRUE, conf.level = level)
  list(level = level, mean = unname(test$estimate), standard_error = test$stderr,
       lower = test$conf.int[1], upper = test$conf.int[2])
}
one_sample <- t.test(follow_up)

counts <- list(c(0, 10), c(1, 10), c(5, 12), c(12, 12), c(37, 41), c(7, 93), c(1, 1), c(450, 1000))
wilson <- lapply(counts, function(x) {
  test <- suppressWarnings(prop.test(x[1], x[2], correct = FALSE))
  list(count = x[1], denominator = x[2], lower = test$conf.int[1], upper = test$conf.int[2])
})
clopper_pearson <- lapply(counts, function(x) {
  test <- binom.test(x[1], x[2])
  list(count = x[1], denominator = x[2], lower = test$conf.int[1], upper = test$conf.int[2])
})

rates <- lapply(list(c(0, 12.5), c(1, 40), c(9, 158.4), c(120, 731.25)), function(x) {
  test <- poisson.test(x[1], x[2])
  list(events = x[1], person_years = x[2], estimate = 100 * unname(test$estimate),
       lower = 100 * test$conf.int[1], upper = 100 * test$conf.int[2])
})

# Two one-sided normal tests of a difference against a margin.
tost <- data.frame(difference = c(3, -12.5, 20, 0), standard_error = c(5, 1.2, 4, 9.1),
                   margin = c(15, 15, 15, 10))
z <- qnorm(0.95)
equivalence <- with(tost, list(
  difference = difference, standard_error = standard_error, margin = margin,
  p_value = pmax(pnorm((difference - margin) / standard_error),
                 pnorm((difference + margin) / standard_error, lower.tail = FALSE)),
  lower = difference - z * standard_error, upper = difference + z * standard_error))

write_json(
  list(
    made_by = list(R = R.version.string, script = "estimates.R"),
    change = list(baseline = baseline, follow_up = follow_up,
                  at = list(paired(0.95), paired(0.99))),
    visit_mean = list(mean = unname(one_sample$estimate),
                      lower = one_sample$conf.int[1], upper = one_sample$conf.int[2]),
    distribution = list(values = baseline, mean = mean(baseline), sd = sd(baseline),
                        quartiles = unname(quantile(baseline, c(.25, .5, .75), type = 7))),
    wilson = wilson,
    clopper_pearson = clopper_pearson,
    rates = rates,
    equivalence = equivalence
  ),
  "estimates.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
