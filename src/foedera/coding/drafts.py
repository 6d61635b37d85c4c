"""Claims on their way: in the words of one sentence, repeats not yet folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from foedera.codebook import EventType
from foedera.coding.mentions import RECIPROCAL, Mention
from foedera.coding.parsed import Parsed
from foedera.coding.passages import Sentence
from foedera.coding.subjects import governor
from foedera.coding.tree import Token
from foedera.coding.weighing import Cues
from foedera.model import Amount, Attribution, Interval, Place, Status, Voice

__all__ = ["Draft", "distinct"]

_PLEDGED = frozenset({Status.AGREED, Status.PLANNED, Status.DISCUSSED})


@dataclass(slots=True)
class Draft:
    """A claim still in the words of one sentence; ``start`` and ``end`` are in the body."""

    type: EventType
    trigger: str
    status: Status
    negated: bool
    roles: list[tuple[str, Mention]]
    sentence: Sentence
    parsed: Parsed
    start: int
    end: int
    token: int
    date: Interval | None
    place: Place | None
    amounts: tuple[Amount, ...]
    attributes: dict[str, str]
    voice: Voice
    attribution: tuple[Attribution, ...]
    confidence: float

    group: str = "event"
    cues: Cues | None = None  # what the confidence was weighed from

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(m.actor for _, m in self.roles)


def distinct(drafts: Iterable[Draft], *, ahead: frozenset[str] = frozenset()) -> list[Draft]:
    """The drafts that say something of their own, in a fixed order; ``ahead``: types of view that look to what is
    meant or expected."""
    told = _without(_without(_folded(_without(drafts, _is_part)), _is_within), _is_turned_down)
    own = _without(told, lambda d, other: d.type.name in ahead and _is_aim_at(d, other))
    kept = _without_echoes(_without(_without(own, _is_complained_of), _is_pledge_of))
    return sorted(kept, key=lambda d: (d.start, d.end, d.type.name, d.token, sorted(d.actors)))


def _without(drafts: Iterable[Draft], is_told: Callable[[Draft, Draft], bool]) -> list[Draft]:
    """The drafts that no other one of their sentence tells already."""
    listed = list(drafts)
    beside: dict[int, list[Draft]] = {}
    for draft in listed:
        beside.setdefault(draft.sentence.number, []).append(draft)
    return [d for d in listed if not any(is_told(d, other) for other in beside[d.sentence.number])]


def _folded(drafts: Iterable[Draft]) -> list[Draft]:
    """Two drafts of one type with the same actors in one sentence and overlapping words are one."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.number, -d.confidence, d.start, d.token)):
        twin = next((k for k in kept if _is_twin(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif _governs(draft, twin):
            kept[kept.index(twin)] = draft
        elif len(draft.amounts) > len(twin.amounts) or (twin.date is None and draft.date is not None):
            kept[kept.index(twin)] = replace(twin, amounts=draft.amounts or twin.amounts, date=twin.date or draft.date)
    return kept


def _is_part(draft: Draft, other: Draft) -> bool:
    """ "Brokered talks between": a noun names some of the sides only that its verb names, however surely it does."""
    return draft.actors < other.actors and _is_within(draft, other)


def _is_turned_down(draft: Draft, act: Draft) -> bool:
    """ "Rejected an offer of talks", "cancelled a visit", "demanded that it lift the embargo": what is turned down,
    called off or demanded is told by the act of doing so."""
    if draft.group != "event" or act.type.family != "friction" or not draft.actors & act.actors:
        return False
    return _is_above(act, draft) and _tells(act, draft)


def _tells(act: Draft, draft: Draft) -> bool:
    """Whether a friction says all of what hangs on it: a refusal what was offered or asked, a restriction what is
    called off, a demand what is to end."""
    within = draft.actors <= act.actors
    if draft.status is Status.REFUSED:
        return within or draft.type.family == "friction"
    if draft.status is Status.CANCELLED:
        return draft.type.family == "materiel"
    if act.type.codes.get("plover") == "REJECT":
        return within and draft.status in (Status.OFFERED, Status.REQUESTED, Status.DISCUSSED)
    is_an_end = draft.attributes.get("lifted") == "true" or draft.attributes.get("mode") == "withdrawal"
    return draft.status is Status.REQUESTED and (is_an_end or draft.type.family == "friction")


def _is_complained_of(draft: Draft, complaint: Draft) -> bool:
    """ "Eritrea alleged that Ethiopia had bombed its port": what somebody says was done to it is its complaint."""
    is_accused = complaint.attributes.get("mode") == "accuse" and draft.actors == complaint.actors
    return draft.group == "event" and is_accused and _is_above(complaint, draft)


def _is_above(other: Draft, draft: Draft) -> bool:
    return other.parsed.doc[other.token] in draft.parsed.doc[draft.token].ancestors


def _is_pledge_of(draft: Draft, act: Draft) -> bool:
    """ "Agreed to hold talks", "intend to meet": a pledge of one act is that act, agreed or planned."""
    is_common = draft.type.spoken and draft.type.mutual and draft.type.family != act.type.family
    if not is_common or act.group != "event" or act.status not in _PLEDGED or draft.actors != act.actors:
        return False
    verb, token = draft.parsed.doc[draft.token], act.parsed.doc[act.token]
    above = token if token.pos_ == "VERB" else governor(token)
    if act.status is Status.PLANNED and any(_is_looked_to(t, verb) for t in (token, above) if t is not None):
        return True
    if above is None or above.dep_ != "xcomp" or above.head != verb:
        return False
    return not any(c.dep_ == "conj" for t in (verb, above) for c in t.children)


def _is_looked_to(token: Token, verb: Token) -> bool:
    """ "Look forward to meeting again", "to the visit": what a verb reaches by an adverb and the preposition behind."""
    if token.dep_ not in ("pcomp", "pobj") or token.head.i == 0:
        return False
    adverb = token.head.nbor(-1)
    return adverb.dep_ in ("advmod", "prt") and adverb.head == verb and token.head.head in (verb, adverb)


def _is_aim_at(view: Draft, act: Draft) -> bool:
    """ "Peru tried to deliver boats to Cuba", "Oman is likely to lease Iran two frigates": one act between the two
    that is meant or expected is told by that act, and is no view besides."""
    verb = act.parsed.doc[act.token]
    is_between_them = act.group == "event" and len(view.actors) > 1 and view.actors <= act.actors
    return is_between_them and verb.dep_ == "xcomp" and verb.head == view.parsed.doc[view.token]


def _is_within(draft: Draft, other: Draft) -> bool:
    """ "We reaffirm our commitment": the noun under a verb of its own family and parties says nothing more."""
    if draft.group != "event" or draft.token == other.token or draft.type.family != other.type.family:
        return False
    noun, verb = draft.parsed.doc[draft.token], draft.parsed.doc[other.token]
    if verb.pos_ != "VERB" or not draft.actors <= other.actors:
        return False
    if other.type.mutual and verb in noun.ancestors and any(m.form == RECIPROCAL for _, m in draft.roles):
        return True  # "agreed to recognise each other"
    if noun.tag_ == "VB" and draft.type == other.type:
        above = noun.head if noun.dep_ in ("xcomp", "acl") else noun
        return verb == above or noun.dep_ == "acl" and governor(above) == verb  # "pledged their resolve to support"
    return noun.pos_ in ("NOUN", "PROPN") and (governor(noun) == verb or noun.head == verb)


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """A noun that only takes up an act already told, adding no date, number or party, is no claim."""
    told: set[tuple[str, frozenset[str], str | None]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.number, d.token)):
        key = (draft.type.name, draft.actors, _source(draft))
        is_noun = draft.parsed.doc[draft.token].pos_ in ("NOUN", "PROPN")
        if is_noun and key in told and draft.date is None and not draft.amounts and draft.group == "event":
            continue
        told.add(key)
        kept.append(draft)
    return kept


def _is_answered(a: Draft, b: Draft) -> bool:
    """ "Chad and Niger accuse each other": one does to the other what the other does to it."""
    sides = [{(r, m.actor) for r, m in d.roles} for d in (a, b)]
    return all(any(m.form == RECIPROCAL for _, m in d.roles) for d in (a, b)) and sides[0] != sides[1]


def _is_returned(a: Draft, b: Draft) -> bool:
    """ "Chad shelled Niger in response to Niger's raid": what each of two words says is from another side."""
    return a.token != b.token and None not in (_source(a), _source(b)) and _source(a) != _source(b)


def _source(draft: Draft) -> str | None:
    """Who does it to the other, where that tells one act from another: who arms whom is told once, and so is a view."""
    if draft.group != "event" or draft.type.gives_dyad or "source" not in draft.type.pair:
        return None
    return next((m.actor for role, m in draft.roles if role == draft.type.pair["source"]), None)


def _governs(draft: Draft, twin: Draft) -> bool:
    """ "Will hinder normalisation", "eased Saudi fears": of two views the verb's goes before its object's."""
    if draft.type.name == twin.type.name:
        return False
    noun = draft.parsed.doc[twin.token]
    return noun.dep_ in ("dobj", "nsubjpass", "pobj") and draft.parsed.doc[draft.token] in (noun.head, noun.head.head)


def _is_twin(a: Draft, b: Draft) -> bool:
    if a.sentence.number != b.sentence.number:
        return False
    if a.type.name != b.type.name:
        nested = a.actors <= b.actors or b.actors <= a.actors
        shared = min(a.end, b.end) - max(a.start, b.start)
        return a.group == b.group == "assessment" and nested and shared > 0.5 * min(a.end - a.start, b.end - b.start)
    overlap = min(a.end, b.end) - max(a.start, b.start)
    if overlap <= 0:
        return False
    if a.actors == b.actors:
        if _is_answered(a, b) or _is_returned(a, b):
            return False
        return a.negated == b.negated and (
            a.status == b.status or overlap > 0.6 * min(a.end - a.start, b.end - b.start)
        )
    return (a.actors < b.actors or b.actors < a.actors) and overlap > 0.7 * min(a.end - a.start, b.end - b.start)
