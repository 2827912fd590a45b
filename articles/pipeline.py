"""Records in, stories out: keep articles, read them, keep what was found, group them."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db import DatabaseError, DataError, connection, transaction
from django.utils import timezone

from articles import resolution, search
from articles.analysis import cluster, meaning
from articles.analysis.quotes import Kind as QuoteKind
from articles.analysis.reading import RULES_VERSION, Reading, read
from articles.analysis.spans import start_before
from articles.analysis.tokens import tokenise
from articles.editing import Cutting, Pending, as_decided, columns, record_of
from articles.ingest.records import ArticleRecord, OutletRef, Rejected
from articles.models import Article, Block, Entity, Mention, Outlet, Quotation, Revision, Story

logger = logging.getLogger(__name__)

# Postgres keeps an index entry below 2,704 bytes.
LONGEST_SOURCE = 2000
# Two ingests at once would each found a story for the same event.
GROUPING_LOCK = 7_129_461
# More candidates than this share only words that no longer tell stories apart.
MOST_CANDIDATES = 400
# An article's meaning is that of its beginning; news puts first what it is about.
PROFILED_SENTENCES = 16


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one source; `reason` says why it was rejected or left as it was."""

    source: str
    outcome: Outcome
    reason: str = ""
    article: Article | None = None


def ingest(items: Iterable[ArticleRecord | Rejected]) -> Iterator[Result]:
    """Keep each record in a transaction of its own; what one does never undoes another."""
    cutting = Cutting()
    for item in items:
        if isinstance(item, Rejected):
            yield Result(source=item.source, outcome=Outcome.REJECTED, reason=item.reason)
        elif len(item.source.encode()) > LONGEST_SOURCE:
            yield Result(source=item.source, outcome=Outcome.REJECTED, reason="its path is too long")
        else:
            yield _keep(item, cutting)


def _keep(record: ArticleRecord, cutting: Cutting) -> Result:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
            return _add_or_change(record, cutting)
    except DataError as error:
        return Result(source=record.source, outcome=Outcome.REJECTED, reason=str(error).splitlines()[0])
    except DatabaseError:
        raise  # no fault of this article: the next would fare the same
    except Exception as error:
        # A text that one of our finders stumbles over must not keep out the thousand that follow it.
        logger.exception("could not read %s", record.source)
        reason = f"an error of Qarin's own, please report it: {type(error).__name__}: {error}"
        return Result(source=record.source, outcome=Outcome.REJECTED, reason=reason)


def _add_or_change(record: ArticleRecord, cutting: Cutting) -> Result:
    article = Article.objects.filter(source=record.source).first()
    if article is None and (twin := _same_text(record)):
        if twin.source_file != record.source_file:
            reason = f"the same text as {twin.source}"
            return Result(source=record.source, outcome=Outcome.UNCHANGED, reason=reason, article=twin)
        article = twin  # its file was moved
    record = cutting.apply(record)
    if article is not None:
        record = as_decided({article.pk: record})[article.pk]
    values = _values(record)
    if article is None:
        article = Article(**values)
        outcome = Outcome.ADDED
    elif _is_as_stored(article, values):
        return Result(source=record.source, outcome=Outcome.UNCHANGED, article=article)
    else:
        _keep_revision(article, record)
        outcome = Outcome.CHANGED
    _write(article, record, values)
    return Result(source=record.source, outcome=outcome, article=article)


def reread(article: Article, *, pending: Pending = MappingProxyType({})) -> None:
    """Read a stored article again as editors have decided it, decisions not yet in the log included."""
    record = as_decided({article.pk: record_of(article)}, pending=pending)[article.pk]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
        _write(article, record, _values(record))


