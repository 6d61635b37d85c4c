"""How likely a claim is right: cues of its words, its parties and its text, weighed.

The weights of a language are data (``weights.yml``), fitted on claims that were read and marked (see
``benchmarks/weights.py``). A type without weights of its own keeps the confidence that its rules give.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from foedera.coding.gazetteer import Hit
from foedera.coding.mentions import Mention
from foedera.coding.parsed import THING, Parsed
from foedera.coding.passages import Sentence
from foedera.coding.standing import Standing
from foedera.coding.story import Told
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported

__all__ = ["Cues", "Scene", "Weighing", "Weights", "cues_of", "scene_of"]

Cues = Mapping[str, float]  # what speaks for or against a claim, by name; 1.0 where a cue is simply there

_ACTOR_FORMS = frozenset({"name", "organisation", "capital", "institution", "adjective", "nationals", "person"})
ACTS = "event"  # the group of families of which a party may be supposed
BILATERAL = 0.6  # share of the two actors most often named, from which a text is about the two
_STEPS = (1, 2, 4, 7, 12, 20)  # where tokens of distance are told apart


class Weighing(StrEnum):
    """What becomes of the confidence that the rules give."""

    NONE = "none"  # it stands, and nothing is supposed: as the codebook's own examples are checked
    KEPT = "kept"  # weighed, and what is too light is not claimed
    ALL = "all"  # everything that might be supposed, unweighed: what the weights are fitted on


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text as a whole is about, as far as names tell. Shares run from 0 to 1."""

    sentences: int
    states: int  # different states named
    paired: float  # share of the sentences that name two actors or more
    named: float  # share of the sentences that name any
    top: float  # share of the two actors most often named among all that are named
    ranks: Mapping[str, int]  # of each actor by how often it is named, from 1
    title: frozenset[str]  # actors in the title
    issuer: str | None = None  # the state whose government published it


def scene_of(hits: Sequence[Sequence[Hit]], title: Sequence[Hit], *, issuer: str | None = None) -> Scene:
    """The scene of a text, from the names in each of its sentences and in its title."""
    named = [[e for h in listed for e in h.entries[:1] if e.form in _ACTOR_FORMS] for listed in hits]
    counts = Counter(e.actor for listed in named for e in {e.actor: e for e in listed}.values())
    common = counts.most_common()
    total = max(1, len(named))
    return Scene(
        sentences=len(named),
        states=len({e.actor for listed in named for e in listed if e.kind == "state"}),
        paired=sum(len({e.actor for e in listed}) > 1 for listed in named) / total,
        named=sum(map(bool, named)) / total,
        top=sum(n for _, n in common[:2]) / max(1, counts.total()),
        ranks={actor: at for at, (actor, _) in enumerate(common, start=1)},
        title=frozenset(e.actor for h in title for e in h.entries[:1]),
        issuer=issuer,
    )


class Weights:
    """A weight for each cue, and the least confidence for each group of families; without any, what is given stands."""

    def __init__(self, data: Mapping[str, Any], groups: Mapping[str, str], weighing: Weighing = Weighing.KEPT) -> None:
        """``groups`` is the group of each type's family: event, structure or assessment."""
        known = data.get("types", ()) if weighing is Weighing.KEPT else groups if weighing is Weighing.ALL else ()
        self._types = frozenset(known)
        self._groups = groups
        self.supposable = frozenset(t for t in self._types if groups.get(t) == ACTS)  # of which a party may be supposed
        self._is_open = weighing is Weighing.ALL
        self._weights: Mapping[str, float] = data.get("weights", {})
        self._keep: Mapping[str, Mapping[str, float]] = data.get("keep", {})
        self._supposed: float = data.get("supposed", 0.0)
        self._note: int = data.get("note", 0)  # sentences of which a text has no more
        self._paired: float = data.get("paired", 0.0)  # share of sentences with two actors, from which it is about them

    def confidence(self, cues: Cues, scene: Scene, *, type_name: str, given: float) -> float:
        """The probability, 0 to 1, that the claim is right; ``given`` where nothing is weighed."""
        if self._is_open or not self.weighs(type_name, scene):
            return given
        weight = self._weights.get
        return 1 / (1 + math.exp(-sum([weight(name, 0.0) * value for name, value in cues.items()])))

    def weighs(self, type_name: str, scene: Scene) -> bool:
        """Whether claims of that type are weighed: not where it has no weights, and not in a text too short to tell
        what it is about, unless it says who published it."""
        is_told = self._is_open or scene.sentences > self._note or scene.issuer is not None
        return type_name in self._types and is_told

    def may_suppose(self, type_name: str, scene: Scene) -> bool:
        return type_name in self.supposable and self.weighs(type_name, scene)

    def least(self, type_name: str, scene: Scene, *, is_supposed: bool, otherwise: float) -> float:
        """The confidence below which a claim of that type is not made in such a text; higher where it is supposed.

        In a text about relations an act that is missed costs more than one that is wrongly read, and the other way
        round in general news and in a government's own releases, where most of what is said is nothing of the kind.
        """
        if self._is_open:
            return 0.0
        if not self.weighs(type_name, scene):
            return otherwise
        least = self._keep[self._kind(scene)].get(self._groups[type_name], otherwise)
        return max(least, self._supposed if is_supposed else 0.0)

    def _kind(self, scene: Scene) -> str:
        if scene.issuer is not None:
            return "release"
        return "general" if scene.paired < self._paired else "relations"


