"""Cohort reports as PDF."""
