"""Who says what in a text, and on whom its sentences rest."""
