"""Results made readable: numbers as text, tables as values, charts as drawings."""
