"""Other systems' files in and out, by the same rules as the forms."""
