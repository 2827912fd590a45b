"""Which entity each found name counts as: rows for new ones, joined by rules unless people decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from articles.analysis.names.entities import Entity as FoundEntity
from articles.analysis.names.entities import Mention as FoundMention
from articles.analysis.names.joins import Join, Reach, join_entities, join_keys
from articles.analysis.text import gazetteer
from articles.analysis.text.gazetteer import Kind, Name
from articles.analysis.text.normalise import fold_key
from articles.models import Change, Entity, EntityName, Mention, Proposal, Quotation
from articles.models.changes import Json

# The kinds of changes that resolution asks about (see articles.changes.entities): a row counts as another
# or, with its own key, as none but itself; two are kept apart; a spelling of one counts as another.
SAME, APART, SPELLING = "entity-same", "entity-apart", "entity-spelling"
BETWEEN = "\n"  # parts the keys of a subject; no key holds one
# A key of fewer consonants is that of too many names to look them all up.
TELLING = 4
_STRENGTH = {Reach.ANYWHERE: 0.9, Reach.STORY: 0.7, Reach.TEXT: 0.4}


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """`found` are rows by key, `roots` what each counts as by its pk.

    `split` are spellings that people set apart from the entity with this key: {(key, folded spelling): what
    they count as}.
    """

    found: Mapping[str, Entity]
    roots: Mapping[int, Entity]
    split: Mapping[tuple[str, str], Entity]

    def place(self, mention: FoundMention, text: str) -> tuple[int, int]:
        """The rows of what a mention is taken for and of what that counts as."""
        found = self.found[mention.entity.key]
        root = self.roots[found.pk]
        if self.split:
            spelling = fold_key(mention.span.of(text))
            for key in (found.key, root.key):
                if apart := self.split.get((key, spelling)):
                    return found.pk, apart.pk
        return found.pk, root.pk

    def speaker(self, entity: FoundEntity | None) -> Mapping[str, object]:
        """What the row of a quotation says of its speaker: `found_speaker_id`, `speaker_id`."""
        found = self.found.get(entity.key) if entity else None
        return {
            "found_speaker_id": found.pk if found else None,
            "speaker_id": self.roots[found.pk].pk if found else None,
        }


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What people decided: what the log says, and what is just being decided, {(kind, subject): value}."""

    pending: Mapping[tuple[str, str], Json] = field(default_factory=dict)

    def in_force(self, kind: str, subjects: Collection[str] | None = None) -> dict[str, Json]:
        decided = Change.objects.in_force(kind, subjects) if subjects is None or subjects else {}
        for (other, subject), value in self.pending.items():
            if other == kind and (subjects is None or subject in subjects):
                decided[subject] = value
        return {subject: value for subject, value in decided.items() if value is not None}


AS_LOGGED = Decisions()


def resolve(entities: Iterable[FoundEntity]) -> Resolved:
    """The rows of all entities found in a batch of texts; in a constant number of queries.

    New rows are joined to others by rules that reach everywhere; where that leaves a choice, or a rule
    reaches less far, the join is proposed to people. What people decided stands.
    """
    wanted = _united(entities)
    rows = {row.key: row for row in Entity.objects.filter(key__in=wanted)}
    missing = [key for key in wanted if key not in rows]
    if missing:
        Entity.objects.bulk_create((_row(wanted[key]) for key in missing), ignore_conflicts=True)
        rows |= {row.key: row for row in Entity.objects.filter(key__in=missing)}
    _add_names(rows, wanted)
    if missing and join_by_rules([rows[key] for key in missing]):
        rows = {row.key: row for row in Entity.objects.filter(key__in=wanted)}
    return Resolved(found=rows, roots=roots_of(rows.values()), split=_split(AS_LOGGED))


def roots_of(rows: Iterable[Entity]) -> dict[int, Entity]:
    """What each row counts as, by pk; one query for each step of the longest chain."""
    known = {row.pk: row for row in rows}
    asked = list(known)
    while waiting := {row.same_as_id for row in known.values() if row.same_as_id} - known.keys():
        known |= Entity.objects.in_bulk(waiting)
    roots = {}
    for pk in asked:
        row = known[pk]
        while row.same_as_id:
            row = known[row.same_as_id]
        roots[pk] = row
    return roots


def members_of(root: Entity) -> list[Entity]:
    """The rows that count as this one, itself first."""
    members, level = [root], [root]
    while level := list(Entity.objects.filter(same_as__in=level).order_by("pk")):
        members += level
    return members


