"""Stories at a glance for lists: the stored counts of many stories by one query."""

from collections.abc import Mapping, Sequence

from articles.analysis.stories.glance import Glance
from articles.coverage.sections import GLANCE
from articles.models import Story, StorySection


def glances(stories: Sequence[Story]) -> Mapping[int, Glance]:
    """What is kept, by the story's number; a story that nobody compared yet has none."""
    rows = StorySection.objects.filter(coverage__in=[story.pk for story in stories], name=GLANCE.name)
    read = ((row.coverage_id, GLANCE.decode(row.content)) for row in rows)
    return {story: glance for story, glance in read if glance}