def remove(article: Article) -> None:
    """Take an article away with all that was found in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
        story = article.story
        entities = set(article.mentions.values_list("entity", flat=True))
        article.delete()
        Entity.objects.recount(entities)
        if story:
            _refresh(story)


def _write(article: Article, record: ArticleRecord, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    headings = [span for span, is_heading in record.paragraphs if is_heading]
    reading = read(record.body, language=record.language, headings=headings)
    _keep_article(article, record, reading)
    group(article)


def _same_text(record: ArticleRecord) -> Article | None:
    """The article with this very content, one whose file has the same name before others.

    The same text from another outlet is a reprint, and an article of its own.
    """
    outlet = record.outlet.value
    twins = Article.objects.filter(sha256=record.sha256, outlet__slug=outlet.slug if outlet else None)
    return min(twins, key=lambda twin: (twin.source_file != record.source_file, twin.pk), default=None)


def _values(record: ArticleRecord) -> dict[str, object]:
    return {
        "source": record.source,
        "source_file": record.source_file or "",
        "sha256": record.sha256,
        "encoding": record.encoding,
        "original": record.original,
        "outlet": _outlet(record.outlet.value),
        **columns(record),
        "body": record.body,
        "headline_terms": search.terms(record.headline.value or "", language=record.language),
        "rules_version": RULES_VERSION,
    }


def _is_as_stored(article: Article, values: dict[str, object]) -> bool:
    """Whether nothing but its place has changed."""
    where = ("source", "source_file")
    return all(getattr(article, name) == value for name, value in values.items() if name not in where)


def _keep_revision(article: Article, record: ArticleRecord) -> None:
    if article.sha256 != record.sha256:
        Revision.objects.get_or_create(
            article=article, sha256=article.sha256, defaults={"original": article.original}
        )


def _outlet(ref: OutletRef | None) -> Outlet | None:
    if ref is None:
        return None
    known = {"name_ar": ref.names.get("ar", ""), "name_en": ref.names.get("en", ""), "site": ref.site}
    return Outlet.objects.get_or_create(slug=ref.slug, defaults=known)[0]


def _keep_article(article: Article, record: ArticleRecord, reading: Reading) -> None:
    article.opening = _opening(reading)
    article.word_count = len(reading.tokens)
    article.headings = [[span.start, span.end] for span, is_heading in record.paragraphs if is_heading]
    article.sentences = [[sentence.start, sentence.end] for sentence in reading.sentences]
    article.body_terms = search.terms(reading.text, language=reading.language, named=reading.tokens)
    profile = _profile(article, reading)
    article.grouping_profile = _profile_as_json(profile)
    article.grouping_terms = list(cluster.index_terms(profile))
    article.save()
    article.blocks.all().delete()
    Block.objects.bulk_create(Block(article=article, **asdict(block)) for block in record.blocks)
    _keep_findings(article, reading)


def _profile(article: Article, reading: Reading) -> cluster.Profile:
    """The article as grouping sees it; of the headline nothing counts that the body doesn't say."""
    meanings = meaning.encode(
        [sentence.of(reading.text) for sentence in reading.sentences[:PROFILED_SENTENCES]]
    )
    return cluster.profile(
        language=reading.language,
        tokens=reading.tokens,
        mentions=reading.mentions,
        rarity=cluster.rarity({}, articles=0, language=reading.language),
        meaning=[float(value) for value in meanings.mean(axis=0)] if len(meanings) else None,
        published=article.published.date() if article.published else None,
    )


def _profile_as_json(profile: cluster.Profile) -> dict[str, Any]:
    rounded = [round(value, 4) for value in profile.meaning] if profile.meaning else None
    published = profile.published.isoformat() if profile.published else None
    return asdict(profile) | {"meaning": rounded, "published": published}


def _profile_from_json(stored: dict[str, Any]) -> cluster.Profile:
    published = date.fromisoformat(stored["published"]) if stored["published"] else None
    meaning_vector = tuple(stored["meaning"]) if stored["meaning"] else None
    return cluster.Profile(**stored | {"meaning": meaning_vector, "published": published})


def _opening(reading: Reading, *, length: int = 400) -> str:
    """The first sentences, whole, up to about `length` code points and at least one."""
    if not reading.sentences:
        return ""
    first = reading.sentences[0]
    end = first.end
    for sentence in reading.sentences[1:]:
        if sentence.end - first.start > length or "\n" in reading.text[end : sentence.start]:
            break
        end = sentence.end
    return reading.text[first.start : end]


