# Change from baseline to the second visit in the published trial, from base R only.
# Run in this folder, with the published data beside the repository: Rscript published_trial.R
library(jsonlite)

rows <- read.csv("../../../shared/data/lowbackpain/prt_cc0_long.csv")
pairs <- merge(rows[rows$month == 0, ], rows[rows$month == 1, ], by = "id")
change <- function(column) {
  test <- t.test(pairs[[paste0(column, ".x")]], pairs[[paste0(column, ".y")]], paired = TRUE)
  list(n = nrow(pairs), mean = unname(test$estimate),
       lower = test$conf.int[1], upper = test$conf.int[2])
}

write_json(
  list(vas_back = change("pain_vas_0_100"), odi = change("odi")),
  "published_trial.json", digits = NA, auto_unbox = TRUE, pretty = TRUE
)
