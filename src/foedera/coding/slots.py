"""The slots around a word, and how the phrases and clauses that hang on it are put into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from foedera.coding.grammar import Grammar
from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Token

__all__ = [
    "Arguments",
    "fill_beyond",
    "fill_clause",
    "fill_condition",
    "fill_preposition",
    "fill_prepositions",
    "inner",
    "of_its_own",
    "told_by",
]


@dataclass(slots=True)
class Arguments:
    """Heads of the phrases in each slot, in text order; ``passive`` where the trigger is one."""

    grammar: Grammar
    slots: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))
    passive: bool = False
    governor: Token | None = None

    def add(self, slot: str, token: Token) -> None:
        if token not in self.slots[slot]:
            self.slots[slot].append(token)


def inner(child: Token) -> list[Token]:
    """What a dative or agent phrase names: the object of its preposition, or itself where it has none."""
    return [c for c in child.children if c.dep_ == "pobj"] if child.pos_ == "ADP" else [child]


def fill_clause(verb: Token, args: Arguments) -> None:
    """What stands in a complement clause: "demanded that X leave", "threatened to bomb airports in Y"."""
    if verb.pos_ not in VERBAL:  # "found the ministry responsible", "made Oman a present of"
        for subject in (c for c in verb.children if c.dep_ == "nsubj" and verb.pos_ in ("ADJ", "NOUN")):
            args.add("obj", subject)
        return
    args.add("clause", verb)
    for child in verb.children:
        fill_condition(child, args, "clause_if")
        if child.dep_ in ("acomp", "attr", "prep"):
            args.add("clause", child)  # "was behind", "is responsible"
            for obj in told_by(child, verb):
                args.add("clause", obj)
        if child.dep_ in SUBJECTS:
            args.add("clause_subj", child)
            if child.dep_ == "nsubj":
                args.add("clause_agent", child)
            _behind(child, args, "clause_subj")  # "said that ties with Oman are close"
        elif child.dep_ == "dobj":
            args.add("clause_obj", child)
            _behind(child, args, "clause")
        elif child.dep_ == "dative":
            for obj in inner(child):
                args.add("clause_iobj", obj)
        elif child.dep_ == "prep":
            for obj in inner(child):
                args.add(f"clause_{child.lower_}", obj)
        elif child.dep_ == "agent":
            for obj in inner(child):
                args.add("clause_doer", obj)  # "urged that it be lifted by Oman"


def fill_condition(child: Token, args: Arguments, slot: str) -> None:
    """Who would have to do something first: "would respond if Oman attacked"."""
    if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in args.grammar.conditional for c in child.children):
        for doer in (c for c in child.children if c.dep_ == "nsubj"):
            args.add(slot, doer)


def _behind(noun: Token, args: Arguments, slot: str) -> None:
    """What stands behind the prepositions of a noun, each in a slot of its own."""
    for prep in (c for c in noun.children if c.dep_ == "prep"):
        for obj in inner(prep):
            args.add(f"{slot}_{prep.lower_}", obj)


def told_by(child: Token, verb: Token) -> Iterator[Token]:
    """What a predicate comes to: "is in breach of", "are at a new level", "is one of our partners"."""
    if child.dep_ == "prep" and verb.pos_ == "AUX":
        yield from inner(child)
    elif child.dep_ == "attr" and child.pos_ in ("NUM", "DET", "PRON"):
        yield from (obj for c in child.children if c.dep_ == "prep" for obj in inner(c))


def fill_preposition(prep: Token, args: Arguments) -> None:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "VERB":
            args.add(prep.lower_, child)
            if (
                child.pos_ == "PROPN" or prep.lower_ == args.grammar.of
            ):  # belongs to the name itself: "the Army of Chad"
                fill_beyond(child, args)
        elif child.dep_ == "prep" and prep.pos_ != "VERB":  # "from across", "out of"; not "according to"
            fill_preposition(child, args)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            fill_preposition(child, args)  # "with Chad in May and with Niger in June"


def fill_prepositions(noun: Token, args: Arguments) -> None:
    for child in noun.children:
        if child.dep_ == "prep":
            fill_preposition(child, args)


def fill_beyond(name: Token, args: Arguments) -> None:
    """ "A request to Oman for tanks", "the sale of tanks to Oman": what the parser hangs further down belongs here."""
    own = of_its_own(name, args.grammar)
    if name.head.lower_ != args.grammar.doer:  # "the purchase by Oman of shells"
        own |= {args.grammar.of}
    for child in name.children:
        if child.dep_ == "prep" and child.i > name.i and child.lower_ not in (*args.slots, *own):
            for obj in inner(child):
                args.add(child.lower_, obj)


def of_its_own(noun: Token, grammar: Grammar) -> frozenset[str]:
    """ "Condemnation of Chad's war against Mali": prepositions that belong to what is somebody's."""
    return grammar.unpooled if any(c.dep_ == "poss" for c in noun.children) else frozenset()
