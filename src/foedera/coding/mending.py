"""The model's known faults put right: verbs that it has tagged as nouns where its own dependencies say that they are
none, clauses and lists that it has joined wrongly."""

from __future__ import annotations

from foedera.coding.tree import Doc, Token

__all__ = ["mend"]

_SUBJECTS = ("nsubj", "nsubjpass")
_NOUNS = ("NN", "NNS")
_NAMES = ("NNP", "NNPS")
_FINITE = ("VBD", "VBZ", "VBP")
_LOOSE = ("parataxis", "dep", "npadvmod", "meta")  # how the model hangs what it does not know where to hang


def mend(doc: Doc) -> None:
    """Put right what the tags and dependencies of a sentence betray. Lemmas and parts of speech are not needed yet."""
    for token in doc:
        if token.tag_ == "NN" and token.dep_ == "xcomp" and any(c.dep_ == "aux" for c in token.children):
            token.tag_ = "VB"  # "offered to host talks"
        elif token.tag_ == "NN" and token.dep_ == "ROOT" and _is_going_on(token):
            token.tag_ = "VBG"  # "Oman and Peru are trading charges"
        elif token.tag_ in _NOUNS and token.dep_ == "ROOT" and _has_both_sides(token):
            token.tag_ = "VBZ" if token.tag_ == "NNS" else "VBP"
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and _is_by_degree(token):
            _free_from_degree(token)
        elif token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"):
            _part_clauses(token)
        elif token.dep_ == "ccomp" and token.head.i < token.i:
            _part_saying(token)
        elif token.dep_ == "pobj" and token.head.dep_ == "mark" and token.head.head.i > token.i:
            token.hang(token.head.head, "nsubj")  # "arranged for Oman to host them"
        elif token.dep_ == "conj" and token.tag_ == "VBD" and token.head.dep_ == "ccomp":
            _join_outside(token)
        elif token.dep_ in _LOOSE and token.tag_ in _NAMES:
            _join_subjects(token)
        elif token.dep_ == "appos" and _acts(token):
            token.hang(doc[token.right_edge.i + 1], "nsubj")
        elif token.dep_ == "appos" and any(t.text == ";" for t in doc[token.head.i : token.left_edge.i]):
            token.dep_ = "conj"  # "Ana Ruiz, envoy of Peru; Jan Keller, envoy of Chile": another, not the same


def _is_by_degree(noun: Token) -> bool:
    """ "Is by far Oman's largest creditor": a preposition that governs the adverb behind it, and not the noun in the
    superlative behind both."""
    adverb = noun.head.nbor(1)
    is_adverb = adverb.tag_ == "RB" and adverb.dep_ in ("advmod", "pcomp") and adverb.i < noun.i - 1
    adjectives = (c for c in noun.children if c.dep_ == "amod")
    return is_adverb and any(t.tag_ in ("JJS", "RBS") for a in adjectives for t in (a, *a.children))


def _free_from_degree(noun: Token) -> None:
    """The noun is what the verb says of its subject; or stands beside the name before it, between commas."""
    preposition = noun.head
    adverb, above = preposition.nbor(1), preposition.head
    adverb.hang(preposition, "pcomp")
    before = preposition.nbor(-1) if preposition.i else preposition
    if before.text == "," and before.i:
        noun.hang(before.nbor(-1), "appos")
    else:
        noun.hang(above, "attr")
    preposition.hang(noun, "advmod")


def _join_outside(verb: Token) -> None:
    """ "He said that Chad was arming rebels and urged it to stop": a past tense goes with none that is going on or
    to come, but with that of the saying."""
    clause = verb.head
    saying = clause.head
    has_subject = any(c.dep_ in (*_SUBJECTS, "expl") for c in verb.children)
    is_past = any(c.dep_ == "aux" for c in clause.children) and clause.tag_ in ("VB", "VBG")
    if is_past and not has_subject and saying.tag_ == "VBD" and saying.i < clause.i < verb.i:
        verb.hang(saying)


