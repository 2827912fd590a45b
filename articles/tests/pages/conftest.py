"""A browser, and a site with the sample articles for it to read.

The articles are taken in once; tests here only read. A server of our own is used, since `live_server`
would empty the database after every test. What is taken in would be in the way of other tests, so these
run last, and those that want the site empty before the others. Several workers have each a database, site
and browser of their own and keep that order, as `--dist load` hands tests out from the front of the list.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from articles.models import Article
from articles.tests.pages.collection import Served, Site, collect, news_site
from articles.tests.pages.places import READER, Place
from articles.tests.pages.soundness import WIDE

PASSWORD = "nine words for salma"
expect.set_options(timeout=20_000)  # milliseconds: other workers may use all cores

Visit = Callable[..., Page]
Tabs = Callable[..., Page]
Read = Callable[..., Page]


@pytest.hookimpl(trylast=True)  # after pytest has put tests with the same parameters together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> tuple[bool, bool]:
        needs = getattr(item, "fixturenames", ())
        return item.get_closest_marker("browser") is not None, "empty_site" not in needs

    items.sort(key=turn)


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


@pytest.fixture(scope="session")
def _empty(browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Served]:
    # Where no test asks for a database, pytest-django makes none and would leave us the real one.
    assert connection.settings_dict["NAME"].startswith("test_")
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield Served(
            url=server.url,
            editor=_session(User.objects.create_user("salma", password=PASSWORD)),
            administrator=_session(User.objects.create_superuser("idris")),
        )
        server.stop()
        _end_other_sessions()
        call_command("flush", interactive=False, verbosity=0)
        # Playwright's event loop has given this fixture a connection that pytest-django doesn't know of.
        connection.close()


@pytest.fixture(scope="session")
def _served(
    _empty: Served, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with django_db_blocker.unblock(), news_site() as news, override_settings(FETCH_HOSTS=["127.0.0.1"]):
        yield collect(_empty, news=news, folder=tmp_path_factory.mktemp("taken_in"))


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


@pytest.fixture
def empty_site(_empty: Served, db: None) -> Served:
    """Before anything is taken in: whoever asks for it comes first."""
    assert not Article.objects.exists()
    return _empty


@pytest.fixture(scope="session")
def tabs(browser: Browser, _empty: Served) -> Iterator[Tabs]:
    """Tabs to be used again and again by those who change nothing: by person, with script or without.

    A new one for each page would be a process that starts and reads fonts and script anew: twice the work.
    """
    found: dict[tuple[str, bool], Page] = {}

    def tab(person: str, *, has_script: bool) -> Page:
        if (person, has_script) not in found:
            session = _empty.session_of(person)
            context = _profile(browser, _empty.url, session, java_script_enabled=has_script)
            found[person, has_script] = context.new_page()
        return found[person, has_script]

    yield tab
    for page in found.values():
        page.context.close()


@pytest.fixture
def read(tabs: Tabs) -> Iterator[Read]:
    """Opens a place in a tab that is used again; afterwards it may not have complained of anything.

    A reader must not have been given a cookie, unless a form needs it.
    """
    with ExitStack() as undo:
        complaints: list[str] = []

        def opened(place: Place, site: Served, language: str, *, has_script: bool = True) -> Page:
            page = tabs(place.by, has_script=has_script)
            page.set_viewport_size(WIDE)
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            undo.callback(_listen(page, complaints, home=site.url, expected=place.status))
            undo.callback(page.goto, "about:blank")  # before: what it still does is heard
            if place.sent is not None:
                _hand_in(page, place.sent, site)
            response = page.goto(place.at(site, language))
            assert response and response.status == place.status
            if place.has_form:
                page.context.clear_cookies(name="csrftoken")
            if place.by == READER:
                assert not page.context.cookies()
            return page

        yield opened
    assert not complaints


def _hand_in(page: Page, sent: Mapping[str, str], site: Served) -> None:
    """What the page opens next is handed this form, as if somebody had filled it in."""
    token = "a" * 32
    page.context.add_cookies([{"name": "csrftoken", "value": token, "url": site.url}])
    words = urlencode({name: value.format(site=site) for name, value in sent.items()})
    form = {"content-type": "application/x-www-form-urlencoded", "x-csrftoken": token}

    def post(route: Route) -> None:
        route.continue_(method="POST", post_data=words, headers={**route.request.headers, **form})

    page.route("**/*", post, times=1)


def _profile(browser: Browser, home: str, session: str | None, **options: Any) -> BrowserContext:
    context = browser.new_context(**{"viewport": WIDE, "base_url": home, **options})
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
    return context


def _listen(page: Page, complaints: list[str], *, home: str, expected: int = 404) -> Callable[[], None]:
    """Write down what the page complains of, until the answer is called."""
    heard: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: complaints.extend(_complaint(message, expected)),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: complaints.extend(_stranger(request, home)),
    }
    for event, listener in heard.items():
        page.on(event, listener)

    def stop() -> None:
        for event, listener in heard.items():
            page.remove_listener(event, listener)

    return stop


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
        context = _profile(browser, site.url, session, **options)
        contexts.append(context)
        if not session:
            of_readers.append(context)
        page = context.new_page()
        _listen(page, complaints, home=site.url)
        page.goto(address)
        return page

    yield opened
    cookies = [cookie for context in of_readers for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert not complaints
    assert not cookies


def _session(account: User) -> str:
    """The key of a new session of theirs, as the sign-in page makes it."""
    client = Client()
    client.force_login(account)
    return client.cookies["sessionid"].value


def _complaint(message: ConsoleMessage, expected: int) -> Iterator[str]:
    is_expected = f"the server responded with a status of {expected}" in message.text
    if message.type in ("error", "warning") and not is_expected:
        yield message.text


def _stranger(request: Request, home: str) -> Iterator[str]:
    if not request.url.startswith(home):
        yield f"request to {request.url}"
