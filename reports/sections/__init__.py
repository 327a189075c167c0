"""The sections of a cohort report, one a file, in the order of their pages."""
