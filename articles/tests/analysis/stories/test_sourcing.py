"""Whom outlets cite."""

from articles.analysis.speech.attribution import SourceKind
from articles.analysis.stories.sourcing import find_sources
from articles.tests.analysis.stories.writing import story, words

MAYOR = "قال رئيس البلدية سامي حداد إن الجسر سيُفتح قبل نهاية الصيف.\n"
UNNAMED = "وقالت مصادر إن الأعمال تأخرت شهرين.\n"
TOLD = 'Mayor Sami Haddad told Reuters: "The bridge will open before the end of summer."\n'
OWN = "هطلت أمطار غزيرة على المدينة طوال الليل.\n"


def test_the_same_source_of_several_outlets_is_one_row() -> None:
    tellings = story(("a", "2024-03-01", MAYOR + UNNAMED), ("b", "2024-03-02", MAYOR + UNNAMED + OWN))
    found = find_sources(tellings)
    assert [source.kind for source in found.sources] == [SourceKind.OFFICIAL, SourceKind.UNNAMED]
    assert all(source.outlets == ("a", "b") for source in found.sources)
    assert found.count == 2
    assert found.kinds("b") == {SourceKind.OFFICIAL: 1, SourceKind.UNNAMED: 1}


def test_each_citation_opens_its_sentence_and_the_words_that_say_so() -> None:
    tellings = story(("a", "2024-03-01", OWN + MAYOR))
    (source,) = find_sources(tellings).sources
    (citation,) = source.cited_by("a")
    assert words(tellings, citation.place) == MAYOR.strip()
    assert "قال" in [span.of(OWN + MAYOR) for span in citation.words]


def test_a_medium_that_was_told_is_cited_by_name() -> None:
    found = find_sources(story(("a", "2024-03-01", TOLD)))
    kinds = {source.kind for source in found.sources}
    assert SourceKind.AGENCY in kinds
    agency = next(source for source in found.sources if source.kind is SourceKind.AGENCY)
    assert agency.entity is not None and agency.entity.name("ar") == "رويترز"


def test_what_an_outlet_says_itself_rests_on_nobody() -> None:
    assert find_sources(story(("a", "", OWN))).sources == ()
    assert find_sources(story()).outlets == ()


def test_an_article_of_no_known_outlet_counts_by_its_number() -> None:
    found = find_sources(story(("", "", MAYOR), ("", "", MAYOR)))
    assert found.outlets == ("1", "2")
    assert found.sources[0].outlets == ("1", "2")
