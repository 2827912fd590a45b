"""Bytes in, ArticleRecord out: decoding, cleaning and metadata, without a database."""
