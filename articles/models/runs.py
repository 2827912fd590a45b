"""Runs of ingestion: who took in what, when, what came of it, and what was refused."""

import re
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.reasons import ReasonField

# A run holds the lock (LOCKS, its number) for as long as its process lives: nothing else tells a run that is
# under way from one whose process was killed.
LOCKS = 7_129_462
# Of what was left as it was, a run lists this much; what was refused it lists in full.
MOST_LISTED = 200
# The name under which a text that was pasted is read; JSON, so that what is given with it comes along.
PASTED = "pasted.json"


class Outcome(models.TextChoices):
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Left as it was")
    REJECTED = "rejected", _("Refused")


class RunState(models.TextChoices):
    UNDER_WAY = "under_way", _("Under way")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Ended by an error")
    INTERRUPTED = "interrupted", _("Interrupted")


class RunQuerySet(models.QuerySet["Run"]):
    def newest(self) -> Self:
        return self.order_by("-pk")

    def with_states(self) -> "list[Run]":
        """Each with its `state`; asks once which processes live."""
        runs = list(self)
        alive = _alive() if any(run.finished is None for run in runs) else frozenset()
        for run in runs:
            run.is_alive = run.pk in alive
        return runs


class Run(models.Model):
    started = models.DateTimeField(_("started"), default=timezone.now)
    finished = models.DateTimeField(_("ended"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    by_name = models.CharField(_("who"), max_length=150)  # the account, else the command
    sources = models.JSONField(_("sources"), default=list)  # paths and addresses as they were given
    error = models.TextField(blank=True)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("left as they were"), default=0)
    rejected = models.PositiveIntegerField(_("refused"), default=0)

    is_alive: bool  # set by with_states()

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return f"{self.by_name} {self.started:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> RunState:
        if self.error:
            return RunState.FAILED
        if self.finished:
            return RunState.FINISHED
        return RunState.UNDER_WAY if self.is_alive else RunState.INTERRUPTED

    @property
    def is_brief(self) -> bool:
        """Whether it took less than a minute, of which a count of minutes would say 0."""
        return self.finished is not None and self.finished - self.started < timedelta(minutes=1)

    @property
    def total(self) -> int:
        return self.added + self.changed + self.unchanged + self.rejected

    @property
    def shown_sources(self) -> list[str]:
        """The sources as a person gave them."""
        return [shown_file(source) for source in self.sources]

    def counts(self) -> list[tuple[str, int]]:
        """Every outcome in words, with how many."""
        return [(str(outcome.label), getattr(self, outcome.value)) for outcome in Outcome]


_UPLOAD = re.compile(r"^upload \d+!")


class RunItem(models.Model):
    """A source that was refused or left as it was, and why; what was added or changed names its run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    source = models.TextField(_("source"))
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = ReasonField(_("reason"), blank=True)
    article = models.ForeignKey(
        "articles.Article", null=True, on_delete=models.SET_NULL, related_name="run_items"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="run_item_outcome_is_known", condition=models.Q(outcome__in=Outcome.values)
            ),
        )
        # A run's page: refusals first.
        indexes = (models.Index(name="run_items", fields=("run", "outcome", "id")),)

    def __str__(self) -> str:
        return f"{self.outcome} {self.source}"

    @property
    def shown_source(self) -> str:
        """The source as a person gave it: an upload's own number tells nobody anything."""
        name = _UPLOAD.sub("", self.source)
        file, _sign, place = name.partition("!")
        if file != PASTED:
            return name
        return place if "://" in place else shown_file(file)


def shown_file(name: str) -> str:
    """A file's name as its source is called: nobody made the file of a text that was pasted."""
    return gettext("Pasted text") if name == PASTED else name


def _alive() -> frozenset[int]:
    """The runs whose processes live, on whichever machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCKS],
        )
        return frozenset(row[0] for row in cursor.fetchall())