def settle(rows: Collection[Entity], decisions: Decisions = AS_LOGGED) -> None:
    """Point mentions, names, quotations of these rows and all joined to them to what they count as."""
    members = {member.pk: member for row in rows for member in members_of(row)}
    roots = roots_of(members.values())
    before = set(Mention.objects.filter(found__in=members).values_list("entity", flat=True))
    by_root: dict[int, list[int]] = defaultdict(list)
    for pk, root in roots.items():
        by_root[root.pk].append(pk)
    for root_pk, found in by_root.items():
        Mention.objects.filter(found__in=found).exclude(entity=root_pk).update(entity=root_pk)
        EntityName.objects.filter(found__in=found).exclude(entity=root_pk).update(entity=root_pk)
        Quotation.objects.filter(found_speaker__in=found).exclude(speaker=root_pk).update(speaker=root_pk)
    after = _set_apart(members, roots, decisions)
    review(members, decisions)
    Entity.objects.recount(before | by_root.keys() | after)


def review(pks: Collection[int], decisions: Decisions = AS_LOGGED) -> None:
    """Close the proposals about these rows that are decided, open again those that no longer are."""
    about = Proposal.objects.filter(Q(first__in=pks) | Q(second__in=pks)).select_related("first", "second")
    proposals = list(about)
    roots = roots_of({row.pk: row for p in proposals for row in (p.first, p.second)}.values())
    subjects = {p.pk: subjects_of(p.first, p.second, roots) for p in proposals}
    apart = decisions.in_force(APART, {subject for pairs in subjects.values() for subject in pairs})
    for proposal in proposals:
        one = roots[proposal.first_id] == roots[proposal.second_id]
        proposal.is_open = not one and apart.keys().isdisjoint(subjects[proposal.pk])
    Proposal.objects.bulk_update(proposals, ["is_open"])


def subjects_of(first: Entity, second: Entity, roots: Mapping[int, Entity]) -> set[str]:
    """The subjects under which people may have kept two rows apart: by their own keys and by their roots'."""
    return {pair(first.key, second.key), pair(roots[first.pk].key, roots[second.pk].key)}


def _set_apart(members: Mapping[int, Entity], roots: Mapping[int, Entity], decisions: Decisions) -> set[int]:
    """Give the spellings that people split off to what they count as; the pks of these."""
    targets = set()
    for (key, spelling), target in _split(decisions).items():
        found = [pk for pk, row in members.items() if key in (row.key, roots[pk].key)]
        if not found:
            continue
        mentions = Mention.objects.filter(found__in=found)
        written = [t for t in mentions.values_list("text", flat=True).distinct() if fold_key(t) == spelling]
        mentions.filter(text__in=written).update(entity=target)
        targets.add(target.pk)
    return targets


def _split(decisions: Decisions) -> dict[tuple[str, str], Entity]:
    decided = {subject: value["key"] for subject, value in decisions.in_force(SPELLING).items()}
    if not decided:
        return {}
    rows = {row.key: row for row in Entity.objects.filter(key__in=set(decided.values()))}
    roots = roots_of(rows.values())
    split = {}
    for subject, key in decided.items():
        owner, _, spelling = subject.partition(BETWEEN)
        if key in rows:
            split[owner, spelling] = roots[rows[key].pk]
    return split


def _united(entities: Iterable[FoundEntity]) -> dict[str, FoundEntity]:
    """By key, with the names that any of the texts gives them."""
    united: dict[str, FoundEntity] = {}
    for entity in entities:
        known = united.get(entity.key)
        if known is None:
            united[entity.key] = entity
        elif known.names != entity.names:
            names = tuple(dict.fromkeys(known.names + entity.names))
            united[entity.key] = replace(known, names=names)
    return united


def _row(entity: FoundEntity) -> Entity:
    first = {name.language: name.text for name in reversed(entity.names)}
    arabic = first.pop("ar", "")
    return Entity(
        key=entity.key,
        kind=entity.kind,
        name_ar=arabic,
        name_en=first.get("en") or ("" if arabic else entity.names[0].text),
        wikidata=entity.wikidata or "",
    )


def _add_names(rows: Mapping[str, Entity], wanted: Mapping[str, FoundEntity]) -> None:
    pks = [row.pk for row in rows.values()]
    known = set(EntityName.objects.filter(found__in=pks).values_list("found", "text", "language"))
    roots = roots_of(rows.values())
    EntityName.objects.add(
        EntityName(
            entity=roots[rows[key].pk],
            found=rows[key],
            text=name.text,
            language=name.language,
        ).with_keys()
        for key, entity in wanted.items()
        for name in entity.names
        if (rows[key].pk, name.text, name.language) not in known
    )


# --- joining by rules ---


@dataclass(frozen=True, kw_only=True)
class _Match:
    """Two rows that rules join; `stays` is the listed one, else the older, `joins` would count as it."""

    stays: Entity
    joins: Entity
    join: Join


