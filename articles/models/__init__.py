"""Tables and their querysets."""

from articles.models.articles import Article, Block, Quotation, Revision
from articles.models.changes import Change
from articles.models.entities import Entity, EntityName, Mention, Proposal
from articles.models.feeds import Feed, FeedEntry
from articles.models.outlets import Outlet, OutletRule
from articles.models.stories import Story

__all__ = [
    "Article",
    "Block",
    "Change",
    "Entity",
    "EntityName",
    "Feed",
    "FeedEntry",
    "Mention",
    "Outlet",
    "OutletRule",
    "Proposal",
    "Quotation",
    "Revision",
    "Story",
]
