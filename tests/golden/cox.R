# Cox regression, cox.zph and concordance of the recidivism data, which lifelines ships,
# by R's survival. Run in this folder:
#   python -c "import lifelines.datasets as d; d.load_rossi().to_csv('rossi.csv', index=False)"
#   Rscript cox.R
library(jsonlite)
library(survival)

rossi <- read.csv("rossi.csv")
fit <- coxph(Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio, rossi,
             ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 100))
zph <- lapply(c(km = "km", rank = "rank", identity = "identity"), function(transform) {
  as.data.frame(cox.zph(fit, transform = transform)$table)
})
tests <- summary(fit)
write_json(
  list(
    made_by = list(R = R.version.string, survival = as.character(packageVersion("survival")),
                   script = "cox.R"),
    covariates = names(coef(fit)),
    n = fit$n, events = fit$nevent,
    coefficient = unname(coef(fit)), standard_error = unname(sqrt(diag(vcov(fit)))),
    lower = unname(exp(confint(fit))[, 1]), upper = unname(exp(confint(fit))[, 2]),
    log_likelihood = fit$loglik,
    likelihood_ratio = unname(tests$logtest["test"]), score = fit$score, wald = fit$wald.test,
    concordance = as.list(fit$concordance),
    zph = lapply(zph, function(table) list(chi_square = table$chisq, p = table$p))
  ),
  "cox.json", auto_unbox = TRUE, digits = NA, pretty = TRUE
)