def cues_of(
    item: Reported,
    roles: Sequence[tuple[str, Mention]],
    parsed: Parsed,
    *,
    sentence: Sentence,
    scene: Scene,
    stand: Standing,
    sure: float,
    peripheral: frozenset[str],
    is_supposed: bool = False,
    before: Sequence[Told] = (),
) -> Cues:
    """Everything that the weights may turn on, each cue under a name of its own.

    ``before`` is what was claimed of the sentences just before; ``is_supposed``: a party is not named but supposed.
    """
    given = item.trigger.confidence * sure * stand.confidence
    made = {
        "one": 1.0,
        "given": math.log(max(given, 0.05) / max(1 - given, 0.05)),
        "paired": scene.paired,
        "named": scene.named,
        "top": scene.top,
        "length": min(len(parsed.doc), 80) / 40,
    }
    made |= dict.fromkeys(_word_cues(item, parsed, stand), 1.0)
    made |= dict.fromkeys(_party_cues(item, roles, parsed, peripheral, scene), 1.0)
    actors = frozenset(m.actor for r, m in roles if r not in peripheral)
    story = list(_story_cues(item, actors, before, parsed))
    made |= dict.fromkeys(story, 1.0)
    if is_supposed:
        made |= dict.fromkeys(_supposed_cues(item, sure, story), 1.0)
    made |= dict.fromkeys(_scene_cues(item, parsed, sentence, scene), 1.0)
    return made


def _word_cues(item: Reported, parsed: Parsed, stand: Standing) -> Iterator[str]:
    """The trigger itself: of which type, which word, how it stands in its clause."""
    token, kind, trigger = item.token, item.type.name, item.trigger
    word = parsed.forms[token.i][1]
    yield f"type {kind}"
    yield f"family {item.type.family}"
    yield f"{kind} by {word}"
    yield f"word {word}"
    yield f"frame {trigger.frame}"
    yield f"pos {token.pos_}"
    yield f"dep {token.dep_}"
    yield f"{kind} dep {token.dep_}"
    yield f"{kind} as {token.tag_}"
    yield f"status {stand.status}"
    yield f"{kind} {stand.status}"
    asked = len(trigger.needs) + bool(trigger.context) + bool(trigger.modifier) + len(trigger.words[0].split()) - 1
    yield f"asks {min(4, asked)}"
    if stand.negated:
        yield "negated"
        yield f"{item.type.family} negated"
    above = item.slots.arguments.governor
    if above is not None:
        yield f"under {parsed.forms[above.i][1]}"
        yield f"{kind} under {parsed.forms[above.i][1]}"
    for head in item.slots.heads.get(THING, ())[:2]:
        yield f"{kind} of {parsed.forms[head.i][1]}"
        for name in sorted(parsed.classes[head.i]):
            yield f"{kind} of a {name}"
    if not item.slots.heads.get("thing"):
        yield f"{kind} of nothing"