def join_by_rules(rows: Collection[Entity], decisions: Decisions = AS_LOGGED) -> bool:
    """Join each row to the one that rules say it is; propose to people what rules leave open.

    Tells whether any was joined: rows that the caller holds are then older than the table.
    """
    matches = _undecided(_matches(rows), decisions)
    roots = roots_of({row.pk: row for match in matches for row in (match.stays, match.joins)}.values())
    by_row: dict[int, list[_Match]] = defaultdict(list)
    for match in matches:
        by_row[match.joins.pk].append(match)
    joined = []
    for pk in sorted(by_row):
        certain = [m for m in by_row[pk] if m.join.reach is Reach.ANYWHERE]
        choice = {roots[m.stays.pk].pk for m in certain}
        if len(choice) == 1 and pk not in choice and not certain[0].joins.same_as_id:
            join_as(certain[0].joins, certain[0].stays, " ".join(certain[0].join.rules))
            joined.append(certain[0].joins)
            roots |= {other: roots[certain[0].stays.pk] for other, root in roots.items() if root.pk == pk}
    _propose((roots[match.stays.pk], roots[match.joins.pk], match.join) for match in matches)
    if joined:
        settle(joined, decisions)
    return bool(joined)


def join_as(joins: Entity, stays: Entity, because: str) -> None:
    """Let one count as another, for these rules; settle() has to follow."""
    joins.same_as, joins.same_because = stays, because
    joins.save(update_fields=["same_as", "same_because"])


def _matches(rows: Collection[Entity]) -> list[_Match]:
    """What rules join to these rows; candidates share a key of consonants, so none are compared with all."""
    own = _named(row.pk for row in rows)
    keys = {pk: _telling_keys(names) for pk, names in own.items()}
    sharing = EntityName.objects.sharing(set().union(*keys.values()))
    names = own | _named(set().union(*sharing.values()) - own.keys())
    found = Entity.objects.in_bulk(names)
    described = {pk: _described(found[pk], names[pk]) for pk in names}
    pairs = {
        frozenset((pk, other)) for pk in own for key in keys[pk] for other in sharing[key] if other != pk
    }
    return [
        match
        for pair in sorted(map(sorted, pairs))
        if (match := _match(*((found[pk], described[pk]) for pk in pair)))
    ]


def _match(older: tuple[Entity, FoundEntity], newer: tuple[Entity, FoundEntity]) -> _Match | None:
    lists = gazetteer.load().entities
    stays, joins = (newer, older) if newer[0].key in lists else (older, newer)
    if joins[0].key in lists:
        return None
    join = join_entities(stays[1], joins[1])
    return _Match(stays=stays[0], joins=joins[0], join=join) if isinstance(join, Join) else None


def described_rows(pks: Collection[int]) -> dict[int, FoundEntity]:
    """What the finders know of these rows, by pk."""
    names = _named(pks)
    return {pk: _described(row, names[pk]) for pk, row in Entity.objects.in_bulk(pks).items()}


def _named(pks: Iterable[int]) -> dict[int, list[Name]]:
    names: dict[int, list[Name]] = {pk: [] for pk in pks}
    rows = EntityName.objects.filter(found__in=names).order_by("pk")
    for pk, text, language in rows.values_list("found", "text", "language"):
        names[pk].append(Name(text=text, language=language))
    return names


def _described(row: Entity, names: Iterable[Name]) -> FoundEntity:
    return FoundEntity(key=row.key, kind=Kind(row.kind), names=tuple(names), wikidata=row.wikidata or None)


def _telling_keys(names: Iterable[Name]) -> set[str]:
    return {key for name in names for key in join_keys(name.text) if len(key) >= TELLING}


def _undecided(matches: Collection[_Match], decisions: Decisions) -> list[_Match]:
    """Without those that people keep apart, and those of rows of which they said what they are."""
    roots = roots_of({row.pk: row for m in matches for row in (m.stays, m.joins)}.values())
    subjects = [subjects_of(match.stays, match.joins, roots) for match in matches]
    apart = decisions.in_force(APART, set().union(*subjects))
    decided = decisions.in_force(SAME, {match.joins.key for match in matches})
    return [
        match
        for match, pairs in zip(matches, subjects, strict=True)
        if apart.keys().isdisjoint(pairs) and match.joins.key not in decided
    ]


def pair(a: str, b: str) -> str:
    """Two keys as the subject of a change, in whatever order they come."""
    return BETWEEN.join(sorted((a, b)))


def _propose(matches: Iterable[tuple[Entity, Entity, Join]]) -> None:
    """Each pair once, for the rule that speaks most for it; those that count as one are left out."""
    best: dict[tuple[int, int], Join] = {}
    for first, second, join in matches:
        if first != second:
            pks = (min(first.pk, second.pk), max(first.pk, second.pk))
            best[pks] = max(best.get(pks, join), join, key=_strength)
    Proposal.objects.bulk_create(
        (
            Proposal(first_id=a, second_id=b, because=" ".join(join.rules), strength=_strength(join))
            for (a, b), join in best.items()
        ),
        ignore_conflicts=True,
    )


def _strength(join: Join) -> float:
    return _STRENGTH[join.reach] - 0.05 * (len(join.rules) - 1)
