"""The sets of terms in force, and the wording of a story counted by them."""

import hashlib

from articles.analysis.stories.tellings import Tellings
from articles.analysis.stories.terms import Concept, TermRule, listed, with_rules
from articles.analysis.stories.wordings import Wording, find_wording
from articles.models import Story, StoryCoverage, TermExpression


def concepts_in_force() -> tuple[Concept, ...]:
    """Those of the files, with what people added and switched off; one query."""
    return with_rules(listed(), TermExpression.objects.rules())


def wording_of(tellings: Tellings) -> Wording:
    rules = TermExpression.objects.rules()
    return find_wording(tellings, with_rules(listed(), rules), terms=digest(rules))


def digest(rules: tuple[TermRule, ...]) -> str:
    """Of what people added; what the files have is a matter of the program's version."""
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16] if rules else ""


def count_again(story: Story) -> None:
    """Have a story covered anew, whose terms have changed since."""
    StoryCoverage.objects.filter(story=story).update(rules_version="")
    Story.objects.filter(pk=story.pk).update(awaits_coverage=True)
