"""A batch of articles with what was found in them, written to the tables in a few statements."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from articles.analysis.text.spans import start_before
from articles.ingest.records import ArticleRecord
from articles.ingest.records import Block as BlockFound
from articles.models import (
    Article,
    Block,
    Entity,
    Fingerprint,
    Mention,
    Posting,
    Quotation,
    Revision,
    Run,
    SearchRow,
    SentenceVectors,
)
from articles.models.articles import Awaits
from articles.models.search_rows import UNDATED, hour_of
from articles.names.resolution import Resolved, resolve
from articles.pipeline.copying import copy_columns, copy_in, number
from articles.pipeline.findings import Findings
from articles.pipeline.planning import OutletRows, Plan, values_of

# Of an article that waits to be read, this much stands in lists.
_OPENING = 400


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An article as it is to be saved, with what was found in it; `revision` is what it said before."""

    article: Article
    record: ArticleRecord
    findings: Findings | None
    revision: Revision | None

    @property
    def read(self) -> Findings:
        assert self.findings
        return self.findings


def draft(plan: Plan, findings: Findings | None, *, outlets: OutletRows, run: Run | None) -> Draft:
    """The article of a plan; one without findings waits to be read."""
    revision = _revision(plan.article) if plan.article and plan.article.sha256 != plan.record.sha256 else None
    article = plan.article or Article()
    for name, value in values_of(plan.record).items():
        setattr(article, name, value)
    article.outlet = outlets.row(plan.record.outlet.value)
    article.headings = [[span.start, span.end] for span, is_heading in plan.record.paragraphs if is_heading]
    article.run = run
    set_findings(article, findings)
    return Draft(article=article, record=plan.record, findings=findings, revision=revision)


def set_findings(article: Article, findings: Findings | None) -> None:
    """Set the article's own columns; without findings as of a text that nobody has read."""
    if findings is None:
        article.awaits = Awaits.READING
        article.rules_version = ""
        article.opening = article.body[:_OPENING].partition("\n")[0]
        article.word_count = len(article.body.split())
        article.sentences, article.grouping_profile, article.grouping_terms = [], {}, []
        return
    article.awaits = Awaits.VECTORS
    article.rules_version = findings.rules_version
    article.opening = findings.opening
    article.word_count = findings.word_count
    article.sentences = [[sentence.start, sentence.end] for sentence in findings.sentences]
    article.grouping_profile = _profile_as_json(findings)
    article.grouping_terms = list(findings.grouping_terms)


def save(drafts: Sequence[Draft]) -> None:
    """Write articles, the blocks of their originals, and what those said before that have changed."""
    new = [one.article for one in drafts if one.article.pk is None]
    changed = [one.article for one in drafts if one.article.pk is not None]
    number(new)
    copy_in(new)
    for article in changed:
        article.save()
    if changed:
        Block.objects.filter(article__in=changed).delete()
    copy_columns(Block, [_block(one.article, block) for one in drafts for block in one.record.blocks])
    Revision.objects.bulk_create((one.revision for one in drafts if one.revision), ignore_conflicts=True)


def keep_findings(drafts: Sequence[Draft], *, again: Sequence[Article] = ()) -> None:
    """Write the rows of what was found; those of the articles in `again` replace what is there.

    Under the lock: entities are counted.
    """
    if again:
        forget_findings(again)
    read = [(one.article, one.findings) for one in drafts if one.findings]
    resolved = resolve(mention.entity for _, found in read for mention in found.mentions)
    mentions = [row for article, found in read for row in _mentions(article, found, resolved)]
    copy_columns(Mention, mentions)
    copy_in([row for article, found in read for row in _quotations(article, found, resolved)])
    copy_in([_fingerprint(article, found) for article, found in read if found.fingerprint.bands])
    copy_in([_search_row(article, found, resolved) for article, found in read])
    Posting.objects.fill([article.pk for article, _found in read])
    pairs = {(row.entity_id, row.article_id) for row in mentions}
    Entity.objects.count_more(Counter(entity for entity, _article in pairs))


def forget_findings(articles: Sequence[Article]) -> None:
    """Remove the rows of what was found in these articles; under the lock."""
    Entity.objects.count_more({entity: -number for entity, number in _articles_by_entity(articles).items()})
    for model in (Quotation, Mention, Posting, Fingerprint, SearchRow, SentenceVectors):
        model.objects.filter(article__in=articles).delete()


def _articles_by_entity(articles: Sequence[Article]) -> Mapping[int, int]:
    mentions = Mention.objects.filter(article__in=articles).values_list("entity", "article").distinct()
    return Counter(entity for entity, _article in mentions)


class _BlockRow(NamedTuple):
    article_id: int
    start: int
    end: int
    kind: str
    rule: str
    found_kind: str
    found_rule: str
    decided: bool | None


def _block(article: Article, block: BlockFound) -> _BlockRow:
    found_kind, found_rule = block.found or ("", "")
    return _BlockRow(
        article_id=article.pk,
        start=block.start,
        end=block.end,
        kind=block.kind,
        rule=block.rule,
        found_kind=found_kind,
        found_rule=found_rule,
        decided=block.decided,
    )


def _revision(article: Article) -> Revision:
    return Revision(
        article=article,
        sha256=article.sha256,
        original=article.original,
        headline=article.headline,
        body=article.body,
    )


def _fingerprint(article: Article, found: Findings) -> Fingerprint:
    return Fingerprint(
        article=article, shingles=found.fingerprint.shingles, bands=list(found.fingerprint.bands)
    )


def _search_row(article: Article, found: Findings, resolved: Resolved) -> SearchRow:
    moment = article.published or UNDATED
    return SearchRow(
        article=article,
        moment=moment,
        hour=hour_of(moment),
        outlet_id=article.outlet_id,
        language=article.language,
        agencies=article.agencies,
        names=sorted({resolved.found[mention.entity.key].pk for mention in found.mentions}),
        terms=found.indexed.terms,
        forms=found.indexed.forms,
    )


def _profile_as_json(findings: Findings) -> dict[str, Any]:
    profile = findings.profile
    published = profile.published.isoformat() if profile.published else None
    kept = {field.name: getattr(profile, field.name) for field in fields(profile)}
    del kept["meaning"]  # it comes later, with the sentences' vectors
    return kept | {"published": published}


class _MentionRow(NamedTuple):
    article_id: int
    found_id: int
    entity_id: int
    join: str
    start: int
    end: int
    text: str
    sentence: int
    rule: str


def _mentions(article: Article, found: Findings, resolved: Resolved) -> Iterator[_MentionRow]:
    starts = article.sentence_starts()
    for mention in found.mentions:
        found_id, entity_id = resolved.place(mention, article.body)
        yield _MentionRow(
            article_id=article.pk,
            found_id=found_id,
            entity_id=entity_id,
            join=mention.join,
            start=mention.span.start,
            end=mention.span.end,
            text=mention.span.of(article.body),
            sentence=start_before(starts, mention.span.start),
            rule=mention.rule,
        )


def _quotations(article: Article, found: Findings, resolved: Resolved) -> Iterator[Quotation]:
    starts = article.sentence_starts()
    for quote in found.quotes:
        yield Quotation(
            article_id=article.pk,
            start=quote.span.start,
            end=quote.span.end,
            sentence=start_before(starts, quote.span.start),
            kind=quote.kind,
            **resolved.speaker(quote.entity),
            cue=quote.cue.of(article.body) if quote.cue else "",
            rule=quote.speaker_rule,
        )
