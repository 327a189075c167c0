"""The figures, one a file: results in, a drawing with its alternative text out."""
