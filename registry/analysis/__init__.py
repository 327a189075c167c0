"""Estimators: data frames in, frozen results out; one estimator a file."""
