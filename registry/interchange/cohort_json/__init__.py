"""Every number of a cohort summary as JSON, with its unit, denominator and estimator."""
