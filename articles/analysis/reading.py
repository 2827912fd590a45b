"""One text read once: its sentences, words, names and quotations, together."""
