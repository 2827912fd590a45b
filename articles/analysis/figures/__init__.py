"""Figures, dates and times in a text, and whether two of them can both be right."""
