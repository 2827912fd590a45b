"""What the encoder made of an article's sentences, kept because making it takes longest of all."""

from django.db import models

from articles.models.articles import Article


class SentenceVectors(models.Model):
    """One unit vector a sentence, in the order of the article's sentences, as float16 numbers.

    Good for as long as `encoder` and `sha256` (of the sentences' texts) are those of today.
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="vectors"
    )
    encoder = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    vectors = models.BinaryField()
    # The mean of the first of them, as grouping wants it, of unit length.
    meaning = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.article_id} {self.encoder}"