def _party_cues(
    item: Reported,
    roles: Sequence[tuple[str, Mention]],
    parsed: Parsed,
    peripheral: frozenset[str],
    scene: Scene,
) -> Iterator[str]:
    """Who takes part: how they are named, where they stand, how many there are."""
    kind = item.type.name
    main = [(r, m) for r, m in roles if r not in peripheral]
    actors = {m.actor for _, m in main}
    yield f"parties {min(4, len(actors))}"
    yield f"{kind} parties {min(3, len(actors))}"
    states = sum(m.kind == "state" for _, m in main)
    yield f"states {min(3, states)}"
    yield f"ranks {' '.join(sorted(str(min(4, scene.ranks.get(a, 9))) for a in sorted(actors)[:3]))}"
    yield f"in the title {min(2, len(actors & scene.title))} of {min(2, len(scene.title))}"
    if scene.top > BILATERAL:
        yield f"two-sided text {min(2, len(actors & {a for a, n in scene.ranks.items() if n < 3}))}"
    if scene.issuer is not None and scene.issuer in actors:
        yield "issuer takes part"
        yield f"issuer takes part in {kind}"
    for role, mention in main[:4]:
        head = parsed.doc[mention.head]
        yield f"named by {mention.form}"
        yield f"{role} named by {mention.form}"
        yield f"{role} is {mention.kind}"
        yield f"{role} at {head.dep_}"
        if head.dep_ == "pobj":
            yield f"{role} behind {head.head.lower_}"
        steps, verbs = _way(head, item.token)
        yield f"{role} steps {steps}"
        if verbs:
            yield f"{role} past {verbs} verbs"
        yield f"{role} off {_step(abs(mention.head - item.token.i))}"
        if mention.head > item.token.i:
            yield f"{role} behind"
        if mention.level:
            yield f"level {mention.level}"
            yield f"{kind} level {mention.level}"
        if mention.form in ("adjective", "nationals", "institution", "office"):
            yield f"{role} owns {parsed.forms[head.i if mention.form != 'adjective' else head.head.i][1]}"
    least = min((m.confidence for _, m in main), default=0.0)
    yield f"surest {round(least, 1)}"


def _story_cues(item: Reported, actors: frozenset[str], before: Sequence[Told], parsed: Parsed) -> Iterator[str]:
    """What was told just before, and who else is named here."""
    kinds = {t.type for t in before}
    families = {t.family for t in before}
    follows = "type" if item.type.name in kinds else "family" if item.type.family in families else "other"
    known = {a for t in before for a in t.actors}
    shared = "all" if actors <= known else "some" if actors & known else "none"
    others = {m.actor for m in parsed.mentions if m.kind in ("state", "organisation")} - actors
    yield f"goes on with {follows if before else 'nothing'}"
    yield f"{shared} told of before"
    yield f"others {min(3, len(others))}"
    if any(t.type == item.type.name and t.actors == actors for t in before):
        yield "told before"


def _supposed_cues(item: Reported, sure: float, story: Sequence[str]) -> Iterator[str]:
    """A party is supposed: how far it was sought, for what, and how the story goes."""
    yield "supposed"
    yield f"supposed at {round(sure, 1)}"
    yield f"supposed for {item.type.name}"
    yield f"supposed for {item.type.family}"
    yield f"supposed {'where one is needed' if item.is_loose else 'for want of any'}"
    yield f"supposed: {item.token.dep_}"
    yield from (f"supposed: {cue}" for cue in story)


def _scene_cues(item: Reported, parsed: Parsed, sentence: Sentence, scene: Scene) -> Iterator[str]:
    """The sentence and the text around."""
    here = {m.actor for m in parsed.mentions if m.kind in ("state", "organisation")}
    yield f"sentence names {min(4, len(here))}"
    yield f"text names {min(5, scene.states)}"
    yield f"sentences {sum(scene.sentences > n for n in (1, 3, 8, 20, 50))}"
    yield f"block {sentence.kind}"
    if scene.issuer is not None:
        yield "release"
        yield f"release {item.type.name}"
    before = sentence.plain[: item.token.idx].count('"')
    if before % 2:
        yield "quoted"
        yield f"quoted {item.type.family}"
    for name in parsed.all_classes:
        yield f"sentence has {name}"


def _way(head: Token, trigger: Token) -> tuple[int, int]:
    """Steps through the tree from a party to its trigger, and the verbs passed on the way; both capped."""
    chain = [trigger, *trigger.ancestors]
    path = [head, *head.ancestors]
    shared = next((t for t in path if t in chain), None)
    if shared is None:
        return 9, 0
    way = [*path[: path.index(shared)], *chain[1 : chain.index(shared) + 1]]
    verbs = sum(t.pos_ in ("VERB", "AUX") for t in way if t.i not in (head.i, trigger.i))
    return min(8, len(way)), min(3, verbs)


def _step(distance: int) -> int:
    return sum(distance > step for step in _STEPS)
