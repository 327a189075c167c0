"""The clinical rules, in the field's words; knows neither a database nor a page."""
