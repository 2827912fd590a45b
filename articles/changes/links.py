"""Links between two articles confirmed, changed, rejected or added by an editor."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.analysis.pairs.align import Link
from articles.analysis.reading import RULES_VERSION
from articles.analysis.text.spans import Span
from articles.changes.kinds import ChangeError, Kind, Place, one_by_one
from articles.comparison.linking import find_sentence, links_between, reading_of, sentence_hash
from articles.models import Article, LinkCorrection, Story
from articles.models.changes import Json
from articles.models.corrections import LINK, LinkVerdict

_SUBJECT = re.compile(r"(\d{1,18}):([0-9a-f]{64}):(\d{1,18}):([0-9a-f]{64})")
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """One end of a link."""

    article: Article
    index: int

    @property
    def span(self) -> Span:
        return reading_of(self.article).sentences[self.index]

    @property
    def text(self) -> str:
        return self.span.of(self.article.body)


def link_subject(a: Article, hash_a: str, b: Article, hash_b: str) -> str:
    """The same, whichever of the two articles comes first; hashes are those of `linking.sentence_hash`."""
    (first, first_hash), (second, second_hash) = sorted(
        ((a.pk, hash_a), (b.pk, hash_b)), key=lambda end: end[0]
    )
    return f"{first}:{first_hash}:{second}:{second_hash}"


def _find(subject: str) -> tuple[_Sentence, _Sentence]:
    """Both ends; ChangeError where an article, or the sentence in it, is gone."""
    parts = _SUBJECT.fullmatch(subject)
    if not parts or parts[1] == parts[3]:
        raise ChangeError(_("This is no link between two articles."))
    articles = Article.objects.select_related("outlet").in_bulk([int(parts[1]), int(parts[3])])
    ends = []
    for key, wanted in ((int(parts[1]), parts[2]), (int(parts[3]), parts[4])):
        article = articles.get(key)
        index = find_sentence(article, wanted) if article else None
        if article is None or index is None:
            raise ChangeError(_("One of the two sentences is gone: its article has been read again since."))
        ends.append(_Sentence(article=article, index=index))
    return ends[0], ends[1]


def _row(subject: str) -> LinkCorrection | None:
    parts = _SUBJECT.fullmatch(subject)
    if not parts:
        return None
    return LinkCorrection.objects.filter(
        first=int(parts[1]), first_hash=parts[2], second=int(parts[3]), second_hash=parts[4]
    ).first()


def _found(first: _Sentence, second: _Sentence) -> Link | None:
    """The link that the rules see."""
    links = (decided.link for decided in links_between(first.article, second.article, ()))
    return next((link for link in links if (link.a, link.b) == (first.index, second.index)), None)


def _current(subject: str) -> Json:
    if row := _row(subject):
        return row.verdict
    found = _found(*_find(subject))
    return found.relation.value if found else None


def _put(subject: str, value: Json) -> None:
    first, second = _find(subject)
    Story.objects.cover_again([first.article, second.article])
    if value is None:
        if row := _row(subject):
            row.delete()
        return
    if value not in LinkVerdict.values:
        raise ChangeError(_("Two sentences can’t relate like this."))
    found = _found(first, second)
    LinkCorrection.objects.update_or_create(
        first=first.article,
        second=second.article,
        first_hash=sentence_hash(first.text),
        second_hash=sentence_hash(second.text),
        defaults={
            "verdict": value,
            "first_text": first.text,
            "second_text": second.text,
            "found": found.relation.value if found else "",
            "score": found.score if found else None,
            "rules_version": RULES_VERSION,
        },
    )


def _tell(_subject: str, state: Json) -> str:
    return str(LinkVerdict(state).label) if state in LinkVerdict.values else ""


def _places(subjects: Collection[str]) -> dict[str, Place]:
    parts = {subject: _SUBJECT.fullmatch(subject) for subject in subjects}
    keys = {int(key) for match in parts.values() if match for key in (match[1], match[3])}
    articles = Article.objects.with_bodies().in_bulk(keys)
    return {subject: _place(match, articles) for subject, match in parts.items()}


def _place(parts: "re.Match[str] | None", articles: Mapping[int, Article]) -> Place:
    """By the sentences stored with the articles: reading a page full of articles would take seconds."""
    ends = [(articles.get(int(parts[n])), parts[n + 1]) for n in (1, 3)] if parts else []
    told = [(article, _stored_sentence(article, wanted)) for article, wanted in ends if article]
    if len(told) < 2 or not all(number for _article, number in told):
        return Place(words=_("One of the two sentences is gone: its article has been read again since."))
    texts = (f"{article.outlet_name}: {_shortened(article, number)}" for article, number in told)
    (first, number), (second, _number) = told
    return Place(
        words=" / ".join(texts),
        view="compare",
        query={"a": first.pk, "b": second.pk},
        fragment=f"s{number}",
    )


def _stored_sentence(article: Article, wanted: str) -> int:
    """The number of the first sentence with this hash, from 1; 0 where there is none."""
    spans = enumerate(article.sentence_spans(), start=1)
    return next((number for number, span in spans if sentence_hash(span.of(article.body)) == wanted), 0)


def _shortened(article: Article, number: int) -> str:
    words = " ".join(article.sentence_spans()[number - 1].of(article.body).split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


LINK_KIND = Kind(
    name=LINK,
    label=gettext_lazy("Link between two articles"),
    current=_current,
    put=_put,
    words=one_by_one(_tell),
    places=_places,
)
