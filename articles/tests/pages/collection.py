"""What the site of the browser tests holds: the sample, and every state that a page can tell of."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.changes import make, undo
from articles.changes.stories import LOCKED
from articles.ingest.readers import read_paths
from articles.models import (
    Article,
    Entity,
    Feed,
    Outlet,
    Proposal,
    Revision,
    Run,
    RunItem,
    SavedSearch,
    Story,
    Upload,
)
from articles.pipeline import ingest
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, FOOTBALL, articles
from articles.tests.pages.places import ADMINISTRATOR, EDITOR, READ

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
HOME = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>"""
FEED = """<rss version="2.0"><channel><title>Northgate Evening Post</title>
<item><title>Le pont est ouvert</title><link>/pont</link>
<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>افتتاح الجسر الجديد</title><link>/jisr</link></item></channel></rss>"""


@dataclass(frozen=True, kw_only=True)
class Served:
    """Where the site is served, and the keys of the sessions of two people who may do more than read."""

    url: str
    editor: str
    administrator: str

    def session_of(self, person: str) -> str | None:
        """None for readers, who have none."""
        return {EDITOR: self.editor, ADMINISTRATOR: self.administrator}.get(person)


@dataclass(frozen=True, kw_only=True)
class Site(Served):
    """`arabic` and `english` are two articles of `story`, which the sample tells.

    `conflict` are two more, of the story `flood`, that contradict each other; `alone` is a story of one.
    """

    arabic: int
    english: int
    story: int
    absent: str  # the question that opens what was looked for where a fact of the story is absent
    outlet: str
    day: str
    conflict: tuple[int, int]
    flood: int
    alone: int
    person: int
    country: int
    run: int  # of ingestion, with a refusal
    uploads: tuple[int, int, int]  # read, waiting, ended by an error
    feed: int  # it fails
    saved: str
    news: str  # a site of news with a feed

    @property
    def addresses(self) -> dict[str, str]:
        """What readers can read, by the labels of places.py, below its language."""
        return {place.label: place.path.format(site=self) for place in READ}


def collect(served: Served, *, news: str, folder: Path) -> Site:
    """Take everything in, into the database that is served."""
    rejected = [result for result in ingest(read_paths([SAMPLE])) if result.article is None]
    assert not rejected
    sample = {article.source_file[:2]: article for article in Article.objects.all()}
    north, south = articles(folder / "flood", a=FLOOD_BY_A, b=FLOOD_BY_B)
    (alone,) = articles(folder / "cup", cup=FOOTBALL)
    story, outlet, published = sample["01"].story, sample["06"].outlet, sample["06"].published
    assert story and outlet and published and north.story and alone.story
    earlier = north.body.replace(north.body.split()[3], "قبل التغيير", 1)
    Revision.objects.create(article=north, sha256="0" * 64, headline=north.headline, body=earlier)
    salma, idris = User.objects.get(username="salma"), User.objects.get(username="idris")
    _decide(north.story, by=salma)
    _propose()
    return Site(
        **vars(served),
        arabic=sample["01"].pk,
        english=sample["06"].pk,
        story=story.pk,
        absent=_absent(story),
        outlet=outlet.slug,
        day=published.date().isoformat(),
        conflict=(north.pk, south.pk),
        flood=north.story.pk,
        alone=alone.story.pk,
        person=Entity.objects.get(name_en="Vladimir Putin").pk,
        country=Entity.objects.get(name_en="Russia").pk,
        run=_run().pk,
        uploads=_uploads(salma),
        feed=_feeds(outlet),
        saved=_saved(idris),
        news=news,
    )


def _decide(story: Story, *, by: User) -> None:
    """Something for the log, of which nothing remains."""
    change = make(LOCKED, str(story.pk), True, by=by)
    assert change
    undo(change, LOCKED, by=by)


def _propose() -> None:
    """Pairs of people, as if a rule had joined them."""
    people = Entity.objects.mentioned().of_kind("person").filter(same_as=None).order_by("pk")[:4]
    for one, other in pairwise(people):
        Proposal.objects.create(first=one, second=other, because="transliteration", strength=0.99)


def _absent(story: Story) -> str:
    page = Client().get(f"/en/stories/{story.pk}/facts/").content.decode()
    found = re.search(r'class="is-absent"><a [^>]*href="\?([^"#]+)', page)
    assert found
    return found[1].replace("&amp;", "&")


def _run() -> Run:
    """One with long paths, and a reason in another direction than the page's."""
    run = Run.objects.create(by_name="manage.py ingest", sources=["/srv/" + "news/" * 30], rejected=1)
    reason = "no article in it, only what pages print around one"
    RunItem.objects.create(run=run, source="/srv/" + "pages/" * 30, outcome="rejected", reason=reason)
    return run


def _uploads(by: User) -> tuple[int, int, int]:
    taken = Article.objects.order_by("pk").first()
    now = timezone.now()
    read = Run.objects.create(by=by, by_name="salma", finished=now, unchanged=1, rejected=1)
    RunItem.objects.create(run=read, source="upload 1!port.html", outcome="unchanged", article=taken)
    reason = "not a format that is read"
    RunItem.objects.create(run=read, source="upload 1!صورة.png", outcome="rejected", reason=reason)
    ended = Run.objects.create(by=by, by_name="salma", finished=now, error="MemoryError: 3.2 GB")
    made = (
        Upload.objects.create(by=by, size=81_000, run=read),
        Upload.objects.create(by=by, size=91_000_000),
        Upload.objects.create(by=by, address="https://example.org/" + "archive/" * 20, run=ended),
    )
    return made[0].pk, made[1].pk, made[2].pk


def _feeds(outlet: Outlet) -> int:
    """One of each health; the number of the one that fails."""
    now = timezone.now()
    feeds = Feed.objects
    feeds.create(address="https://example.org/new.xml", title="الميناء: آخر الأخبار")
    feeds.create(address="https://example.org/well.xml", outlet=outlet, last_success=now)
    feeds.create(address="https://example.org/paused.xml", state="paused", last_success=now)
    return feeds.create(
        address="https://example.org/" + "section/" * 20,
        outlet=outlet,
        title="Harbour Ledger, world",
        failures=3,
        error="the server answered 503",
        last_error=now,
        last_success=now - timedelta(days=2),
        interval=7,
    ).pk


def _saved(by: User) -> str:
    SavedSearch.objects.create(key="c" * 32, by=by, name="الكرملين", text='"بوتين" -كرة')
    return SavedSearch.objects.create(key="d" * 32, by=by, name="Spaceport", text="satellite lang:en").key


class NewsSite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (FEED if self.path == "/feed" else HOME).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def news_site() -> Iterator[str]:
    """The address of a site of news on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), NewsSite) as serving:
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()
