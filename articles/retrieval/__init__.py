"""Articles that fit what a reader asks: the rows walked, ranked, counted and explained."""
