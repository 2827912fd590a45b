"""Words of the newest headlines, and of names, that are nearly the word typed."""

from django.db import connection
from rapidfuzz.distance import DamerauLevenshtein

from articles.analysis.text.normalise import fold_key
from articles.models import EntityName

# A shorter word has too many neighbours.
_SHORTEST = 3
_HEADLINES = 3000
_LOOKED_AT = 60
# Trigrams only find candidates: a slip in a short word leaves it a quarter of them.
_LEAST_SIMILARITY = 0.25
_LETTERS_A_SLIP = 4

# Vowel marks and tatweel would cut words into pieces.
_NEAR = """
SELECT word FROM (
    SELECT regexp_split_to_table(
        regexp_replace(lower(headline), '[\\u064B-\\u065F\\u0670\\u0640]', '', 'g'), '[^[:alnum:]]+'
    ) AS word
    FROM (
        SELECT headline FROM articles_article WHERE headline <> ''
        ORDER BY published DESC NULLS LAST, id DESC LIMIT %s
    ) AS newest
) AS words
WHERE length(word) BETWEEN %s AND %s AND similarity(word, %s) >= %s
GROUP BY word ORDER BY similarity(word, %s) DESC, count(*) DESC, word LIMIT %s
"""


def near_word(word: str) -> str:
    """The likest word that differs by a slip of the pen for every four letters at most; empty for none."""
    key = fold_key(word)
    if len(key) < _SHORTEST or " " in key:
        return ""
    lengths = (max(len(key) - 2, _SHORTEST - 1), len(key) + 2)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [_HEADLINES, *lengths, word, _LEAST_SIMILARITY, word, _LOOKED_AT])
        found = [row[0] for row in cursor.fetchall()]
    found += _in_names(key)
    slips = {other: DamerauLevenshtein.distance(key, fold_key(other)) for other in found}
    near = [other for other in found if 0 < slips[other] <= 1 + (len(key) - 1) // _LETTERS_A_SLIP]
    return min(near, key=lambda other: slips[other], default="")


def _in_names(key: str) -> list[str]:
    """The words of names that have one like this; the index of names finds them."""
    names = EntityName.objects.filter(key__trigram_word_similar=key).order_by("pk")
    keys = names.values_list("key", flat=True)[:_LOOKED_AT]
    return list(dict.fromkeys(word for name in keys for word in name.split()))
