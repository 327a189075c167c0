"""A registry of outcomes after intradiscal stem cell treatment."""
