# The difference of two means with Welch's interval by t.test. The changes are drawn here.
# Run in this folder: Rscript site_contrasts.R
library(jsonlite)
set.seed(1947)
site <- round(rnorm(14, 32, 12))
others <- round(rnorm(61, 27, 19))
test <- t.test(site, others)
write_json(
  list(made_by = list(R = R.version.string, script = "site_contrasts.R"),
       site = site, others = others, difference = as.numeric(diff(rev(test$estimate))),
       lower = test$conf.int[1], upper = test$conf.int[2]),
  "site_contrasts.json", auto_unbox = TRUE, digits = NA
)
