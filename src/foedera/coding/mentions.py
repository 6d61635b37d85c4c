"""Who is named: states, organisations, institutions, offices and people in a parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from foedera.coding.apposing import apposed_name
from foedera.coding.instruments import NameWords, inside_names, is_of_outlet, is_place_of_treaty
from foedera.coding.owning import chain_of, owners_of
from foedera.coding.phrases import PhraseTable
from foedera.coding.tree import Doc, Token

__all__ = [
    "CONTINUED",
    "FORMS",
    "KINDS",
    "RECIPROCAL",
    "REFERENCE",
    "Mention",
    "Roles",
    "Title",
    "Titles",
    "compose",
]


KINDS = frozenset({"state", "organisation", "group", "nonstate"})  # of an actor
FORMS = frozenset(  # in which one may be named, or meant
    "name adjective capital nationals prefix institution office person organisation reference continued place post "
    "excluded society maker city supposed reciprocal".split()
)
REFERENCE = "reference"  # the form of who is only meant: "it", "the two countries"
CONTINUED = "continued"  # the form of who is carried on from the clause before
RECIPROCAL = "reciprocal"  # the form of "each other": those who act, as those they act on


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named by tokens ``[start, end)`` of the parsed Doc; ``head`` is its syntactic head.

    ``form`` says how: name, adjective, capital, nationals, institution, office, person or reference.
    """

    start: int
    end: int
    head: int
    actor: str
    kind: str
    form: str
    name: str | None = None
    level: str | None = None
    confidence: float = 1.0

    def again(self, token: Token, *, form: str = REFERENCE, sure: float | None = None) -> Mention:
        """The same actor, meant by another word; as sure as before where ``sure`` is not given."""
        confidence = self.confidence if sure is None else sure
        return replace(self, start=token.i, end=token.i + 1, head=token.i, form=form, confidence=confidence)


Roles = list[tuple[str, Mention]]  # of an act or a view: who takes which part


@dataclass(frozen=True, slots=True)
class Title:
    """An office or institution whose state is not named beside it; reference may find it."""

    start: int
    end: int
    head: int
    form: str  # office or institution
    words: str
    level: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class _Rank:
    form: str
    level: str | None
    kind: str


