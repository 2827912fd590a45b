"""The texts of one story together: facts, wordings, sources, figures, and the grouping itself."""
