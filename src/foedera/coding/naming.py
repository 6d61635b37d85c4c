"""The names of the gazetteer in a sentence: whom each names there, and where it names nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedera.coding.gazetteer import LEADER, Entry, Hit
from foedera.coding.mentions import Mention
from foedera.coding.owning import MODIFIERS
from foedera.coding.tree import Doc, Span, Token

__all__ = ["Beside", "base_mentions", "borne_by_people"]

CAPITAL = "capital"
_PARTICLE = 3  # letters of what a surname may begin with: "Al-", "Ben-"


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside a name that make it something else (``reference.yml``)."""

    leading: frozenset[str] = frozenset()  # "the X-led Y Front": Y acts
    surnames: frozenset[str] = frozenset()  # names of states that people bear
    before_names: frozenset[str] = frozenset()  # what stands before a state's name and is no given name
    excluding: frozenset[str] = frozenset()  # prepositions behind which stands who takes no part
    excluding_nouns: frozenset[str] = frozenset()
    excluding_phrases: frozenset[str] = frozenset()
    comparing: frozenset[str] = frozenset()
    distances: frozenset[str] = frozenset()  # what tells how far off something is
    away: frozenset[str] = frozenset()  # prepositions behind which stands from what
    away_from: frozenset[str] = frozenset()  # of these, such as follow a distance itself
    seat_prepositions: frozenset[str] = frozenset()  # behind which a seat is but a place
    seats: Mapping[str, str] = field(default_factory=dict)  # cities that stand for a body

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> Beside:
        sets = {name: frozenset(words.get(name, ())) for name in cls.__slots__ if name != "seats"}
        return cls(**sets, seats=words.get("seats", {}))


def base_mentions(
    doc: Doc,
    hits: Iterable[Hit],
    *,
    year: int | None = None,
    beside: Beside | None = None,
    borne: Collection[str] = frozenset(),
) -> list[Mention]:
    """The names of the gazetteer as mentions, before offices are joined to them. ``borne``: names that people of
    the text bear."""
    found = []
    spans = [(hit, doc.char_span(hit.start, hit.end)) for hit in hits]
    named = {i for _, span in spans if span is not None for i in range(span.start, span.end)}
    for hit, span in spans:
        if span is None or not len(span):
            continue
        head = span.root
        if beside is not None and _is_surname(span, beside, named):
            continue
        if _is_in_a_surname(span, named):
            continue
        if span.text in borne and not any(c.dep_ == "det" for c in head.children):
            continue  # "West", where the text has told of Morgan West
        entry = _choose(hit.entries, head, year)
        if _is_last_name(span, entry, named):
            continue
        if beside is not None and span.text in beside.seats and not _is_where(head, beside):
            entry = Entry(beside.seats[span.text], "organisation", "capital")
        form = entry.form
        if beside is not None and _only_leads(span, beside, named):
            form = LEADER
        elif form == "city":
            form = "place"
        elif form in ("nationals", "adjective", "prefix") and entry.kind == "state":
            form = _adjective_or_nationals(head, span.end - 1)
            if form == "nationals" and _are_its_side(head):
                form = "name"
        if (
            beside is not None
            and form != LEADER
            and (_is_set_apart(head, beside) or _is_compared(span, beside) or _is_landmark(head, beside))
        ):
            form = "excluded"
        found.append(Mention(span.start, span.end, head.i, entry.actor, entry.kind, form, entry.name, entry.level))
    found = [m for m in found if not _is_named_otherwise(m, doc, found)]
    return [m for m in found if not _is_anothers(m, doc, found)]


def _is_anothers(mention: Mention, doc: Doc, found: Sequence[Mention]) -> bool:
    """ "The Kenyan National Security Agency": a body of that name, and not the one that is known by it."""
    if mention.form != "institution" or mention.start == 0:
        return False
    return any(
        o.end == mention.start and o.kind == "state" and o.actor != mention.actor and o.form == "adjective"
        for o in found
    )


def _is_named_otherwise(mention: Mention, doc: Doc, found: Sequence[Mention]) -> bool:
    """ "Our Philippine allies": those of a group that are named are meant, and nobody else."""
    if mention.kind != "group" or mention.end - mention.start > 1:
        return False
    beside = [c for c in doc[mention.head].children if c.i < mention.start]
    named = {m.head for m in found if m.form == "adjective" and m.kind in ("state", "group")}
    if any(m.form == "organisation" and m.head == c.i for m in found for c in beside):
        return True  # "NATO allies" are NATO's
    return any(c.dep_ == "poss" for c in beside) and any(c.i in named for c in beside)


def borne_by_people(doc: Doc, hits: Iterable[Hit], beside: Beside) -> Iterator[str]:
    """The names of the gazetteer that people of the sentence bear: "Morgan West"."""
    spans = [doc.char_span(hit.start, hit.end) for hit in hits]
    named = {i for span in spans if span is not None for i in range(span.start, span.end)}
    for span in spans:
        if span is not None and len(span) and _is_surname(span, beside, named):
            yield span.text


def _is_where(head: Token, beside: Beside) -> bool:
    """ "Talks in Brussels", "a Brussels court": a place, not the body that sits there."""
    if head.dep_ in MODIFIERS and head.dep_ != "poss":
        return True
    return head.dep_ == "pobj" and head.head.lower_ in beside.seat_prepositions


