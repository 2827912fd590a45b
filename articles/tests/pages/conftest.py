"""A browser, and a site with the sample articles for it to read.

The articles are taken in once; tests here only read. A server of our own is used, since `live_server`
would empty the database after every test. What is taken in would be in the way of other tests, so these
run last.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from articles.ingest.readers import read_paths
from articles.models import Article, Entity, Revision, Run, RunItem
from articles.pipeline import ingest
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, articles

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
PASSWORD = "nine words for salma"
WIDE = {"width": 1280, "height": 1000}


@pytest.hookimpl(trylast=True)  # after pytest has put tests with the same parameters together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": _chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


def _chromium() -> str:
    found = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if found is None and os.environ.get("QARIN_REQUIRE_BROWSER") == "1":
        pytest.fail("QARIN_REQUIRE_BROWSER=1, but there is no Chromium")
    if found is None:
        pytest.skip("no Chromium here: install one, or name it in CHROMIUM")
    return found


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the sample articles are served; `arabic` and `english` are two of them, in one story.

    `conflict` are two more, about another event, that contradict each other.
    """

    url: str
    arabic: int
    english: int
    conflict: tuple[int, int]
    story: int
    person: int
    country: int
    run: int  # of ingestion, with a refusal
    editor: str  # the key of a session, as is the next
    administrator: str

    @property
    def addresses(self) -> dict[str, str]:
        """Every page, below its language."""
        return {
            "stories": "",
            "story": f"stories/{self.story}/",
            "story's facts": f"stories/{self.story}/facts/",
            "story's figures": f"stories/{self.story}/figures/",
            "story's wording": f"stories/{self.story}/wording/",
            "who says it": f"stories/{self.story}/wording/?concept=armed_action&voice=own",
            "story's headlines": f"stories/{self.story}/headlines/",
            "story's sheet": f"stories/{self.story}/sheet/",
            "sheet": f"compare/sheet/?a={self.arabic}&b={self.english}",
            "articles": "articles/",
            "article": f"articles/{self.arabic}/",
            "entities": "entities/",
            "entity": f"entities/{self.person}/",
            "said by": f"entities/{self.person}/?show=quoted",
            "said of": f"entities/{self.person}/?show=said",
            "choose": "compare/",
            "compare": f"compare/?a={self.arabic}&b={self.english}",
            "differences": f"compare/?a={self.arabic}&b={self.english}&view=differences&link=4-5",
            "conflict": f"compare/?a={self.conflict[0]}&b={self.conflict[1]}&view=conflicts&link=1-1",
            "quotations": f"compare/?a={self.arabic}&b={self.english}&view=quotations&marks=quotations",
            "original": f"compare/?a={self.english}&b={self.arabic}&view=original&marks=names",
            "revisions": f"articles/{self.conflict[0]}/revisions/",
            "search": "search/",
            "found": "search/?q=Putin",
            "asked": f"search/?entity={self.country}&without={self.person}&story={self.story}&demonyms=on",
            "nothing": "search/?q=zzzzzz",
        }


@pytest.fixture(scope="session")
def _served(
    browser: Browser,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    # Where no test asks for a database, pytest-django makes none and would leave us the real one.
    assert connection.settings_dict["NAME"].startswith("test_")
    with django_db_blocker.unblock():
        rejected = [result for result in ingest(read_paths([SAMPLE])) if result.article is None]
        assert not rejected
        by_file = {article.source_file[:2]: article for article in Article.objects.all()}
        story = by_file["01"].story
        assert story
        north, south = articles(tmp_path_factory.mktemp("flood"), a=FLOOD_BY_A, b=FLOOD_BY_B)
        earlier = north.body.replace(north.body.split()[3], "قبل التغيير", 1)
        Revision.objects.create(article=north, sha256="0" * 64, headline=north.headline, body=earlier)
        server = LiveServer("localhost")
        yield Site(
            url=server.url,
            arabic=by_file["01"].pk,
            english=by_file["06"].pk,
            conflict=(north.pk, south.pk),
            story=story.pk,
            person=Entity.objects.get(name_en="Vladimir Putin").pk,
            country=Entity.objects.get(name_en="Russia").pk,
            run=_run().pk,
            editor=_session(User.objects.create_user("salma", password=PASSWORD)),
            administrator=_session(User.objects.create_superuser("idris")),
        )
        server.stop()
        _end_other_sessions()
        call_command("flush", interactive=False, verbosity=0)
        # Playwright's event loop has given this fixture a connection that pytest-django doesn't know of.
        connection.close()


def _end_other_sessions() -> None:
    """Those of the server's threads, which may outlive it and would keep the database from being dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def site(_served: Site, db: None) -> Site:
    return _served


Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """Opens an address in a fresh browser profile; afterwards no page may have complained of anything.

    A reader must not have been given a cookie. With the `session` of an editor or administrator it is
    opened by them; what they change stays for the tests after, so undo it.
    """
    contexts = []
    of_readers = []
    complaints: list[str] = []

    def opened(address: str, *, session: str | None = None, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "base_url": site.url, **options})
        contexts.append(context)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        else:
            of_readers.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_stranger(request, site.url)))
        page.goto(address)
        return page

    yield opened
    cookies = [cookie for context in of_readers for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert not complaints
    assert not cookies


def _run() -> Run:
    """One with long paths, and a reason in another direction than the page's."""
    run = Run.objects.create(by_name="manage.py ingest", sources=["/srv/" + "news/" * 30], rejected=1)
    reason = "no article in it, only what pages print around one"
    RunItem.objects.create(run=run, source="/srv/" + "pages/" * 30, outcome="rejected", reason=reason)
    return run


def _session(account: User) -> str:
    """The key of a new session of theirs, as the sign-in page makes it."""
    client = Client()
    client.force_login(account)
    return client.cookies["sessionid"].value


def _complaint(message: ConsoleMessage) -> Iterator[str]:
    expected = "the server responded with a status of 404" in message.text  # a test of the 404 page
    if message.type in ("error", "warning") and not expected:
        yield message.text


def _stranger(request: Request, home: str) -> Iterator[str]:
    if not request.url.startswith(home):
        yield f"request to {request.url}"
