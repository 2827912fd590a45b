"""Tables and their querysets."""

from articles.models.articles import Article, Block, Quotation, Revision
from articles.models.changes import Change
from articles.models.corrections import LinkCorrection
from articles.models.coverage import ArticlePair, StoryCoverage, StorySection
from articles.models.entities import Entity, EntityName, Mention, Proposal
from articles.models.feeds import Feed, FeedEntry
from articles.models.outlets import Outlet, OutletRule
from articles.models.postings import Posting
from articles.models.reprints import Fingerprint, Reprint
from articles.models.runs import Run, RunItem
from articles.models.saved import SavedSearch
from articles.models.search_rows import SearchRow
from articles.models.stories import Placement, Story
from articles.models.terms import TermExpression
from articles.models.uploads import Upload, UploadPiece
from articles.models.vectors import SentenceVectors

__all__ = [
    "Article",
    "ArticlePair",
    "Block",
    "Change",
    "Entity",
    "EntityName",
    "Feed",
    "FeedEntry",
    "Fingerprint",
    "LinkCorrection",
    "Mention",
    "Outlet",
    "OutletRule",
    "Placement",
    "Posting",
    "Proposal",
    "Quotation",
    "Reprint",
    "Revision",
    "Run",
    "RunItem",
    "SavedSearch",
    "SearchRow",
    "SentenceVectors",
    "Story",
    "StoryCoverage",
    "StorySection",
    "TermExpression",
    "Upload",
    "UploadPiece",
]
