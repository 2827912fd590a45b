"""Findings to take away: for programs, spreadsheets and reports."""
