"""The pages: what is posted becomes a form, what is stored becomes HTML."""
