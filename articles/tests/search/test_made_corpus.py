"""The articles made for the benchmark of searches have the vectors that taking them in would give them."""

from articles import search
from benchmarks.search_corpus import Corpus

TEXTS = [
    (
        "وُقِّع الاتفاق بين المرفأين",
        "قالت وزيرة النقل إنّ السفن ستبحر قريبـــاً. وصلت 12.5 طنّاً من القمح إلى الموانئ الشمالية! هل ترسو؟",
        "ar",
    ),
    (
        "Harbour strike ends 🚢",
        "Dockers' unions agreed on Monday. Ships will sail again, said Mr. Reyes.",
        "en",
    ),
    (
        "اجتماع لجنة المياه",
        "حضر ممثلو UNESCO الاجتماع في بلدة ساحلية. لم يُعلن عن \u202bموعد\u202c آخر.",
        "ar",
    ),
]


def test_vectors_are_those_of_the_index() -> None:
    made = list(Corpus(TEXTS).make(20))
    assert {article.language for article in made} == {"ar", "en"}
    for article in made:
        indexed = search.index(article.title, article.body, language=article.language)
        assert (article.terms, article.forms) == (indexed.terms, indexed.forms)


def test_without_vectors_the_articles_are_the_same() -> None:
    corpus = Corpus(TEXTS)
    whole, bare = corpus.make(5), corpus.make(5, with_vectors=False)
    for one, other in zip(whole, bare, strict=True):
        assert (one.title, one.body, one.names) == (other.title, other.body, other.names)
        assert one.terms and not other.terms