def _part_saying(clause: Token) -> None:
    """ "The army said on Sunday it had shot them": what follows the verb of saying at once is of the saying."""
    verb = clause.head
    low = verb.i + 1
    low = next((c.right_edge.i + 1 for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < clause.i), low)
    subject = next((c for c in clause.children if c.dep_ in (*_SUBJECTS, "expl")), None)
    if subject is None or any(c.dep_ == "mark" and c.i < subject.i for c in clause.children):
        return
    first = next((c for c in clause.children if c.left_edge.i == low and c.i < subject.i), None)
    if first is None or first.right_edge.i + 1 != subject.left_edge.i:
        return
    is_day = first.dep_ == "npadvmod" and first.tag_ == "NNP"
    if is_day or (first.dep_ == "prep" and any(c.dep_ == "pobj" and c.tag_ != "CD" for c in first.children)):
        first.hang(verb)


def _has_both_sides(noun: Token) -> bool:
    """Whether a main word tagged as a noun has a subject, an object or a preposition right behind, and nothing that a
    noun has: "Oman imports nearly all its grain", "remittances account for a third"."""
    deps = {c.dep_ for c in noun.children if c.i < noun.i}
    if "nsubj" not in deps or deps & {"det", "amod", "poss", "compound", "nummod", "case"}:
        return False
    return any(c.dep_ == "dobj" or (c.dep_ == "prep" and c.i == noun.i + 1) for c in noun.children if c.i > noun.i)


def _acts(noun: Token) -> bool:
    """ "On a visit to Lima, Peru's minister met": what stands before a finite verb that has no subject, and no comma
    between, is none of what stands before it."""
    after = noun.right_edge.i + 1
    verb = noun.doc[after] if after < len(noun.doc) else noun
    if verb.tag_ not in _FINITE or verb.dep_ != "ROOT" or any(c.dep_ in (*_SUBJECTS, "expl") for c in verb.children):
        return False
    return noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == "," and noun.head.dep_ == "pobj"


def _join_subjects(name: Token) -> None:
    """ "Oman, Peru and Chad signed": a name before a comma and a list of names is the first of the list."""
    subject = next((c for c in name.head.children if c.dep_ in _SUBJECTS and c.i > name.i), None)
    if subject is None or subject.tag_ not in _NAMES or subject.left_edge.i != name.i + 2:
        return
    is_list = any(c.dep_ == "conj" and c.tag_ in _NAMES for c in subject.children)
    if is_list and name.nbor(1).text == ",":
        name.dep_ = subject.dep_
        subject.hang(name, "conj")


def _is_going_on(noun: Token) -> bool:
    """Whether a main word tagged as a noun has a finite auxiliary, a subject (of either) and an object."""
    auxiliaries = [c for c in noun.children if c.dep_ == "aux" and c.tag_ in _FINITE]
    has_subject = any(c.dep_ in _SUBJECTS for above in (noun, *auxiliaries) for c in above.children)
    return bool(auxiliaries) and has_subject and any(c.dep_ == "dobj" for c in noun.children)


def _part_clauses(verb: Token) -> None:
    """ "A ship called at Lima, and Peru's minister spoke": one verb with two subjects, the first of which seems to be
    described by another verb, and to be coordinated with nothing. Each gets its own."""
    subject, main = verb.head, verb.head.head
    conjunction = next((c for c in subject.children if c.dep_ == "cc" and c.i > verb.i), None)
    if subject.dep_ not in _SUBJECTS or conjunction is None or any(c.dep_ == "conj" for c in subject.children):
        return
    if conjunction.nbor(-1).text != ",":
        return  # "the tanks delivered in May and the jets bought in June arrived"
    if not any(c.dep_ in _SUBJECTS and conjunction.i < c.i < main.i for c in main.children):
        return
    verb.tag_ = "VBD"
    verb.hang(main, "conj")
    for behind in subject.children:
        if behind.i > verb.i:
            behind.hang(verb)
    subject.hang(verb)