class Titles:
    """Offices, ranks and institution nouns of a language (``offices.yml``), compiled once."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        items: list[tuple[str, _Rank]] = []
        for form, key in (("office", "offices"), ("institution", "institutions")):
            for entry in words.get(key, ()):
                rank = _Rank(form, entry.get("level"), entry.get("kind", "government"))
                items += [(phrase, rank) for phrase in entry["words"]]
        self.table: PhraseTable[_Rank] = PhraseTable(items)
        self.words = frozenset(w for phrase, _ in items for w in phrase.split()) | set(words.get("honorifics", ()))
        self.former = frozenset(words.get("former", ()))  # who speaks for a state no longer
        self.posts = frozenset(words.get("posts", ()))  # offices at, to or for somebody else
        self.gathered = frozenset(words["gathered"])
        self.post_prepositions = frozenset(words.get("post_prepositions", ()))
        self.owned_by = frozenset(words.get("owned_by", ()))  # prepositions that name the owner behind
        self.instruments = NameWords.of_words(words.get("instruments", {}))
        self.serving = frozenset(words.get("serving", ()))  # "adviser to Oman's king": before another office


def compose(doc: Doc, base: Sequence[Mention], titles: Titles) -> tuple[list[Mention], list[Title]]:
    """Offices and institutions joined to the states beside them; the rest as open Titles.

    "Kazakhstan's President Nursultan Nazarbayev" is one mention of KAZ; "Chinese and Russian warships"
    is one each with the same head; "the minister" alone is a Title.
    """
    by_token = {i: m for m in base for i in range(m.start, m.end)}
    taken: set[int] = set()
    made: list[Mention] = []
    loose: list[Title] = []
    words = titles.instruments
    base = [
        replace(m, form="place") if is_place_of_treaty(doc, m, by_token, words) or is_of_outlet(doc, m, words) else m
        for m in base
    ]
    by_token = {i: m for m in base for i in range(m.start, m.end)}
    gone = inside_names(doc, by_token, words)  # and names beside those who held an office once
    sent_to: set[int] = set()  # where envoys are posted, or what for
    named = titles.table.longest(doc.forms)
    people = {i for start, end, rank in named if rank.kind == "society" for i in range(start, end)}
    owning = {i: m for i, m in by_token.items() if doc[m.head].head.i not in people or doc[m.head].dep_ == "pobj"}
    for start, end, rank in named:
        inside = {by_token[i] for i in range(start, end) if i in by_token}
        head = doc[start:end].root
        if any(m.form == "organisation" or (m.form == "institution" and m.start <= head.i < m.end) for m in inside):
            continue  # else "the Border Guard chief": an office of an institution
        if head.pos_ == "VERB" or rank.kind in ("society", "person"):
            continue
        chain = chain_of(head)
        if rank.form == "office" and _is_former(doc, start, by_token, titles):
            gone |= _former_holder(doc, start, end, by_token)
            continue
        if rank.form == "office":
            gone |= _portfolio(doc, start, end, by_token)
        if rank.form == "office" and doc[start:end].text.lower().split()[-1] in titles.posts:
            sent_to |= _sent_to(head, by_token, titles)
        person = _person(doc, end, by_token)
        places = _places_in_name(end, person[1], by_token) if person else set[int]()
        gone |= places
        behind = _whose_behind(doc, person[1], by_token, titles) if person and person[2] is not None else None
        owners = (
            [behind]
            if behind is not None
            else owners_of(doc, (start, end), chain, {i: m for i, m in owning.items() if m.start not in places}, titles)
        )
        if rank.form == "office" and head.tag_ in ("NN", "NNP"):
            owners = [o for o in owners if o.kind != "group" or o.start < start]  # "coordinator for Europe": his field
        if head.tag_ in ("NNS", "NNPS") and head.lemma_.lower() in titles.gathered:
            owners = [o for o in owners if o.form != "capital" or o.start < start]  # "foreign ministers in Cairo" met
        low = min([start, *(m.start for m in owners if m.start < start)])
        high = max([end, person[1] if person else 0])
        name = _title_name(doc, start, end, person, rank)
        if name is None and rank.form == "office" and owners:
            name = apposed_name(doc, doc[start:end], by_token)
        if owners:
            for owner in owners:
                made.append(
                    Mention(low, high, head.i, owner.actor, owner.kind, rank.form, name, rank.level, owner.confidence)
                )
                if owner.form in ("adjective", "name", "capital", "nationals", "place") and owner.start < high:
                    taken.add(owner.start)
        else:
            loose.append(
                Title(
                    start,
                    high,
                    head.i,
                    rank.form,
                    doc[start:end].text.lower(),
                    rank.level,
                    person[0] if person else None,
                )
            )
        if person and person[2] is not None:
            taken.add(person[2])
            if not owners:
                leader = by_token[person[2]]
                made.append(replace(leader, start=start, level=rank.level or leader.level, head=head.i))
                loose.pop()
    kept = [m for m in base if m.start not in gone and (m.start not in taken or m.form == "organisation")]
    made = [m for m in made if m.start not in gone]
    kept = [replace(m, form="post") if m.start in sent_to else m for m in kept]
    made = [_named_within(m, made, kept, doc) for m in made]
    kept = [_spoken_for(m, made) for m in kept]
    return sorted([*kept, *made], key=lambda m: (m.start, m.end, m.actor)), loose


def _whose_behind(doc: Doc, at: int, by_token: Mapping[int, Mention], titles: Titles) -> Mention | None:
    """ "Minister Morgan Abe of Oman": the state named behind the person, whatever office he is known for."""
    if at >= len(doc) or doc[at].lower_ not in titles.owned_by:
        return None
    at += 1 + (at + 1 < len(doc) and doc[at + 1].pos_ == "DET")
    mention = by_token.get(at)
    return mention if mention is not None and mention.form in ("name", "organisation") else None


def _is_former(doc: Doc, start: int, by_token: Mapping[int, Mention], titles: Titles) -> bool:
    """ "Former minister", "former Kenyan minister", "ex-president"."""
    at = start
    while at > 0 and (at - 1 in by_token or doc[at - 1].text == "-"):
        at -= 1
    return any(t.lower_ in titles.former for t in doc[max(0, at - 2) : start])


def _former_holder(doc: Doc, start: int, end: int, by_token: Mapping[int, Mention]) -> set[int]:
    """The state before and the person behind the office of one who holds it no more."""
    found = {by_token[i].start for i in (start - 1,) if i in by_token and by_token[i].form in ("adjective", "name")}
    at = end
    while at < len(doc) and doc[at].pos_ == "PROPN":
        if at in by_token and by_token[at].form == "person":
            found.add(by_token[at].start)
        at += 1
    return found


def _portfolio(doc: Doc, start: int, end: int, by_token: Mapping[int, Mention]) -> set[int]:
    """ "Minister of Trade, European Union and Culture": what else the office is for, that is no actor's name."""
    at = end + 1
    mention = by_token.get(at)
    if mention is None or mention.kind == "state" or doc[end].text != "," or doc[start:end].root.i == end - 1:
        return set()
    rest = doc[mention.end : mention.end + 2]
    is_field = len(rest) == 2 and rest[0].pos_ == "CCONJ" and rest[1].text[:1].isupper()
    return {mention.start} if is_field and rest[1].i not in by_token else set()