def _keep_findings(article: Article, reading: Reading) -> None:
    resolved = resolution.resolve(mention.entity for mention in reading.mentions)
    starts = article.sentence_starts()
    former = set(article.mentions.values_list("entity", flat=True))
    article.mentions.all().delete()
    mentions = Mention.objects.bulk_create(
        Mention(
            article=article,
            **resolved.place(mention, reading.text),
            start=mention.span.start,
            end=mention.span.end,
            text=mention.span.of(reading.text),
            sentence=start_before(starts, mention.span.start),
            rule=mention.rule,
        )
        for mention in reading.mentions
    )
    Entity.objects.recount(former | {mention.entity_id for mention in mentions})
    article.quotations.all().delete()
    Quotation.objects.bulk_create(
        Quotation(
            article=article,
            start=quote.span.start,
            end=quote.span.end,
            sentence=start_before(starts, quote.span.start),
            kind=quote.kind,
            **resolved.speaker(quote.entity),
            cue=quote.cue.of(reading.text) if quote.cue else "",
            rule=quote.speaker_rule,
        )
        for quote in reading.quotes
        if quote.kind is not QuoteKind.TITLE and quote.depth == 0
    )


def group(article: Article) -> None:
    """Put the article into the story it belongs to, or into a new one of its own."""
    former = article.story
    profile = _profile_from_json(article.grouping_profile)
    assignment = cluster.assign(profile, _candidate_stories(article))
    if assignment.story is None:
        story = former if former and _is_alone(article) else Story.objects.create(latest=timezone.now())
    else:
        story = Story.objects.get(pk=assignment.story)
    article.story = story
    article.story_score = assignment.similarity.score if assignment.story else None
    article.story_reasons = _receipt(article, assignment.similarity) if assignment.story else []
    article.save(update_fields=["story", "story_score", "story_reasons"])
    _refresh(story)
    if former and former.pk != story.pk:
        _refresh(former)


def _receipt(article: Article, similarity: cluster.Similarity) -> list[dict[str, Any]]:
    """The reasons to keep, with words as this article writes them: lemmas are not for showing."""
    written: dict[str, str] = {}
    text = f"{article.headline}\n{article.body}"
    for token in tokenise(text, language=article.language):
        word = token.span.of(text)
        written[token.lemma] = min(written.get(token.lemma, word), word, key=len)
    return [
        {
            "kind": reason.kind,
            "weight": round(reason.weight, 3),
            "shared": [written.get(term, term) for term in reason.shared],
        }
        for reason in similarity.reasons
    ]


def _candidate_stories(article: Article) -> dict[int, list[cluster.Profile]]:
    """The stories of articles that share index terms with this one, whole: {story: its profiles}."""
    others = Article.objects.exclude(pk=article.pk)
    sharing = others.filter(grouping_terms__overlap=article.grouping_terms, story__isnull=False)
    newest = sharing.order_by("-pk").values_list("story", "grouping_terms")[:MOST_CANDIDATES]
    near = {
        story
        for story, terms in newest
        if len({*terms} & {*article.grouping_terms}) >= cluster.TERMS_IN_COMMON
    }
    members = others.filter(story__in=near).order_by("pk")
    stories: dict[int, list[cluster.Profile]] = {}
    for story, profile in members.values_list("story", "grouping_profile"):
        stories.setdefault(story, []).append(_profile_from_json(profile))
    return stories


def _is_alone(article: Article) -> bool:
    return not Article.objects.filter(story=article.story).exclude(pk=article.pk).exists()


def _refresh(story: Story) -> None:
    """Bring a story's time up to date, or remove it when its last article has left."""
    dates = story.articles.values_list("published", "ingested")
    if dates:
        story.latest = max(published or ingested for published, ingested in dates)
        story.save(update_fields=["latest"])
    else:
        story.delete()
