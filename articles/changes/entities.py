"""What people decide about names: which are one, which are not, what an entity is called and is."""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.analysis.names.joins import Rule
from articles.analysis.text import gazetteer
from articles.analysis.text.normalise import fold_key
from articles.changes.kinds import ChangeError, Kind, Place, State, one_by_one
from articles.models import Change, Entity, EntityName
from articles.models.changes import Json
from articles.models.entities import EntityKind
from articles.names.resolution import (
    APART,
    BETWEEN,
    SAME,
    SPELLING,
    Decisions,
    join_by_rules,
    pair,
    review,
    roots_of,
    settle,
)

NAME = "entity-name"
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")


def _row(key: str) -> Entity:
    row = Entity.objects.filter(key=key).first()
    if row is None:
        raise ChangeError(_("This name is no longer known here."))
    return row


def _places(subjects: Collection[str]) -> dict[str, Place]:
    keys = {subject: subject.partition(BETWEEN)[0] for subject in subjects}
    rows = Entity.objects.in_bulk(set(keys.values()), field_name="key")
    roots = roots_of(rows.values())
    return {subject: _place(subject, rows.get(key), roots) for subject, key in keys.items()}


def _place(subject: str, row: Entity | None, roots: Mapping[int, Entity]) -> Place:
    if row is None:
        return Place(words=subject.replace(BETWEEN, " "))
    return Place(words=row.name, view="names-entity", arguments=(roots[row.pk].pk,))


def _names(keys: Collection[str]) -> dict[str, str]:
    """What the reader calls these; of one that is gone its key."""
    rows = Entity.objects.in_bulk(set(keys), field_name="key")
    return {key: rows[key].name if key in rows else key for key in keys}


# --- the same as another ---


def _same_now(subject: str) -> Json:
    row = Entity.objects.filter(key=subject).select_related("same_as").first()
    return row.same_as.key if row and row.same_as else None


def _put_same(subject: str, value: Json) -> None:
    row, decisions = _row(subject), Decisions(pending={(SAME, subject): value})
    target = _row(str(value)) if value not in (None, subject) else None
    if target and roots_of([target])[target.pk] == row:
        raise ChangeError(_("These two already count as one, the other way round."))
    row.same_as, row.same_because = target, Rule.EDITOR if target else ""
    row.save(update_fields=["same_as", "same_because"])
    settle([row], decisions)
    if value is None:
        join_by_rules([row], decisions)


def _tell_same(states: Collection[State]) -> list[str]:
    names = _names([state for _subject, state in states if state])
    return [_told_same(state, names, is_own=state == subject) for subject, state in states]


def _told_same(state: Json, names: Mapping[str, str], *, is_own: bool) -> str:
    if is_own:
        return _("a name of its own")
    return _("counts as “%(name)s”") % {"name": names[state]} if state else ""


# --- kept apart ---


def _keys(subject: str) -> tuple[str, str]:
    first, found, second = subject.partition(BETWEEN)
    if not found or subject != pair(first, second):
        raise ChangeError(_("Two different names are needed."))
    return first, second


def _apart_now(subject: str) -> Json:
    return Change.objects.in_force(APART, [subject]).get(subject)


def _put_apart(subject: str, value: Json) -> None:
    rows = [_row(key) for key in _keys(subject)]
    decisions = Decisions(pending={(APART, subject): value})
    first, second = rows
    if value and first != second and roots_of(rows)[first.pk] == roots_of(rows)[second.pk]:
        raise ChangeError(_("These two count as one. Split one of them off first."))
    review([row.pk for row in rows], decisions)
    if not value:
        join_by_rules([row for row in rows if not row.same_as_id], decisions)


def _tell_apart(states: Collection[State]) -> list[str]:
    others = [subject.partition(BETWEEN)[2] for subject, _state in states]
    names = _names(others)
    return [
        _("not the same as “%(name)s”") % {"name": names[other]} if state else ""
        for other, (_subject, state) in zip(others, states, strict=True)
    ]


# --- a spelling that means another ---


def _spelling_now(subject: str) -> Json:
    return Change.objects.in_force(SPELLING, [subject]).get(subject)


def _put_spelling(subject: str, value: Json) -> None:
    key, _between, spelling = subject.partition(BETWEEN)
    row = _row(key)
    if value is not None:
        _make_target(row, spelling, value)
    settle([row], Decisions(pending={(SPELLING, subject): value}))


def _make_target(owner: Entity, spelling: str, value: Mapping[str, str]) -> None:
    """The row that a spelling counts as from now on; a new one where no entity has the key."""
    key, text = value.get("key", ""), value.get("name", "")
    if not key or fold_key(text) != spelling or key == owner.key:
        raise ChangeError(_("A spelling can only be split off to another name."))
    arabic = not text.isascii()
    made, new = Entity.objects.get_or_create(
        key=key,
        defaults={"kind": owner.kind, "name_ar": text if arabic else "", "name_en": "" if arabic else text},
    )
    if new:
        name = EntityName(entity=made, found=made, text=text, language="ar" if arabic else "en")
        EntityName.objects.bulk_create([name.with_keys()])


