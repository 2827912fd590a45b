"""Two texts held against each other, sentence by sentence."""
