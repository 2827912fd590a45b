"""A text's letters, words and sentences: what every finder stands on."""