def _tell_spelling(subject: str, state: Json) -> str:
    spelling = subject.partition(BETWEEN)[2]
    if not state:
        return ""
    return _("“%(spelling)s” is another name") % {"spelling": state.get("name", spelling)}


# --- what an entity is called and is ---


def _names_now(subject: str) -> Json:
    row = _row(subject)
    return {"ar": row.name_ar, "en": row.name_en}


def _put_names(subject: str, value: Json) -> None:
    row = _row(subject)
    names = _names_by_rules(row) if value is None else value
    row.name_ar, row.name_en = names.get("ar", "")[:300], names.get("en", "")[:300]
    if not (row.name_ar or row.name_en):
        raise ChangeError(_("A name is needed, in Arabic or in English."))
    row.save(update_fields=["name_ar", "name_en"])
    if value is None:
        return
    root = roots_of([row])[row.pk]
    EntityName.objects.bulk_create(
        (
            EntityName(entity=root, found=row, text=text, language=language).with_keys()
            for language, text in (("ar", row.name_ar), ("en", row.name_en))
            if text
        ),
        ignore_conflicts=True,
    )


def _names_by_rules(row: Entity) -> dict[str, str]:
    """The names before people gave others; the others are forgotten unless an article writes them."""
    states = list(
        Change.objects.filter(kind=NAME, subject=row.key).order_by("pk").values_list("before", "after")
    )
    names: dict[str, str] = (states[0][0] if states else None) or {"ar": row.name_ar, "en": row.name_en}
    given = {text for _before, after in states for text in (after or {}).values()} - {*names.values()}
    written = row.found_mentions.filter(text__in=given).values("text")
    row.own_names.filter(text__in=given).exclude(text__in=written).delete()
    return names


def _tell_names(_subject: str, state: Json) -> str:
    return " · ".join(filter(None, (state.get("ar"), state.get("en")))) if state else ""


def _put_kind(subject: str, value: Json) -> None:
    row = _row(subject)
    kind = value or _listed_kind(row)
    if kind not in EntityKind.values:
        raise ChangeError(_("There is no such kind."))
    row.kind = kind
    row.save(update_fields=["kind"])


def _listed_kind(row: Entity) -> str:
    listed = gazetteer.load().entities.get(row.key)
    return listed.kind if listed else row.key.partition(":")[0]


def _tell_kind(_subject: str, state: Json) -> str:
    return str(EntityKind(state).label) if state in EntityKind.values else ""


def _put_wikidata(subject: str, value: Json) -> None:
    row = _row(subject)
    listed = gazetteer.load().entities.get(row.key)
    number = ((listed.wikidata if listed else None) or "") if value is None else str(value)
    if number and not _WIKIDATA.fullmatch(number):
        raise ChangeError(_("A Wikidata number is a Q and digits."))
    row.wikidata = number
    row.save(update_fields=["wikidata"])


def _put_hidden(subject: str, value: Json) -> None:
    row = _row(subject)
    row.hidden = bool(value)
    row.save(update_fields=["hidden"])


SAME_AS = Kind(
    name=SAME,
    label=gettext_lazy("Same name"),
    current=_same_now,
    put=_put_same,
    words=_tell_same,
    places=_places,
)
KEPT_APART = Kind(
    name=APART,
    label=gettext_lazy("Kept apart"),
    current=_apart_now,
    put=_put_apart,
    words=_tell_apart,
    places=_places,
)
SPLIT_OFF = Kind(
    name=SPELLING,
    label=gettext_lazy("Spelling split off"),
    current=_spelling_now,
    put=_put_spelling,
    words=one_by_one(_tell_spelling),
    places=_places,
)
NAMED = Kind(
    name=NAME,
    label=pgettext_lazy("change", "Name"),
    current=_names_now,
    put=_put_names,
    words=one_by_one(_tell_names),
    places=_places,
)
OF_KIND = Kind(
    name="entity-kind",
    label=gettext_lazy("Kind of name"),
    current=lambda subject: _row(subject).kind,
    put=_put_kind,
    words=one_by_one(_tell_kind),
    places=_places,
)
IDENTIFIED = Kind(
    name="entity-wikidata",
    label=gettext_lazy("Wikidata number"),
    current=lambda subject: _row(subject).wikidata or None,
    put=_put_wikidata,
    words=one_by_one(lambda _subject, state: state or ""),
    places=_places,
)
HIDDEN = Kind(
    name="entity-hidden",
    label=gettext_lazy("Hidden name"),
    current=lambda subject: _row(subject).hidden or None,
    put=_put_hidden,
    words=one_by_one(lambda _subject, state: _("hidden") if state else ""),
    places=_places,
)
ENTITY_KINDS = (SAME_AS, KEPT_APART, SPLIT_OFF, NAMED, OF_KIND, IDENTIFIED, HIDDEN)
