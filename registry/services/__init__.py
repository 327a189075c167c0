"""The only code that writes; each service checks permission first and never commits."""