def _is_landmark(head: Token, beside: Beside) -> bool:
    """ "Ninety miles north of the Omani border", "forty kilometres from Kenya": only where something else is."""
    for prep in head.ancestors:
        if prep.pos_ in ("VERB", "AUX"):
            return False
        if prep.dep_ == "prep" and prep.lower_ in beside.away:
            over = prep.head
            is_far = over.lemma_.lower() in beside.distances and prep.lower_ in beside.away_from
            return is_far or any(c.lemma_.lower() in beside.distances and c.dep_ == "npadvmod" for c in over.children)
    return False


def _is_compared(span: Span, beside: Beside) -> bool:
    """ "Like Oman, Peru signed": first in its clause, behind a word that compares or leaves out."""
    start = span.start - (span.start > 1 and span.doc[span.start - 1].pos_ == "DET")
    if not start or span.doc[start - 1].lower_ not in beside.comparing | beside.excluding:
        return False
    is_first = start == 1 or span.doc[start - 2].is_punct
    return is_first and span.end < len(span.doc) and span.doc[span.end].text == ","


def _is_set_apart(token: Token, beside: Beside) -> bool:
    """ "Every member except Oman", "unlike Oman and Peru", "with the exception of Oman": who takes no part."""
    while token.dep_ in ("conj", "poss", "amod", "compound") and token.head != token:
        token = token.head
    prep = token.head
    if token.dep_ not in ("pobj", "pcomp", "conj") or prep.pos_ not in ("ADP", "SCONJ", "CCONJ"):
        return False
    if prep.lower_ in beside.excluding or prep.head.lemma_.lower() in beside.excluding_nouns:
        return True
    words = " ".join(t.lower_ for t in token.doc[max(0, prep.i - 2) : prep.i + 1])
    if words.endswith(tuple(f" {phrase}" for phrase in beside.excluding_phrases)):
        return True
    return prep.lower_ in beside.comparing and prep.head.pos_ in ("VERB", "AUX")


def _is_in_a_surname(span: Span, named: set[int]) -> bool:
    """ "Al-Sabah", "Ben-Gurion": a name behind a short word and a hyphen is part of another."""
    doc = span.doc
    if span.start < 2 or doc[span.start - 1].text != "-" or span.start - 2 in named:
        return False
    before = doc[span.start - 2]
    return before.text.istitle() and len(before.text) <= _PARTICLE and doc[span.start - 1].end == doc[span.start].idx


def _is_surname(span: Span, beside: Beside, named: set[int]) -> bool:
    """ "Morgan Jordan": a person's given name stands before what might be a state."""
    given = _given_name(span, named) if span.text in beside.surnames else None
    return given is not None and given.lower_ not in beside.before_names


def _is_last_name(span: Span, entry: Entry, named: set[int]) -> bool:
    """ "Undersecretary Otieno Balkan": an adjective that stands as a noun behind a name that is nobody's else."""
    head = span.root
    is_noun = len(span) == 1 and head.tag_ == "NNP" and head.dep_ not in MODIFIERS
    if not is_noun or entry.form not in ("adjective", "prefix", "nationals"):
        return False
    return _given_name(span, named) is not None and not any(c.dep_ == "det" for c in head.children)


def _given_name(span: Span, named: set[int]) -> Token | None:
    """The word right before that is part of the same name, and nobody else's: "Morgan" before "Jordan"."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None or before.i in named or before.dep_ != "compound" or before.head not in span:
        return None
    return before if before.pos_ == "PROPN" and before.text[:1].isupper() else None


def _only_leads(span: Span, beside: Beside, named: set[int]) -> bool:
    """ "The Kurdish-led Democratic Forces": whom it describes is named itself."""
    doc = span.doc
    if span.end + 1 >= len(doc) or doc[span.end].text != "-" or doc[span.end + 1].lower_ not in beside.leading:
        return False
    led = doc[span.end + 1].head
    return led.i in named or any(t.i in named for t in led.children if t.i > span.end + 1 and t.dep_ == "compound")


def _choose(entries: Sequence[Entry], head: Token, year: int | None) -> Entry:
    """The state that had the name in that year; where none is known, the one that has it still."""
    valid = [e for e in entries if year is None or e.until is None or e.form != "name" or year <= e.until + 30]
    past = [e for e in valid if year is not None and e.form == CAPITAL and (e.since or 0) <= year <= (e.until or 0)]
    lasting = [e for e in valid if e.form != CAPITAL or e.until is None]
    return [*past, *lasting, *valid, *entries][0]


def _adjective_or_nationals(head: Token, last: int) -> str:
    if head.dep_ in ("amod", "compound", "nmod", "npadvmod") or (head.pos_ == "ADJ" and head.head.i > last):
        return "adjective"
    return "nationals" if head.pos_ in ("NOUN", "PROPN") or head.dep_ in _ARGUMENTS else "adjective"


def _are_its_side(head: Token) -> bool:
    """ "The Russians accused Peru": those who act for the state; "ten Russians", "the Russians in Peru" do not."""
    is_doer = head.dep_ == "nsubj" and head.tag_ in ("NNPS", "NNS")
    beside = [c for c in head.children if c.dep_ not in ("punct", "cc", "conj")]
    return is_doer and len(beside) == 1 and "Definite=Def" in beside[0].morph


_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "attr", "appos", "dative"})
