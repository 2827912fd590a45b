"""Entities over all articles: which names are one, what is said of each, and how they are found."""
