"""From a result to a table, one result a file."""
