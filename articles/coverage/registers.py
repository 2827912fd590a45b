"""A story's wording as tables: what its outlets call things, in whose voice, and how others are heard."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.ownership import Voice
from articles.analysis.stories.reporting import Tone
from articles.analysis.stories.terms import Concept, Expression
from articles.analysis.stories.wordings import Report, Use, Wording
from articles.coverage.computing import Coverage
from articles.models import Article

_MOST_SPEAKERS = 15
K = TypeVar("K", bound=Hashable)
F = TypeVar("F", Use, Report)


class VoiceLabel(TextChoices):
    OWN = Voice.OWN.value, _("In the outlet’s own voice")
    ATTRIBUTED = Voice.ATTRIBUTED.value, _("Told after somebody")
    QUOTED = Voice.QUOTED.value, _("In a quotation")
    SCARE = Voice.SCARE.value, _("At a distance")


class ToneLabel(TextChoices):
    NEUTRAL = Tone.NEUTRAL.value, _("said")
    SOURCE = Tone.SOURCE.value, _("according to")
    ANNOUNCEMENT = Tone.ANNOUNCEMENT.value, _("announced")
    EXPLANATION = Tone.EXPLANATION.value, _("pointed out")
    EMPHASIS = Tone.EMPHASIS.value, _("stressed")
    BELIEF = Tone.BELIEF.value, _("thought")
    FEELING = Tone.FEELING.value, _("expressed")
    CLAIM = Tone.CLAIM.value, _("claimed")
    HINT = Tone.HINT.value, _("hinted")
    ADMISSION = Tone.ADMISSION.value, _("admitted")
    DENIAL = Tone.DENIAL.value, _("denied")
    REFUSAL = Tone.REFUSAL.value, _("rejected")
    PROMISE = Tone.PROMISE.value, _("promised")
    WARNING = Tone.WARNING.value, _("warned")
    THREAT = Tone.THREAT.value, _("threatened")
    DEMAND = Tone.DEMAND.value, _("demanded")
    ACCUSATION = Tone.ACCUSATION.value, _("accused")
    CRITICISM = Tone.CRITICISM.value, _("criticised")
    PRAISE = Tone.PRAISE.value, _("praised")
    QUESTION = Tone.QUESTION.value, _("asked")
    NAMING = Tone.NAMING.value, _("called")
    MOCKERY = Tone.MOCKERY.value, _("joked")
    OUTCRY = Tone.OUTCRY.value, _("cried out")


class Family(TextChoices):
    """Classes of words of speech that are drawn as one."""

    PLAIN = "plain", _("plain: said, according to")
    FIRM = "firm", _("taken as sure: announced, pointed out, stressed, admitted")
    DOUBT = "doubt", _("left open: thought, claimed, hinted, called")
    FAVOUR = "favour", _("in favour: promised, praised")
    AGAINST = "against", _("against: denied, rejected, warned, threatened, demanded, accused, criticised")


_FAMILIES = {
    Family.PLAIN: (Tone.NEUTRAL, Tone.SOURCE, Tone.FEELING, Tone.QUESTION, Tone.OUTCRY),
    Family.FIRM: (Tone.ANNOUNCEMENT, Tone.EXPLANATION, Tone.EMPHASIS, Tone.ADMISSION),
    Family.DOUBT: (Tone.BELIEF, Tone.CLAIM, Tone.HINT, Tone.NAMING, Tone.MOCKERY),
    Family.FAVOUR: (Tone.PROMISE, Tone.PRAISE),
    Family.AGAINST: (
        Tone.DENIAL, Tone.REFUSAL, Tone.WARNING, Tone.THREAT, Tone.DEMAND, Tone.ACCUSATION, Tone.CRITICISM,
    ),
}  # fmt: skip
FAMILY_OF = {tone: family for family, tones in _FAMILIES.items() for tone in tones}


@dataclass(frozen=True, kw_only=True)
class Teller:
    """An outlet by its slug; an article of an unknown one stands for itself."""

    key: str
    article: Article


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often, and by whom."""

    teller: Teller
    count: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a row has in one column: of each outlet how often, the most frequent first.

    `query` asks for the sentences of the cell.
    """

    query: str
    label: str
    counts: tuple[Counted, ...]


@dataclass(frozen=True, kw_only=True)
class VariantRow:
    """One way to call a thing."""

    key: str
    shown: Expression
    cells: tuple[Cell, ...]
    count: int

    @property
    def text(self) -> str:
        return without_signs(self.shown)


@dataclass(frozen=True, kw_only=True)
class ConceptTable:
    concept: Concept
    label: str
    rows: tuple[VariantRow, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class ToneRow:
    """One class of words of speech: the words with their numbers, and the outlets that use them."""

    tone: ToneLabel
    family: Family
    words: tuple[tuple[str, int], ...]
    counts: tuple[Counted, ...]
    count: int

    @property
    def query(self) -> str:
        return urlencode({"tone": self.tone.value})


@dataclass(frozen=True, kw_only=True)
class SpeakerRow:
    """Who is heard: `key` of a known entity or the folded words; of each class how often."""

    key: str
    who: str
    tones: tuple[tuple[ToneLabel, int], ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One outlet's words of speech; `parts` are (family, count, start, width) in hundredths of all."""

    teller: Teller
    parts: tuple[tuple[Family, int, float, float], ...]
    count: int


