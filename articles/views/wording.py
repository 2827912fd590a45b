"""A story's wording: what its outlets call things, further candidates, and how they let others speak."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.analysis.stories.tellings import Place
from articles.analysis.stories.terms import Concept
from articles.analysis.stories.wordings import Candidate, Rival, Wording
from articles.changes.terms import TERM_KIND, own_variant, term_subject, term_value
from articles.coverage import Coverage
from articles.coverage.passages import Shown, whole
from articles.coverage.registers import (
    Family,
    SpeakerRow,
    Teller,
    ToneLabel,
    VoiceLabel,
    bars,
    concept_tables,
    speaker_key,
    speaker_rows,
    tellers,
    tone_rows,
    without_signs,
)
from articles.coverage.terms import concepts_in_force, count_again, digest
from articles.forms.terms import TermForm, WordingFilter
from articles.models import Entity, TermExpression
from articles.views.access import EditorRequest, editors_only
from articles.views.coverage import covered, story_page
from articles.views.decisions import decide, go_back


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The sentences behind a number; `words` say which."""

    words: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two expressions that compete; `concept` has it already."""

    text: str
    concept: str
    tellers: tuple[Teller, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Two expressions in the same place; an editor may put the second one into the set of the first."""

    language: str
    first: Side
    second: Side
    concept: Concept | None

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second

    @property
    def label(self) -> str:
        """The set's, in the reader's language."""
        return self.concept.label(get_language() or "en") if self.concept else ""


@require_safe
def story_wording(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    wording = found.section(Wording)
    if wording and wording.terms != digest(TermExpression.objects.rules()):
        count_again(found.story)
        found = covered(request, pk)
        wording = found.section(Wording)
    context = _context(request, found, wording) if wording else {}
    return story_page(request, "story_wording.html", found, context)


def _context(request: HttpRequest, found: Coverage, wording: Wording) -> dict[str, object]:
    language = get_language() or "en"
    concepts, who = concepts_in_force(), tellers(found)
    tables = concept_tables(wording, concepts, who, language=language)
    return {
        "wording": wording,
        "asked": _asked(WordingFilter(request.GET), found, wording, concepts, who),
        "tables": [table for table in tables if len(table.rows) > 1],
        "agreed": [table for table in tables if len(table.rows) == 1],
        "voices": VoiceLabel,
        "contests": list(_contests(found, wording.candidates, concepts, who)),
        "sets": sorted(((each.key, each.label(language)) for each in concepts), key=itemgetter(1)),
        "bars": bars(wording, who),
        "families": Family,
        "tones": tone_rows(wording, who),
        "speakers": _named(speaker_rows(wording)),
    }


def _asked(
    form: WordingFilter,
    found: Coverage,
    wording: Wording,
    concepts: Sequence[Concept],
    who: Mapping[int, Teller],
) -> Asked | None:
    asked = form.asked
    if not asked:
        return None
    places_of = _reported if asked.keys() & {"tone", "speaker"} else _used
    return Asked(
        words=tuple(_words(asked, concepts, who)), shown=whole(found, places_of(asked, wording, who))
    )


def _used(asked: Mapping[str, str], wording: Wording, who: Mapping[int, Teller]) -> list[Place]:
    return [
        use.place
        for use in wording.uses
        if use.place.article in who
        and asked.get("concept", use.concept) == use.concept
        and asked.get("variant", use.variant) == use.variant
        and asked.get("voice", use.voice) == use.voice
        and asked.get("outlet", who[use.place.article].key) == who[use.place.article].key
    ]


def _reported(asked: Mapping[str, str], wording: Wording, who: Mapping[int, Teller]) -> list[Place]:
    return [
        report.place
        for report in wording.reports
        if report.place.article in who
        and asked.get("tone", report.tone) == report.tone
        and asked.get("speaker", speaker_key(report)) == speaker_key(report)
        and asked.get("outlet", who[report.place.article].key) == who[report.place.article].key
    ]


def _words(asked: Mapping[str, str], concepts: Sequence[Concept], who: Mapping[int, Teller]) -> Iterator[str]:
    """What was asked, in words: expression, class, speaker, voice, outlet."""
    language = get_language() or "en"
    concept = next((each for each in concepts if each.key == asked.get("concept")), None)
    variant = concept.variant(asked.get("variant", "")) if concept else None
    if concept:
        yield f"«{without_signs(variant.shown(language))}»" if variant else concept.label(language)
    if "tone" in asked:
        yield str(ToneLabel(asked["tone"]).label)
    if "speaker" in asked:
        entity = Entity.objects.filter(key=asked["speaker"]).first()
        yield entity.name if entity else asked["speaker"]
    if "voice" in asked:
        yield str(VoiceLabel(asked["voice"]).label)
    teller = next((each for each in who.values() if each.key == asked.get("outlet")), None)
    if teller:
        yield teller.article.outlet_name


def _contests(
    found: Coverage,
    candidates: Iterable[Candidate],
    concepts: Sequence[Concept],
    who: Mapping[int, Teller],
) -> Iterator[Contest]:
    known = {concept.key: concept for concept in concepts}
    for candidate in candidates:
        yield Contest(
            language=candidate.language,
            first=_side(found, candidate.first, who),
            second=_side(found, candidate.second, who),
            concept=known.get(candidate.first.concept),
        )


def _side(found: Coverage, rival: Rival, who: Mapping[int, Teller]) -> Side:
    places = [place for place in rival.places if place.article in who]
    own = dict.fromkeys(who[place.article].key for place in places)
    by_key = {teller.key: teller for teller in who.values()}
    return Side(
        text=rival.text,
        concept=rival.concept,
        tellers=tuple(by_key[key] for key in own),
        shown=whole(found, places),
    )


def _named(rows: Sequence[SpeakerRow]) -> list[tuple[SpeakerRow, Entity | None]]:
    known = Entity.objects.standing_for(row.key for row in rows)
    return [(row, known.get(row.key)) for row in rows]


@require_POST
@editors_only
def term_add(request: EditorRequest) -> HttpResponse:
    form = TermForm(request.POST, concepts=concepts_in_force())
    if form.is_valid():
        told = form.cleaned_data
        variant = told["variant"] or own_variant(told["text"])
        concept = told["concept"] or own_variant(told["label"])
        label = "" if told["concept"] else told["label"]
        subject = term_subject(concept=concept, variant=variant, language=told["language"], text=told["text"])
        decide(request, TERM_KIND, subject, term_value(label=label), done=_("The expression is in the set."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return go_back(request, "stories")
