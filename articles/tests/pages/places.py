"""Every page in the states people meet it in: the one list that the tests of all pages go through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.tests.pages.collection import Served

READER, EDITOR, ADMINISTRATOR = "reader", "editor", "administrator"

# Names of addresses that never answer with a page of their own: their forms lead to one of the others.
WITHOUT_PAGE = frozenset(
    {
        *("add-files", "article-block", "feed-add", "feed-poll", "feed-state", "link-verdict"),
        *("names-apart", "names-change", "names-hide", "names-merge", "names-split", "outlet-part-decide"),
        *("saved-add", "saved-delete", "saved-open", "saved-rename", "sign-out"),
        *("story-lock", "story-rename", "story-split", "term-add", "undo"),
    }
)
# Files, feeds, and the fragment with names while one types.
NO_PAGES = frozenset(
    {
        *("compare-download", "corrections", "search-download", "story-download"),
        *("entity-feed", "outlet-feed", "search-feed", "story-feed", "name-options"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """`path` stands below the language and takes the site's numbers; with `sent` a form is handed in there.

    `name` is the address's in articles/urls.py, empty where no address is meant.
    """

    label: str
    name: str
    path: str
    by: str = READER
    sent: Mapping[str, str] | None = None
    status: int = 200

    def at(self, site: "Served", language: str) -> str:
        return f"/{language}/{self.path.format(site=site)}"

    @property
    def has_form(self) -> bool:
        """Whether readers are given a cookie here, since a form needs it."""
        return self.sent is not None or self.name == "sign-in"


def _places(by: str, *rows: tuple[str, str, str]) -> tuple[Place, ...]:
    return tuple(Place(label=label, name=name, path=path, by=by) for label, name, path in rows)


_STORY = "stories/{site.story}/"
_PAIR = "compare/?a={site.arabic}&b={site.english}"
_CONFLICT = "compare/?a={site.conflict[0]}&b={site.conflict[1]}"

READ = _places(
    READER,
    ("stories", "stories", ""),
    ("story", "story", _STORY),
    ("facts", "story-facts", f"{_STORY}facts/"),
    ("a fact opened", "story-facts", f"{_STORY}facts/?{{site.absent}}"),
    ("no fact found", "story-facts", "stories/{site.flood}/facts/?show=all"),
    ("figures", "story-figures", f"{_STORY}figures/"),
    ("all days", "story-figures", f"{_STORY}figures/?events=all"),
    ("wording", "story-wording", f"{_STORY}wording/"),
    ("who says it", "story-wording", f"{_STORY}wording/?concept=armed_action&voice=own"),
    ("headlines", "story-headlines", f"{_STORY}headlines/"),
    ("quotations", "story-quotations", f"{_STORY}quotations/"),
    ("no quotation", "story-quotations", "stories/{site.flood}/quotations/"),
    ("sources", "story-sources", f"{_STORY}sources/"),
    ("a source opened", "story-sources", f"{_STORY}sources/?source=1"),
    ("story's sheet", "story-sheet", f"{_STORY}sheet/"),
    ("story of one article", "story", "stories/{site.alone}/"),
    ("articles", "articles", "articles/"),
    ("articles, wrong choice", "articles", "articles/?outlet=0"),
    ("no article", "articles", "articles/?q=zzzzzz"),
    ("article", "article", "articles/{site.arabic}/"),
    ("changed article", "article", "articles/{site.conflict[0]}/"),
    ("original", "article-original", "articles/{site.arabic}/original/"),
    ("revisions", "revisions", "articles/{site.conflict[0]}/revisions/"),
    ("no revision", "revisions", "articles/{site.arabic}/revisions/"),
    ("entities", "entities", "entities/"),
    ("no entity", "entities", "entities/?q=zzzzzz"),
    ("entity", "entity", "entities/{site.person}/"),
    ("said by", "entity", "entities/{site.person}/?show=quoted"),
    ("said of", "entity", "entities/{site.person}/?show=said"),
    ("choose", "compare", "compare/"),
    ("wrong choice", "compare", "compare/?a={site.arabic}&b={site.arabic}"),
    ("unknown choice", "compare", "compare/?a=x&b=0"),
    ("compare", "compare", _PAIR),
    ("differences", "compare", f"{_PAIR}&view=differences&link=4-5"),
    ("pair's quotations", "compare", f"{_PAIR}&view=quotations&marks=quotations"),
    (
        "original order",
        "compare",
        "compare/?a={site.english}&b={site.arabic}&view=original&marks=names&marks=figures",
    ),
    ("conflict", "compare", f"{_CONFLICT}&view=conflicts&link=1-1"),
    ("sheet", "compare-sheet", "compare/sheet/?a={site.arabic}&b={site.english}"),
    ("calendar", "calendar", "calendar/"),
    ("empty month", "calendar", "calendar/?month=1999-02"),
    ("calendar, wrong choice", "calendar", "calendar/?outlet=0"),
    ("day", "day", "days/{site.day}/"),
    ("empty day", "day", "days/1999-02-01/"),
    ("outlets", "outlets", "outlets/"),
    ("outlet", "outlet", "outlets/{site.outlet}/"),
    ("search", "search", "search/"),
    ("found", "search", "search/?q=Putin"),
    ("found by story", "search", "search/?q=Putin&group=story"),
    (
        "asked",
        "search",
        "search/?entity={site.country}&without={site.person}&story={site.story}&demonyms=on",
    ),
    ("nothing found", "search", "search/?q=zzzzqq+Putin+lang:en"),
    ("wrong search", "search", "search/?q=OR+from:x"),
    ("wrong search form", "search", "search/?from=2024-02-02&to=2024-01-01&entity=0"),
)
EDITED = _places(
    EDITOR,
    ("story, edited", "story", _STORY),
    ("merge", "story-merge", f"{_STORY}merge/"),
    ("merge, none found", "story-merge", f"{_STORY}merge/?q=zzzzzz"),
    ("move", "article-move", "articles/{site.arabic}/move/"),
    ("article, edited", "article", "articles/{site.arabic}/"),
    ("original, edited", "article-original", "articles/{site.arabic}/original/"),
    ("agencies", "article-field", "articles/{site.arabic}/known/agencies/"),
    ("day of publication", "article-field", "articles/{site.arabic}/known/published/"),
    ("language", "article-field", "articles/{site.arabic}/known/language/"),
    ("link, edited", "compare", f"{_CONFLICT}&link=2-2"),
    ("wording, edited", "story-wording", f"{_STORY}wording/"),
    ("search, to be saved", "search", "search/?q=Putin"),
    ("no search saved", "saved", "saved/"),
    ("add", "add", "add/"),
    ("upload", "added", "add/{site.uploads[0]}/"),
    ("upload that waits", "added", "add/{site.uploads[1]}/"),
    ("upload that failed", "added", "add/{site.uploads[2]}/"),
    ("names", "names", "names/"),
    ("no name proposed", "names", "names/?q=zzzzzz"),
    ("a name's workbench", "names-entity", "names/{site.person}/?q=Kim"),
    ("log", "log", "log/"),
    ("log, nothing", "log", "log/?by=nobody"),
    ("runs", "runs", "runs/"),
    ("run", "run", "runs/{site.run}/"),
    ("password", "password", "password/"),
)
ADMINISTERED = _places(
    ADMINISTRATOR,
    ("feeds", "feeds", "feeds/"),
    ("feed's settings", "feed-set", "feeds/{site.feed}/set/"),
    ("an outlet's parts", "outlet-parts", "outlets/{site.outlet}/parts/"),
    ("saved", "saved", "saved/"),
    ("new in a saved search", "saved-new", "saved/{site.saved}/new/"),
)


def _sent(label: str, name: str, path: str, *, by: str, status: int = 200, **words: str) -> Place:
    return Place(label=label, name=name, path=path, by=by, status=status, sent=words)


# What forms say of words that make no sense.
SENT = (
    _sent("text without words", "add-text", "add/text/", by=EDITOR, status=400, url="x y"),
    _sent("no address", "add-page", "add/page/", by=EDITOR, status=400, address="x y"),
    _sent("wrong day", "article-field", "articles/{site.arabic}/known/published/", by=EDITOR, text="x"),
    _sent("story gone", "story-merge", f"{_STORY}merge/", by=EDITOR, story="0"),
    _sent("wrong password", "password", "password/", by=EDITOR, old_password="x", new_password1="x"),
    _sent("no feed there", "feed-find", "feeds/find/", by=ADMINISTRATOR, address="x y"),
    _sent("feed found", "feed-find", "feeds/find/", by=ADMINISTRATOR, address="{site.news}"),
    _sent("wrong pause", "feed-set", "feeds/{site.feed}/set/", by=ADMINISTRATOR, interval="1", outlet="0"),
    _sent("too much sent", "", "sign-in/", by=READER, status=400, **dict.fromkeys(map(str, range(1001)), "")),
)
SIGN_IN = (
    *_places(READER, ("sign-in", "sign-in", "sign-in/")),
    _sent("wrong sign-in", "sign-in", "sign-in/", by=READER, username="salma", password="x"),
)
ERRORS = (
    Place(label="nothing there", name="", path="articles/999999/", status=404),
    Place(label="no such address", name="", path="nowhere/", status=404),
    Place(label="not for editors", name="", path="feeds/", by=EDITOR, status=403),
)
PLACES = (*READ, *SIGN_IN, *EDITED, *ADMINISTERED, *SENT, *ERRORS)
