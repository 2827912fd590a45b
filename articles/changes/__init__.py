"""What people change: every kind in one table, and the log that keeps them."""

from articles.changes.blocks import BLOCK_KIND, SECOND_KIND
from articles.changes.entities import ENTITY_KINDS
from articles.changes.feeds import FEED_KIND
from articles.changes.fields import FIELD_KIND
from articles.changes.kinds import ChangeError, Kind, Place
from articles.changes.links import LINK_KIND
from articles.changes.log import make, undo
from articles.changes.outlet_parts import PART_KIND
from articles.changes.saved import SAVED_KIND
from articles.changes.stories import STORY_KINDS
from articles.changes.terms import TERM_KIND

_ALL: tuple[Kind, ...] = (
    BLOCK_KIND,
    FEED_KIND,
    FIELD_KIND,
    LINK_KIND,
    PART_KIND,
    SAVED_KIND,
    SECOND_KIND,
    TERM_KIND,
    *ENTITY_KINDS,
    *STORY_KINDS,
)
KINDS = {kind.name: kind for kind in _ALL}

__all__ = ["KINDS", "ChangeError", "Kind", "Place", "make", "undo"]
