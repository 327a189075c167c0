# Standardised differences of the baseline of two groups, by effectsize with the average variance
# (Austin 2009, equation 1); of a share by Austin's equation 2. The patients are drawn here.
# Run in this folder: Rscript lost_patients.R
library(jsonlite)
suppressMessages(library(effectsize))

set.seed(2009)
lost <- rep(c(FALSE, TRUE), c(41, 19))
patients <- data.frame(age = round(rnorm(60, 45, 9)), vas = round(pmin(100, rnorm(60, 66, 14)), 1),
                       female = runif(60) < 0.55)
number <- function(name) {
  as.numeric(cohens_d(patients[[name]][!lost], patients[[name]][lost], pooled_sd = FALSE)$Cohens_d)
}
share <- function(has) {
  p <- c(mean(has[!lost]), mean(has[lost]))
  (p[1] - p[2]) / sqrt(sum(p * (1 - p)) / 2)
}
write_json(
  list(
    made_by = list(R = R.version.string, effectsize = as.character(packageVersion("effectsize")),
                   script = "lost_patients.R"),
    lost = lost, age = patients$age, vas = patients$vas, female = patients$female,
    difference = list(age = number("age"), vas = number("vas"), female = share(patients$female))
  ),
  "lost_patients.json", auto_unbox = TRUE, digits = NA, pretty = FALSE
)
