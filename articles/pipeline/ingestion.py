"""Records in, stories out: batches read beside each other, each stored in one transaction."""

import gc
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.db import DatabaseError, DataError, connection, transaction
from django.utils import timezone

from articles.editing import Cutting, Pending, as_decided, record_of
from articles.ingest.reasons import Reason, own_error
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, Rejected
from articles.models import Article, Run, SearchRow, Story
from articles.models.runs import Outcome
from articles.name_model import rules_version
from articles.names.story_names import link_in_stories
from articles.pipeline.findings import Findings, Text
from articles.pipeline.grouping import Newcomer, group, lock
from articles.pipeline.linked import without_links
from articles.pipeline.meanings import make_vectors, with_meaning
from articles.pipeline.planning import OutletRows, Plan, identities, plan
from articles.pipeline.profiles import Shelf
from articles.pipeline.readers import Failure, Readers, Reading, give_back
from articles.pipeline.reprinting import link_reprints
from articles.pipeline.running import Result, note
from articles.pipeline.storing import Draft, draft, forget_findings, keep_findings, save

logger = logging.getLogger(__name__)

# Postgres keeps an index entry below 2,704 bytes.
LONGEST_SOURCE = 2000
# What a batch holds at most: articles, and letters of their originals.
BATCH, BATCH_LETTERS = 64, 1_000_000
# So few articles are read sooner than other processes are made.
_SOON_READ = 16
# The vectors of so few articles are made at once; a worker makes those of more, some six a second.
FEW, FEW_LETTERS = 32, 200_000

Item = ArticleRecord | Rejected
_Found = Mapping[str, Findings | Failure]


def ingest(
    items: Iterable[Item], *, processes: int = 1, run: Run | None = None, analyse: bool = True
) -> Iterator[Result]:
    """Keep records, a batch a transaction; a result is given when its batch is stored for good.

    What one record does never undoes another. With more than one of `processes` all but very few are read
    beside the storing. Without `analyse` articles are only kept, and read later. No more than a few
    batches are held at a time, however much comes.
    """
    with Readers(processes) as readers:
        ingestion = _Ingestion(readers, run=run, analyse=analyse)
        cutting = Cutting()
        for batch in _batches(_cleaned(item, cutting) for item in items):
            yield from ingestion.take(without_links(batch))
        yield from ingestion.finish()


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """Items of which no two are about the same article; `reading` is of the records in `sources`.

    Those are the ones that looked new when the batch was begun. Batches before it may have stored the same
    since: what is done with an item is decided when it is stored.
    """

    items: Sequence[Item]
    sources: Sequence[str]
    reading: Reading


