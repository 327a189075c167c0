"""All SQL that reads many rows: a selection of patients in, a data frame out."""
