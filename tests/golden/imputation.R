# Reference values of multiple imputation, from mice.
# Run in this folder: Rscript imputation.R
suppressMessages(library(mice))
library(jsonlite)

# Rubin's rules on plain numbers; n = Inf is Rubin (1987), a finite n Barnard and Rubin (1999).
scalars <- list(
  list(q = c(20, 22, 24), u = c(4, 5, 6), n = Inf),
  list(q = c(20, 22, 24), u = c(4, 5, 6), n = 30),
  list(q = c(-1.2, 0.4, 0.9, -0.3, 0.05), u = c(0.5, 0.61, 0.47, 0.52, 0.58), n = 12),
  list(q = c(31.2, 31.4, 31.1, 30.9, 31.3, 31.25), u = c(2.1, 2.2, 2.05, 2.15, 2.1, 2.12), n = 400)
)
scalar <- lapply(scalars, function(x) {
  pooled <- pool.scalar(x$q, x$u, n = x$n, k = 1)
  list(q = x$q, u = x$u, complete_degrees_of_freedom = if (is.finite(x$n)) x$n - 1 else NULL,
       estimate = pooled$qbar, within = pooled$ubar, between = pooled$b, total = pooled$t,
       df = pooled$df, r = pooled$r, lambda = pooled$r / (1 + pooled$r), fmi = pooled$fmi)
})

# A regression repeated over imputations of the data set nhanes, and pooled with its interval.
fits <- with(mice(nhanes, m = 10, seed = 20, printFlag = FALSE), lm(chl ~ age + bmi))
pooled <- summary(pool(fits), type = "all", conf.int = TRUE)
regression <- lapply(seq_len(nrow(pooled)), function(row) {
  list(q = sapply(fits$analyses, function(fit) unname(coef(fit)[row])),
       u = sapply(fits$analyses, function(fit) unname(diag(vcov(fit))[row])),
       complete_degrees_of_freedom = pooled$dfcom[row],
       estimate = pooled$estimate[row], standard_error = pooled$std.error[row],
       within = pooled$ubar[row], between = pooled$b[row], total = pooled$t[row],
       df = pooled$df[row], r = pooled$riv[row], lambda = pooled$lambda[row],
       fmi = pooled$fmi[row],
       lower = pooled$`2.5 %`[row], upper = pooled$`97.5 %`[row])
})

# A cohort of 80 with gaps in every column but more in the later ones and after a bad score.
set.seed(41)
n <- 80
person <- rnorm(n, 0, 9)
scores <- round(cbind(64 + person + rnorm(n, 0, 8), 44 + person + rnorm(n, 0, 10),
                      38 + person + rnorm(n, 0, 10), 35 + person + rnorm(n, 0, 11)), 1)
full <- scores
scores[runif(n) < 0.05, 1] <- NA
scores[runif(n) < 0.10, 2] <- NA
scores[runif(n) < plogis((full[, 2] - 50) / 6), 3] <- NA
scores[runif(n) < plogis((full[, 2] - 48) / 6), 4] <- NA
colnames(scores) <- c("baseline", "m3", "m6", "m12")

m <- 1000
imputed <- mice(as.data.frame(scores), m = m, maxit = 20, method = "norm", seed = 7,
                printFlag = FALSE)
changes <- lapply(2:4, function(column) {
  change <- sapply(seq_len(m), function(i) {
    one <- complete(imputed, i)
    one[, 1] - one[, column]
  })
  result <- pool.scalar(colMeans(change), apply(change, 2, var) / n, n = n, k = 1)
  list(estimate = result$qbar, standard_error = sqrt(result$t), within = result$ubar,
       between = result$b, fmi = result$fmi)
})

write_json(
  list(
    made_by = list(R = R.version.string, mice = as.character(packageVersion("mice")),
                   script = "imputation.R"),
    scalar = scalar,
    regression = regression,
    chained = list(imputations = m, scores = scores, changes = changes)
  ),
  "imputation.json", auto_unbox = TRUE, digits = NA, pretty = TRUE, null = "null", na = "null"
)