class _Ingestion:
    """One run: batches that are being read, and what is kept in mind from one to the next."""

    def __init__(self, readers: Readers, *, run: Run | None, analyse: bool) -> None:
        self._readers = readers
        self._run = run
        self._analyse = analyse
        self._waiting: deque[_Batch] = deque()
        self._shelf = Shelf()
        self._outlets = OutletRows()
        self._taken = self._letters = 0

    def take(self, items: Sequence[Item]) -> Iterator[Result]:
        self._taken += len(items)
        beside = self._taken > _SOON_READ and self._readers.processes > 1
        self._letters += sum(len(item.body) for item in items if isinstance(item, ArticleRecord))
        few = self._taken <= FEW and self._letters <= FEW_LETTERS
        new = [plan.record for plan in self._plan(items) if plan.stores] if self._analyse else []
        reading = self._readers.read([_text(record) for record in new], beside=beside)
        self._waiting.append(_Batch(items=items, sources=[r.source for r in new], reading=reading))
        while len(self._waiting) > (self._readers.processes + 1 if beside else 0):
            yield from self._store_next(with_vectors=few)

    def finish(self) -> Iterator[Result]:
        while self._waiting:
            yield from self._store_next(with_vectors=False)
        SearchRow.objects.sort_in()

    def _store_next(self, *, with_vectors: bool) -> list[Result]:
        with _uncollected():
            results = self._store(self._waiting.popleft(), with_vectors=with_vectors)
        give_back()
        return results

    def _plan(self, items: Iterable[Item]) -> list[Plan]:
        records = [item for item in items if isinstance(item, ArticleRecord)]
        return plan(records, rules_version=rules_version() if self._analyse else None)

    def _store(self, batch: _Batch, *, with_vectors: bool) -> list[Result]:
        found = dict(zip(batch.sources, batch.reading.result(), strict=True))
        if with_vectors:
            texts = {item.source: item.body for item in batch.items if isinstance(item, ArticleRecord)}
            found = {source: _with_meaning(one, texts[source]) for source, one in found.items()}
        if len(batch.items) > 1:
            try:
                return self._store_together(batch.items, found, with_vectors=with_vectors)
            except Exception:
                if not connection.is_usable():
                    raise  # the server is gone: no fault of any article
                logger.warning("a batch cannot be stored as one, trying one by one", exc_info=True)
        return [self._store_alone(item, found, with_vectors=with_vectors) for item in batch.items]

    def _store_alone(self, item: Item, found: _Found, *, with_vectors: bool) -> Result:
        try:
            return self._store_together([item], found, with_vectors=with_vectors)[0]
        except DataError as error:
            reason = Reason(str(error).splitlines()[0])
        except DatabaseError:
            raise  # no fault of this article: the next would fare the same
        except Exception as error:
            # An article that our code stumbles over must not keep out the thousand that follow it.
            logger.exception("could not store %s", item.source)
            reason = own_error(error)
        refused = Rejected(source=item.source, reason=reason)
        return self._store_together([refused], {}, with_vectors=False)[0]

    def _store_together(self, items: Sequence[Item], found: _Found, *, with_vectors: bool) -> list[Result]:
        """Store these items, or none of them: what fails is raised."""
        with transaction.atomic():
            lock()
            plans = {plan.record.source: plan for plan in self._plan(items)}
            drafts: list[Draft] = []
            results = [self._judge(item, plans, found, drafts) for item in items]
            _keep(drafts, self._shelf, with_vectors=with_vectors)
            if self._run:
                note(self._run, results)
        return results

    def _judge(self, item: Item, plans: Mapping[str, Plan], found: _Found, drafts: list[Draft]) -> Result:
        """What becomes of one item; what is to be stored is added to the drafts."""
        if isinstance(item, Rejected):
            return Result(source=item.source, outcome=Outcome.REJECTED, reason=item.reason)
        planned = plans[item.source]
        result = Result(
            source=item.source, outcome=planned.outcome, reason=planned.reason, article=planned.article
        )
        if not planned.stores:
            return result
        findings = self._findings(item, found)
        if isinstance(findings, Failure):
            return Result(source=item.source, outcome=Outcome.REJECTED, reason=findings.reason)
        drafts.append(draft(planned, findings, outlets=self._outlets, run=self._run))
        return replace(result, article=drafts[-1].article)

    def _findings(self, record: ArticleRecord, found: _Found) -> Findings | Failure | None:
        if not self._analyse:
            return None
        # An article that another process has removed since was not thought new.
        return found.get(record.source) or self._readers.read([_text(record)], beside=False).result()[0]


def reread(article: Article, *, pending: Pending = MappingProxyType({})) -> None:
    """Read a stored article again as editors have decided it, decisions not yet in the log included."""
    reread_all([article], with_vectors=True, pending=pending)


