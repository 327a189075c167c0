# Box plots by R: boxplot.stats takes Tukey's hinges, which are the type 7 quartiles where
# n = 4 k + 1. Run in this folder: Rscript box_plots.R
library(jsonlite)

set.seed(20261127)
drawn <- round(rnorm(37, 30, 22), 1)

of <- function(values) {
  stopifnot(length(values) %% 4 == 1)
  found <- boxplot.stats(values, coef = 1.5)
  list(values = values, stats = found$stats, out = sort(found$out))
}

write_json(
  list(
    made_by = list(R = R.version.string, script = "box_plots.R"),
    some_beyond = of(c(drawn, -95.5, 99, 98.2, -88)),
    none_beyond = of(seq(-20, 80, by = 5))
  ),
  "box_plots.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
