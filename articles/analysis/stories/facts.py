"""Facts of a story: linked sentences of all articles brought together, with what each article has of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush

from articles.analysis.pairs.align import Link, Relation
from articles.analysis.pairs.similarity import sentence_terms
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.stories.labels import fault, label_span
from articles.analysis.stories.tellings import Place, Telling, Tellings
from articles.analysis.text.spans import Span

# Sentences of one fact are linked so much on average: of three, no one may hang on one of the others only.
_TOGETHER = 0.4
# How sure it must be that a sentence says what another says, wholly or in part, by likelihood of the link
# times the share of the other's words that it has too; or by a clause of each that say the same.
_WHOLLY, _PARTLY = 0.5, 0.25
_SHARED = ("word", "synonym", "name", "figure", "quotation")
# Words that a sentence needs to be a fact when no other article has it.
_LEAST_WORDS = 4
_FAULTY = 0.5  # what a wholly faulty wording costs, against an article that does not have it


class State(StrEnum):
    """What an article has of a fact."""

    REPORTED = "reported"
    PARTIAL = "partial"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One sentence that has the fact, with the probability of its link to the one that words the fact."""

    place: Place
    state: State
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one sentence says, and which sentences of other articles say so too.

    core: the sentence that words it; states of others are judged by their links to this one
    labels: wordings to show, the core's first, the best of each other language after it
    reports: in the story's order, the core among them; a sentence may report several facts
    quoted: whether the core holds somebody's own words
    """

    core: Place
    labels: tuple["Label", ...]
    reports: tuple[Report, ...]
    quoted: bool

    @property
    def id(self) -> str:
        """Its address in the story: the core's article and sentence, which counts from 1."""
        return f"{self.core.article}-{self.core.sentence + 1}"

    def state_in(self, article: int) -> State | None:
        """What the article has of it; a contradiction tells more than that it has it as well."""
        states = {report.state for report in self.reports if report.place.article == article}
        return next((state for state in _TELLING_MOST if state in states), None)

    def label(self, language: str) -> "Label":
        """The wording in this language, else the core's."""
        return next((label for label in self.labels if label.language == language), self.labels[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    language: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Those that most articles report first, then in the order in which they are first told."""

    facts: tuple[Fact, ...]

    @property
    def count(self) -> int:
        return len(self.facts)


_TELLING_MOST = (State.CONFLICT, State.REPORTED, State.PARTIAL)
_Node = tuple[int, int]  # article, sentence


def find_facts(tellings: Tellings) -> Facts:
    """Every sentence words a fact or reports one, short ones that nobody shares left out.

    A contradiction in a part of two sentences is a fact too where each of them reports another for the rest.
    """
    web = _Web(tellings)
    clusters = [cluster for cluster in _clusters(web) if web.is_worth(cluster)]
    cores = {_core(web, cluster): cluster for cluster in clusters}
    facts = [_fact(web, core, cluster) for core, cluster in cores.items()]
    for one, other, place in web.conflicts:
        if one not in cores and other not in cores:
            cores[one] = [one]
            facts.append(_fact(web, one, [one], around=place))
    return Facts(facts=tuple(sorted(facts, key=lambda fact: _rank(web, fact))))


def _rank(web: "_Web", fact: Fact) -> tuple[int, int, int, int]:
    having: dict[State, set[str]] = defaultdict(set)
    for report in fact.reports:
        having[report.state].add(web.tellings[report.place.article].teller)
    every: set[str] = set().union(*having.values())
    first = min((web.order[report.place.article], report.place.sentence) for report in fact.reports)
    return -len(every), -len(having[State.REPORTED]), *first


class _Web:
    """All links of a story, from both ends, with how much each end says of the other."""

    def __init__(self, tellings: Tellings) -> None:
        self.tellings = tellings
        self.order = {telling.article: n for n, telling in enumerate(tellings)}
        self.links: defaultdict[_Node, dict[_Node, _End]] = defaultdict(dict)
        self.conflicts: list[tuple[_Node, _Node, Span | None]] = []
        for pair in tellings.pairs:
            a, b = tellings[pair.a], tellings[pair.b]
            for link in pair.links:
                of_a, of_b = _shares(a, b, link)
                clauses = max((e.weight for e in link.evidence if e.kind == "clause"), default=0.0)
                one, other = (pair.a, link.a), (pair.b, link.b)
                self.links[one][other] = _End(link.relation, link.score, of_a, clauses)
                self.links[other][one] = _End(link.relation, link.score, of_b, clauses)
                if link.relation is Relation.CONFLICT:
                    self.conflicts.append(self._conflict(one, other, link))

    def _conflict(self, a: _Node, b: _Node, link: Link) -> tuple[_Node, _Node, Span | None]:
        """The sentence that stands better by itself, the other, and what in the first is contradicted."""
        apart = [evidence for evidence in link.evidence if evidence.kind == "disagreement"]
        in_a, in_b = (apart[0].a[0], apart[0].b[0]) if apart else (None, None)
        fault_a, fault_b = (fault(self.tellings[article].reading, n) for article, n in (a, b))
        return (a, b, in_a) if fault_a <= fault_b else (b, a, in_b)

    def state(self, core: _Node, other: _Node) -> State | None:
        """What the other sentence has of what the core says, by the link between the two."""
        end = self.links[core].get(other)
        return end.state if end else None

    def weight(self, one: _Node, other: _Node) -> float:
        """How much speaks for two sentences being one fact: not that they share a part."""
        ends = [self.links[one][other], self.links[other][one]]
        return ends[0].score if any(end.state in _WHOLE for end in ends) else 0.0

    def belongs(self, node: _Node, cluster: Sequence[_Node]) -> bool:
        """Whether it is in the cluster, or linked to its members on average as they are to each other."""
        ends = (self.links[member].get(node) for member in cluster)
        linked = sum(end.score for end in ends if end and end.state)
        return node in cluster or linked / len(cluster) >= _TOGETHER

    def is_worth(self, cluster: Sequence[_Node]) -> bool:
        if len(cluster) > 1:
            return True
        article, sentence = cluster[0]
        linked = any(self.state(cluster[0], other) for other in self.links[cluster[0]])
        words = sum(term.kind == "word" for term in sentence_terms(self.tellings[article].reading)[sentence])
        return linked or words >= _LEAST_WORDS


_WHOLE = (State.REPORTED, State.CONFLICT)


@dataclass(frozen=True, slots=True)
class _End:
    """A link as its core sees it: `told` is the share of the core's words that the other end has."""

    relation: Relation
    score: float
    told: float
    clauses: float

    @property
    def state(self) -> State | None:
        if self.relation is Relation.CONFLICT:
            return State.CONFLICT
        if self.relation is not Relation.PARTIAL or self.score * self.told >= _WHOLLY:
            return State.REPORTED
        if self.score * max(self.told, self.clauses) >= _PARTLY:
            return State.PARTIAL
        return None


def _shares(a: Telling, b: Telling, link: Link) -> tuple[float, float]:
    """The shares of the words of each sentence, weighted, that the other has too."""
    shared = [evidence for evidence in link.evidence if evidence.kind in _SHARED]
    return (
        _share(a, link.a, [place for evidence in shared for place in evidence.a]),
        _share(b, link.b, [place for evidence in shared for place in evidence.b]),
    )


def _share(telling: Telling, sentence: int, places: Sequence[Span]) -> float:
    terms = sentence_terms(telling.reading)[sentence]
    whole = sum(term.weight for term in terms)
    told = sum(term.weight for term in terms if any(term.span.overlap(place) for place in places))
    return told / whole if whole else 0.0


def _clusters(web: _Web) -> list[list[_Node]]:
    """All sentences, those together that are linked on average; the likest join first (average linkage)."""
    nodes = [(t.article, sentence) for t in web.tellings for sentence in range(len(t.reading.sentences))]
    numbers = {node: n for n, node in enumerate(nodes)}
    clusters = {n: [node] for n, node in enumerate(nodes)}
    near: dict[int, dict[int, float]] = {n: {} for n in clusters}
    for one, others in web.links.items():
        for other in others:
            if weight := web.weight(one, other):
                near[numbers[one]][numbers[other]] = weight
    waiting = [(-weight, n, m) for n, others in near.items() for m, weight in others.items() if n < m]
    heapify(waiting)
    while waiting:
        mean, n, m = heappop(waiting)
        if n in clusters and m in clusters and -mean == _mean(clusters, near, n, m):
            _join(clusters, near, n, m)
            for k in near[n]:
                if (joined := _mean(clusters, near, n, k)) >= _TOGETHER:
                    heappush(waiting, (-joined, min(n, k), max(n, k)))
    return list(clusters.values())


def _mean(
    clusters: Mapping[int, Sequence[_Node]], near: Mapping[int, Mapping[int, float]], n: int, m: int
) -> float:
    return near[n].get(m, 0.0) / (len(clusters[n]) * len(clusters[m]))


def _join(clusters: dict[int, list[_Node]], near: dict[int, dict[int, float]], n: int, m: int) -> None:
    clusters[n] += clusters.pop(m)
    for other, weight in near.pop(m).items():
        del near[other][m]
        if other != n:
            near[n][other] = near[other][n] = near[n].get(other, 0.0) + weight


def _core(web: _Web, cluster: Sequence[_Node]) -> _Node:
    return max(cluster, key=lambda node: (_worth(web, node, cluster), (-node[0], -node[1])))


def _fact(web: _Web, core: _Node, cluster: Sequence[_Node], *, around: Span | None = None) -> Fact:
    """The fact that the core words; of a long one, the clause `around` a place."""
    telling = web.tellings[core[0]]
    reports = sorted(
        _reports(web, core, cluster), key=lambda r: (web.order[r.place.article], r.place.sentence)
    )
    spoken = (q for q in telling.reading.quotes if q.kind in (QuoteKind.DIRECT, QuoteKind.PARTIAL))
    place = telling.place(core[1])
    return Fact(
        core=place,
        labels=tuple(_labels(web, core, cluster, around)),
        reports=tuple(reports),
        quoted=any(quote.span.overlap(place.span) for quote in spoken),
    )


def _worth(web: _Web, node: _Node, cluster: Sequence[_Node]) -> float:
    """How well a sentence words what the cluster says: how much of it the others have, less its faults."""
    others = {article for article, _ in cluster} - {node[0]}
    had = sum(max(_VALUE[web.state(node, other)] for other in cluster if other[0] == a) for a in others)
    telling = web.tellings[node[0]]
    return (had / len(others) if others else 0.0) - _FAULTY * fault(telling.reading, node[1])


_VALUE = {State.REPORTED: 1.0, State.CONFLICT: 0.7, State.PARTIAL: 0.4, None: 0.0}


def _labels(web: _Web, core: _Node, cluster: Sequence[_Node], around: Span | None) -> Iterator[Label]:
    """The core's wording, and the best of every other language among those that report it wholly."""
    language = web.tellings[core[0]].reading.language
    yield _label(web, core, around)
    wholly = [node for node in cluster if web.state(core, node) is State.REPORTED]
    by_language: defaultdict[str, list[_Node]] = defaultdict(list)
    for node in wholly:
        by_language[web.tellings[node[0]].reading.language].append(node)
    for other in sorted(by_language.keys() - {language}):
        yield _label(web, max(by_language[other], key=lambda node: _worth(web, node, cluster)))


def _label(web: _Web, node: _Node, around: Span | None = None) -> Label:
    telling = web.tellings[node[0]]
    span = label_span(telling.reading, node[1], around=around)
    return Label(language=telling.reading.language, place=Place(article=node[0], sentence=node[1], span=span))


def _reports(web: _Web, core: _Node, cluster: Sequence[_Node]) -> Iterator[Report]:
    """The core, what is linked to it, and what of its cluster is not but says what another there says."""
    yield Report(place=_place(web, core), state=State.REPORTED, score=1.0)
    for other, end in web.links[core].items():
        if end.state:
            is_sure = end.state is not State.REPORTED or web.belongs(other, cluster)
            state = end.state if is_sure else State.PARTIAL
            yield Report(place=_place(web, other), state=state, score=end.score)
    for node in cluster:
        if node != core and not web.state(core, node):
            linked = (web.links[other][node].score for other in cluster if web.state(other, node))
            yield Report(place=_place(web, node), state=State.PARTIAL, score=max(linked, default=0.0))


def _place(web: _Web, node: _Node) -> Place:
    return web.tellings[node[0]].place(node[1])
