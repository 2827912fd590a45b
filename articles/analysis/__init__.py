"""Text in, answer out: pure functions over spans, without Django and without a database."""
