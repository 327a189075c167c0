"""Pooling of published studies: effect sizes, heterogeneity, models, sensitivity."""