def reread_all(
    articles: Iterable[Article], *, with_vectors: bool = False, pending: Pending = MappingProxyType({})
) -> None:
    """Read stored articles again, in one transaction; those that cannot be read stay as they are."""
    articles, cutting = list(articles), Cutting()
    cleaned = {article.pk: cutting.apply(record_of(article)) for article in articles}
    records = as_decided(cleaned, pending=pending)
    with Readers(1) as readers:
        found = readers.read([_text(records[article.pk]) for article in articles], beside=False).result()
    if with_vectors:
        found = [_with_meaning(f, records[a.pk].body) for a, f in zip(articles, found, strict=True)]
    outlets = OutletRows()
    with transaction.atomic():
        lock()
        drafts = [
            draft(_replanned(article, records), read, outlets=outlets, run=article.run)
            for article, read in zip(articles, found, strict=True)
            if isinstance(read, Findings)
        ]
        _keep(drafts, Shelf(), with_vectors=with_vectors)
        SearchRow.objects.sort_in()


def remove(article: Article) -> None:
    """Take an article away with all that was found in it."""
    with transaction.atomic():
        lock()
        forget_findings([article])
        stories = {article.story_id} if article.story_id else set()
        article.delete()
        Story.objects.refresh(stories)


def _replanned(article: Article, records: Mapping[int, ArticleRecord]) -> Plan:
    return Plan(record=records[article.pk], outcome=Outcome.CHANGED, article=article)


def _keep(drafts: Sequence[Draft], shelf: Shelf, *, with_vectors: bool) -> None:
    """Write articles with all that hangs on them; under the lock."""
    again = [one.article for one in drafts if one.article.pk]
    read = [one for one in drafts if one.findings]
    grouped = group([_newcomer(one) for one in read], shelf)
    save(drafts)
    keep_findings(drafts, again=again)
    link_reprints([one.article for one in read], again=again)
    grouped.keep()
    for one in read:
        shelf.put(one.article.pk, one.read.profile)
    # With the vectors stories are as they stay; before, those of many articles would be looked at many times.
    if with_vectors:
        link_in_stories(grouped.stories)
        make_vectors(one.article for one in read)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for garbage afterwards, once: amid a batch it would fifty times."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _with_meaning(found: Findings | Failure, body: str) -> Findings | Failure:
    return with_meaning(found, body) if isinstance(found, Findings) else found


def _newcomer(one: Draft) -> Newcomer:
    return Newcomer(article=one.article, profile=one.read.profile, written=one.read.written)


def _text(record: ArticleRecord) -> Text:
    published = record.published.value
    return Text(
        body=record.body,
        language=record.language,
        headings=tuple(span for span, is_heading in record.paragraphs if is_heading),
        headline=record.headline.value or "",
        published=published.date() if published else None,
    )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in about their order: of two about the same article the second waits for the next batch."""
    held: list[Item] = []
    yield from _fill(items, held)
    while held:
        again, held = held, []
        yield from _fill(again, held)


def _fill(items: Iterable[Item], held: list[Item]) -> Iterator[list[Item]]:
    """Batches of what comes; what cannot be in the last one is left in `held`."""
    batch: list[Item] = []
    known: set[str] = set()
    letters = 0
    for item in items:
        waiting = [item]
        if len(batch) >= BATCH or letters >= BATCH_LETTERS or len(held) >= BATCH:
            yield batch
            batch, known, letters = [], set(), 0
            waiting = [*held, item]
            held.clear()
        for one in waiting:
            own = _identities(one)
            if known.isdisjoint(own):
                batch.append(one)
                known |= own
                letters += len(one.original) if isinstance(one, ArticleRecord) else 0
            else:
                held.append(one)
    if batch:
        yield batch


def _identities(item: Item) -> set[str]:
    return identities(item) if isinstance(item, ArticleRecord) else set()


def _cleaned(item: Item, cutting: Cutting) -> Item:
    """An item as it is today by its outlet's cleaning rules, refused if its source is too long to be kept."""
    if isinstance(item, Rejected):
        return item
    if len(item.source.encode()) > LONGEST_SOURCE:
        return Rejected(source=item.source, reason=Reason(_("its path is too long")))
    return cutting.apply(item.taken_in(timezone.now()))
