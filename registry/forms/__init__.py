"""Marshmallow schemas: what was posted becomes a command, or errors at its fields."""