def _sent_to(office: Token, by_token: Mapping[int, Mention], titles: Titles) -> set[int]:
    """ "Envoy to X", "coordinator for assistance to X": where they are sent and what for is no party."""
    found = set()
    for child in office.children:
        if child.dep_ == "prep" and child.lower_ in titles.post_prepositions and child.i > office.i:
            found |= {by_token[t.i].start for t in child.subtree if t.i in by_token and by_token[t.i].form != "person"}
    return found


def _named_within(mention: Mention, made: Sequence[Mention], kept: Sequence[Mention], doc: Doc) -> Mention:
    """ "a delegation from the National Defence University": the delegation goes by the university's name."""
    if mention.name is not None or mention.form != "institution":
        return mention
    head = doc[mention.head]
    for other in (*made, *kept):
        is_kin = other.actor == mention.actor and other.form in ("institution", "office", "person")
        if other.name and is_kin and head in doc[other.head].ancestors:
            return replace(mention, name=other.name)
    return mention


def _spoken_for(mention: Mention, made: Sequence[Mention]) -> Mention:
    """ "the deputy chairman of the Military Commission of Chad Gen. X": it is the general who travels."""
    if mention.form != "institution":
        return mention
    for other in made:
        close = mention.end <= other.start <= mention.end + 1
        if close and other.form == "office" and other.name and other.actor == mention.actor:
            return replace(mention, name=other.name, level=other.level, form="office")
    return mention


def _person(doc: Doc, start: int, by_token: Mapping[int, Mention]) -> tuple[str, int, int | None] | None:
    """A personal name that begins at ``start``: the name, its end, and the leader's mention in it."""
    end = start
    leader: int | None = None
    while end < len(doc) and (doc[end].pos_ == "PROPN" or _joins_names(doc, start, end)):
        mention = by_token.get(end)
        if mention is not None:
            if mention.form == "person":
                leader = mention.start
            elif not _is_given_name(doc, mention, by_token):
                break
        end += 1
    if end == start or not doc[start].text[:1].isupper():
        return None
    return doc[start:end].text, end, leader


def _is_given_name(doc: Doc, mention: Mention, by_token: Mapping[int, Mention]) -> bool:
    """ "Minister Sabah Al-Sabah": a place behind an office, with a name behind it, is a person's."""
    at = mention.end
    is_one = mention.form == "place" and at - mention.start == 1
    return is_one and at < len(doc) and doc[at].pos_ == "PROPN" and at not in by_token


def _places_in_name(start: int, end: int, by_token: Mapping[int, Mention]) -> set[int]:
    return {by_token[i].start for i in range(start, end) if i in by_token and by_token[i].form == "place"}


def _joins_names(doc: Doc, start: int, at: int) -> bool:
    """The hyphen of "Kassym-Jomart"."""
    return at > start and doc[at].text == "-" and at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN"


def _title_name(doc: Doc, start: int, end: int, person: tuple[str, int, int | None] | None, rank: _Rank) -> str | None:
    if person:
        return person[0]
    if rank.form == "institution":
        text = doc[start:end].text
        return text if any(c.isupper() for c in text) else None
    return None


def surnames(name: str) -> Iterator[str]:
    """The forms under which a person may be named again: the whole name, its last word, its first."""
    yield name
    parts = name.split()
    if len(parts) > 1:
        if len(parts[-1]) > 2:  # "Yi" and "Un" are no surnames
            yield parts[-1]
        if "-" in parts[-1]:  # tokens have no hyphens: "Al-Nuaimi"
            yield parts[-1].rpartition("-")[2]
        yield parts[0]
