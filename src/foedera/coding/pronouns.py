"""What the clause of a pronoun, or of a definite noun, says of who it may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from foedera.coding.company import SUBJECTS
from foedera.coding.mentions import Mention
from foedera.coding.subjects import asked
from foedera.coding.tree import Token

__all__ = [
    "asked_of",
    "faulted_by",
    "is_acronym",
    "is_definite",
    "is_faced",
    "is_taker",
    "own_subjects",
    "possessors",
    "sets_apart",
]

_VERBAL = ("VERB", "AUX")


def is_taker(token: Token) -> bool:
    """Whether a word names who gets something: "lent Chad two boats", "handed two boats to Chad"."""
    if token.dep_ == "dative":
        return True
    if token.dep_ == "pobj":
        return token.head.dep_ == "dative"
    return token.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i > token.i for c in token.head.children)


def is_faced(name: Token, owner: Token) -> bool:
    """ "His government rejected Peru's offer": whom the act of "his government" is turned to is named in its clause,
    and is not he."""
    verb = next((t for t in owner.ancestors if t.pos_ in _VERBAL), None)
    if owner.dep_ != "poss" or verb is None:
        return False
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    acts = any(c == owner.head or c in owner.ancestors for c in subjects)
    return acts and _is_object(name, verb)


def _is_object(name: Token, verb: Token) -> bool:
    """Whether a name stands behind a verb in its clause, in no clause with a subject of its own."""
    for token in name.ancestors:
        if token == verb:
            return True
        if token.pos_ in _VERBAL and any(c.dep_ in SUBJECTS for c in token.children):
            return False
    return False


def faulted_by(
    token: Token, parties: Sequence[Mention], *, reasons: Collection[str], turning: Collection[str]
) -> Mention | None:
    """ "Imposed costs on Oman for its war", "thanked Oman for its help": whose the reason is, the act is turned to."""
    reason = token.head.head if token.dep_ == "poss" and token.head.dep_ == "pobj" else None
    verb = next((t for t in reason.ancestors if t.pos_ in _VERBAL), None) if reason is not None else None
    if reason is None or verb is None or reason.lower_ not in reasons:
        return None
    heads = [(m, _phrase_of(token.doc[m.head])) for m in parties]
    turned = [
        m
        for m, head in heads
        if (head.dep_ == "dobj" or (head.dep_ == "pobj" and head.head.lower_ in turning)) and verb in head.ancestors
    ]
    return turned[-1] if turned else None


def _phrase_of(name: Token) -> Token:
    """The head of the phrase that an office is only named in: "President Abe"."""
    while name.dep_ == "compound":
        name = name.head
    return name


def is_acronym(token: Token) -> bool:
    """ "US" is no pronoun."""
    return len(token.text) > 1 and token.text.isupper()


def own_subjects(token: Token) -> list[Token]:
    """The subjects that a pronoun in their clause does not mean: "Oman accused it", "Oman is its partner"."""
    if token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ != "attr"):
        return []
    verb = next((t for t in token.ancestors if t.pos_ in _VERBAL), None)
    while verb is not None:
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        goes_on = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
        if not own and goes_on and verb.head.pos_ in _VERBAL:
            verb = verb.head  # "wrote to Oman asking it", "met him and urged him": who wrote asked
            continue
        if own or verb.dep_ != "xcomp":
            return own
        asked = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]  # "urged Oman to sell it"
        if asked:
            return asked
        verb = verb.head
    return []


def possessors(token: Token) -> Iterator[Token]:
    """The owners of the nouns above a possessive, and of the subject of its clause: Oman in "Oman's growth of its
    army", "Oman's bases show its reach"; and names above it: "praised Oman, including its army"."""
    for noun in token.ancestors:
        if noun.pos_ in _VERBAL:
            for subject in (c for c in noun.children if c.dep_ in SUBJECTS and c.i < token.i):
                yield from (c for c in subject.children if c.dep_ == "poss")
            return
        if noun.pos_ == "PROPN" and noun.i < token.i:
            yield noun
        yield from (c for c in noun.children if c.dep_ == "poss" and c.i < token.i)


def sets_apart(clause: Token) -> bool:
    """ "The alliance, which bombed it": a clause behind a comma only adds to what is known already."""
    first = clause.left_edge.i
    return clause.dep_ == "relcl" and first > 0 and clause.doc[first - 1].text == ","


def is_definite(token: Token) -> bool:
    return token.text[:1].isupper() or any(
        c.dep_ == "poss" or (c.dep_ == "det" and "Definite=Ind" not in c.morph) for c in token.children
    )


def asked_of(token: Token) -> list[Token]:
    """ "Urged Oman to end its war", "called on Oman to": who is to do what the clause of a word tells."""
    verb = next((t for t in token.ancestors if t.pos_ in _VERBAL), token)
    is_to = verb.dep_ == "xcomp" and any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children)
    return asked(verb) if is_to else []