def tellers(coverage: Coverage) -> Mapping[int, Teller]:
    """Who tells each article, by the article's number; articles of one outlet have the same."""
    found: dict[str, Teller] = {}
    by_article = {}
    for article in coverage.articles:
        teller = Teller(key=article.teller, article=article)
        by_article[article.pk] = found.setdefault(teller.key, teller)
    return by_article


def concept_tables(
    wording: Wording, concepts: Sequence[Concept], who: Mapping[int, Teller], *, language: str
) -> list[ConceptTable]:
    """What has most names first, then what is named most often; a concept that is gone is left out."""
    known = {concept.key: concept for concept in concepts}
    uses = _grouped(wording.uses, lambda use: use.concept)
    tables = [
        _concept_table(known[key], found, who, language=language)
        for key, found in uses.items()
        if key in known
    ]
    return sorted(tables, key=lambda table: (-len(table.rows), -table.count, table.concept.key))


def _concept_table(
    concept: Concept, uses: Sequence[Use], who: Mapping[int, Teller], *, language: str
) -> ConceptTable:
    by_variant = _grouped(uses, lambda use: use.variant)
    rows = [
        VariantRow(
            key=variant.key,
            shown=variant.shown(language),
            cells=tuple(_voices(concept.key, variant.key, by_variant[variant.key], who)),
            count=len(by_variant[variant.key]),
        )
        for variant in concept.variants
        if variant.key in by_variant
    ]
    rows.sort(key=lambda row: (-row.count, row.key))
    count = sum(row.count for row in rows)
    return ConceptTable(concept=concept, label=concept.label(language), rows=tuple(rows), count=count)


def without_signs(expression: Expression) -> str:
    """An expression as readers know it, without the sign that says how it is matched."""
    return expression.text.lstrip("=")


def _voices(concept: str, variant: str, uses: Sequence[Use], who: Mapping[int, Teller]) -> Iterator[Cell]:
    by_voice = _grouped(uses, lambda use: use.voice)
    for voice in VoiceLabel:
        counts = _counts(by_voice.get(Voice(voice.value), ()), who)
        query = urlencode({"concept": concept, "variant": variant, "voice": voice.value})
        yield Cell(query=query, label=str(voice.label), counts=counts)


def _counts(found: Iterable[F], who: Mapping[int, Teller]) -> tuple[Counted, ...]:
    counts = Counter(who[one.place.article].key for one in found if one.place.article in who)
    by_key = {teller.key: teller for teller in who.values()}
    return tuple(Counted(teller=by_key[key], count=count) for key, count in counts.most_common())


def tone_rows(wording: Wording, who: Mapping[int, Teller]) -> list[ToneRow]:
    """In the order of the classes."""
    by_tone = _grouped(wording.reports, lambda report: report.tone)
    return [
        ToneRow(
            tone=label,
            family=FAMILY_OF[tone],
            words=tuple(Counter(report.word for report in by_tone[tone]).most_common()),
            counts=_counts(by_tone[tone], who),
            count=len(by_tone[tone]),
        )
        for label in ToneLabel
        if (tone := Tone(label.value)) in by_tone
    ]


def speaker_key(report: Report) -> str:
    return report.speaker or report.who


def speaker_rows(wording: Wording) -> list[SpeakerRow]:
    """Those heard most often."""
    by_speaker = _grouped(wording.reports, speaker_key)
    most = sorted(by_speaker, key=lambda key: (-len(by_speaker[key]), key))[:_MOST_SPEAKERS]
    return [_speaker_row(key, by_speaker[key]) for key in most]


def _speaker_row(key: str, reports: Sequence[Report]) -> SpeakerRow:
    tones = Counter(report.tone for report in reports)
    (who, _count) = Counter(report.who for report in reports).most_common(1)[0]
    counted = tuple((label, tones[Tone(label.value)]) for label in ToneLabel if Tone(label.value) in tones)
    return SpeakerRow(key=key, who=who, tones=counted, count=len(reports))


def bars(wording: Wording, who: Mapping[int, Teller]) -> list[Bar]:
    """One for each outlet, in the story's order."""
    by_teller = _grouped(
        (report for report in wording.reports if report.place.article in who),
        lambda report: who[report.place.article].key,
    )
    first = {teller.key: teller for teller in who.values()}
    return [_bar(teller, by_teller[key]) for key, teller in first.items() if key in by_teller]


def _bar(teller: Teller, reports: Sequence[Report]) -> Bar:
    counts = Counter(FAMILY_OF[report.tone] for report in reports)
    parts, start = [], 0.0
    for family in Family:
        width = 100 * counts[family] / len(reports)
        if width:
            parts.append((family, counts[family], round(start, 2), round(width, 2)))
        start += width
    return Bar(teller=teller, parts=tuple(parts), count=len(reports))


def _grouped(found: Iterable[F], key: Callable[[F], K]) -> Mapping[K, list[F]]:
    groups: defaultdict[K, list[F]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return groups
