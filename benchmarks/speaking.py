"""How many names, quotations, speakers and reported words of short news texts of our own are found.

    python -m benchmarks.speaking fr ru [--held-out] [--shown]

The texts and their answers are in benchmarks/speaking/: after a text `>` gives a quotation with its speaker,
`~` a word of speech or source outside of quotation marks with its speaker, `#` a name in all its forms. The
answers were written before anything was run. Those under `@ held` were not looked at while rules were made.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.analysis.reading import Reading, read
from articles.analysis.speech.quotes import Kind
from articles.analysis.text.spans import Span

HERE = Path(__file__).parent / "speaking"
NOBODY = "-"
STATEMENTS = frozenset({Kind.DIRECT, Kind.PARTIAL})


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a text should be read as; `names` are the places of each name with its kind."""

    text: str
    quotes: tuple[tuple[Span, str], ...]
    reported: tuple[tuple[Span, str], ...]
    names: tuple[tuple[str, tuple[Span, ...]], ...]
    forms: tuple[tuple[str, ...], ...]

    def is_speaker(self, found: str, wanted: str) -> bool:
        """Whether what was found is one of the forms of the speaker's name, or has it in it."""
        forms = next((own for own in self.forms if wanted in own), (wanted,))
        return any(form in found or (len(found) > 3 and found in form) for form in forms)


def answers(language: str, *, held_out: bool) -> Iterator[Answers]:
    written = (HERE / f"{language}.txt").read_text(encoding="utf-8")
    for part in re.split(r"^@", written, flags=re.MULTILINE)[1:]:
        head, _, rest = part.partition("\n")
        if (head.strip() == "held") == held_out:
            yield _answers(rest)


def _answers(part: str) -> Answers:
    lines = part.splitlines()
    text = "\n".join(line for line in lines if line[:2] not in ("> ", "~ ", "# "))
    told = [(line[0], *line[2:].split(": ", 1)) for line in lines if line[:2] in ("> ", "~ ", "# ")]
    forms = tuple(tuple(rest.split(", ")) for sign, _, rest in told if sign == "#")
    kinds = (kind for sign, kind, _ in told if sign == "#")
    taken: set[int] = set()
    places = {
        form: _places(text, form, taken) for form in sorted({f for own in forms for f in own}, key=len)[::-1]
    }
    return Answers(
        text=text,
        quotes=tuple((_quoted(text, rest), who) for sign, who, rest in told if sign == ">"),
        reported=tuple((_quoted(text, rest), who) for sign, who, rest in told if sign == "~"),
        names=tuple(
            (k, tuple(s for f in own for s in places[f])) for k, own in zip(kinds, forms, strict=True)
        ),
        forms=forms,
    )


def _quoted(text: str, told: str) -> Span:
    first, _, last = told.partition(" … ")
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last) if last else start + len(first))


def _places(text: str, form: str, taken: set[int]) -> tuple[Span, ...]:
    """Where a form stands, outside the longer forms that were looked for before."""
    found = [Span(*m.span(1)) for m in re.finditer(rf"(?<!\w)[وفبلك]?({re.escape(form)})(?!\w)", text)]
    free = [span for span in found if taken.isdisjoint(range(*span))]
    taken.update(place for span in free for place in range(*span))
    return tuple(free)


def count(wanted: Answers, reading: Reading, *, shown: bool) -> Counter[str]:
    """Right and wrong of one text, by the words of the table."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    _count_names(wanted, reading, counts, wrong)
    _count_quotes(wanted, reading, counts, wrong)
    _count_reported(wanted, reading, counts, wrong)
    if shown and wrong:
        print(wanted.text[:60].replace("\n", " "), *wrong, sep="\n    ")
    return counts


def _count_names(wanted: Answers, reading: Reading, counts: Counter[str], wrong: list[str]) -> None:
    found = {mention.span: mention.entity for mention in reading.mentions}
    for kind, places in wanted.names:
        right = [span for span in places if span in found and found[span].kind == kind]
        counts["names"] += len(places)
        counts["names found"] += len(right)
        counts["names in several places"] += len(places) > 1
        one = len(right) == len(places) and len({found[span].key for span in right}) == 1
        counts["of these one entity"] += one and len(places) > 1
        wrong += [f"name not found: {s.of(wanted.text)}" for s in places if s not in right]
        if len(right) > 1 and not one:
            wrong.append(f"not one: {[found[s].key for s in right]}")
    answered = {span for _, places in wanted.names for span in places}
    more = [span for span in found if span not in answered]
    counts["names marked"] += len(found)
    wrong += [f"not in the answers: {span.of(wanted.text)} ({found[span].kind})" for span in more]


def _count_quotes(wanted: Answers, reading: Reading, counts: Counter[str], wrong: list[str]) -> None:
    told = (q for q in reading.quotes if q.kind in STATEMENTS and not q.depth)
    found = {_without_comma(q.span, wanted.text): q for q in told}
    counts["quotations marked"] += len(found)
    for span, who in wanted.quotes:
        counts["quotations"] += 1
        quote = found.pop(_without_comma(span, wanted.text), None)
        speaker = quote.speaker.of(wanted.text) if quote and quote.speaker else NOBODY
        right = speaker == NOBODY if who == NOBODY else wanted.is_speaker(speaker, who)
        counts["quotations found"] += quote is not None
        counts["speakers right"] += quote is not None and right
        if quote is None or not right:
            wrong.append(f"quotation: {span.of(wanted.text)[:40]}: {who}, read as {quote and speaker}")
    wrong += [f"no quotation: {span.of(wanted.text)[:60]}" for span in found]


def _without_comma(span: Span, text: str) -> Span:
    """English printers set the comma inside the marks."""
    return Span(span.start, span.start + len(span.of(text).rstrip(",")))


def _count_reported(wanted: Answers, reading: Reading, counts: Counter[str], wrong: list[str]) -> None:
    for span, who in wanted.reported:
        cues = [cue for cue in reading.speech.cues if cue.span.overlap(span)]
        speakers = [cue.speaker.of(wanted.text) for cue in cues if cue.speaker]
        right = any(wanted.is_speaker(speaker, who) for speaker in speakers)
        counts["reported"] += 1
        counts["reported right"] += right
        if not right:
            wrong.append(f"reported: {span.of(wanted.text)}: {who}, read as {speakers if cues else None}")


TABLE = (
    ("names found", "names"),
    ("of these one entity", "names in several places"),
    ("quotations found", "quotations"),
    ("speakers right", "quotations"),
    ("reported right", "reported"),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--shown", action="store_true", help="what is read otherwise than answered")
    options = parser.parse_args()
    for language in options.languages:
        counts: Counter[str] = Counter()
        for wanted in answers(language, held_out=options.held_out):
            counts += count(wanted, read(wanted.text, language=language), shown=options.shown)
        told = [f"{name} {counts[name]} of {counts[whole]}" for name, whole in TABLE]
        print(
            language,
            *told,
            f"marked: {counts['names marked']} names,",
            f"{counts['quotations marked']} quotations",
        )


if __name__ == "__main__":
    main()
