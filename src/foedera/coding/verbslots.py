"""What stands around a verb, by syntactic slot."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.around import behind_place, beside_subject
from foedera.coding.grammar import Grammar
from foedera.coding.slots import (
    Arguments,
    fill_beyond,
    fill_clause,
    fill_condition,
    fill_preposition,
    fill_prepositions,
    inner,
    told_by,
)
from foedera.coding.subjects import SUBJECTS, antecedent, is_misread_object, is_passive, subjects
from foedera.coding.tree import Token

__all__ = ["fill_verb"]


def fill_verb(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """Put subjects, objects, prepositions and clauses of a verb into their slots; the subject of a passive is "obj"."""
    args.passive = is_passive(verb, grammar)
    slot = "obj" if args.passive else "subj"
    for subject in subjects(verb, grammar):
        args.add(slot, subject)
    if slot == "subj":
        for beside in beside_subject(verb, grammar):
            args.add(slot, beside)
    _verb_children(verb, args, grammar)
    _shared_object(verb, args, grammar)
    _fronted(verb, args, grammar)
    _predicated_behind(verb, args)
    for taker in _helped(verb, args, grammar):
        args.add("iobj", taker)
    for noun in args.slots[slot]:
        _behind_subject(noun, verb, args)
    for noun in list(args.slots["obj"]):
        _behind_object(noun, verb, args)
    if verb.dep_ == "conj" and not args.slots["aux"]:
        for auxiliary in (c for c in verb.head.children if c.dep_ == "aux"):
            args.add("aux", auxiliary)  # "will crush and destroy"


def _behind_subject(noun: Token, verb: Token, args: Arguments) -> None:
    """ "The drones that Oman flew came from Peru": who does something in a clause on the subject."""
    for clause in (c for c in noun.children if c.dep_ == "relcl" and c != verb):
        for doer in (c for c in clause.children if c.dep_ == "nsubj" and c.lower_ not in args.grammar.relative):
            args.add("subj_rel", doer)


def _behind_object(noun: Token, verb: Token, args: Arguments) -> None:
    """What hangs on an object: "sold tanks [to Oman]", "held [Omani] sailors", "a man wanted [by Oman]"."""
    if noun.head == verb:
        fill_prepositions(noun, args)
    for owner in (c for c in noun.children if c.dep_ in ("poss", "amod") and c.i < noun.i):
        args.add("obj_poss", owner)
    for clause in (c for c in noun.children if c.dep_ == "acl" and c != verb):
        for doer in (o for a in clause.children if a.dep_ == "agent" for o in a.children if o.dep_ == "pobj"):
            args.add("obj_by", doer)


def _verb_children(verb: Token, args: Arguments, grammar: Grammar) -> None:
    for child in verb.children:
        _predicate(child, verb, args)
        fill_condition(child, args, "if")
        if child.dep_ in ("dobj", "attr", "oprd") or is_misread_object(child, verb):
            args.add("obj", antecedent(child, verb, grammar))
        elif child.dep_ in _WRAPPED:
            for obj in inner(child):
                args.add(_WRAPPED[child.dep_], obj)
                fill_beyond(obj, args)
        elif child.dep_ in ("prep", "prt"):
            fill_preposition(child, args)
            if child.pos_ != "VERB":
                fill_prepositions(child, args)  # "sent back to", "signed off on"; not "according to"
            for partners in behind_place(child, grammar):
                fill_preposition(partners, args)
            for obj in (c for c in child.children if c.lower_ in grammar.relative):
                args.slots[child.lower_] = [antecedent(obj, verb, grammar)]  # "Kenya, to which Oman sold tanks"
        elif child.dep_ in ("ccomp", "xcomp"):
            fill_clause(child, args)
        elif child.dep_ == "aux":
            args.add("aux", child)
        elif child.dep_ in ("npadvmod", "advmod"):
            if child.lower_ in grammar.there:
                args.add("there", child)
            if child.lower_ in grammar.where and verb.dep_ == "relcl":
                args.add("in", verb.head)
            fill_prepositions(child, args)  # "together with", "along with"
    if not args.slots["obj"] and _modifies_its_object(verb, args, grammar):
        args.add("obj", verb.head)


_WRAPPED = {"dative": "iobj", "agent": "subj"}


def _modifies_its_object(verb: Token, args: Arguments, grammar: Grammar) -> bool:
    """ "aircraft delivered by", "the treaty that they signed": the noun it modifies is its object."""
    own_subject = any(c.dep_ in SUBJECTS and c.lower_ not in grammar.relative for c in verb.children)
    if verb.dep_ == "acl":
        return args.passive or own_subject
    if verb.dep_ == "amod":
        return verb.tag_ == "VBN"  # "disputed islands"
    is_elsewhere = any(c.dep_ == "advmod" and c.lower_ in grammar.where for c in verb.children)
    return verb.dep_ == "relcl" and not args.passive and own_subject and not is_elsewhere


def _shared_object(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "The pact that they drew up and signed"."""
    if not args.slots["obj"] and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        for child in (c for c in verb.head.children if c.dep_ == "dobj" and c.lower_ in grammar.relative):
            args.add("obj", antecedent(child, verb.head, grammar))


def _fronted(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "For Oman, the pact is a shield": for whom something is so, before its subject."""
    for prep in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == grammar.judged_for):
        if any(prep.i < c.i < verb.i for c in verb.children if c.dep_ in SUBJECTS):
            for obj in inner(prep):
                args.add("fore", obj)


def _predicated_behind(verb: Token, args: Arguments) -> None:
    """ "Is on his fourth visit to Peru", "are at odds with Oman": what the noun of a predicate governs."""
    if verb.pos_ == "AUX":
        for prep in (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i):
            for obj in (c for c in prep.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                fill_prepositions(obj, args)


def _predicate(child: Token, verb: Token, args: Arguments) -> None:
    """What a copula says of its subject, and the clause that "it" stands for: "it is wrong for Oman to leave"."""
    if child.dep_ in ("acomp", "attr"):
        args.add("predicate", child)
        for obj in told_by(child, verb):
            args.add("predicate", obj)
    elif child.dep_ == "advcl" and verb.pos_ == "AUX" and any(c.tag_ == "TO" for c in child.children):
        fill_clause(child, args)


def _helped(verb: Token, args: Arguments, grammar: Grammar) -> Iterator[Token]:
    """ "Supports Chad by supplying shells": who is helped gets what the help consists of."""
    main = verb.head if verb.dep_ == "conj" else verb
    if main.dep_ != "pcomp" or main.head.lower_ not in grammar.means or args.slots["iobj"] or args.slots["to"]:
        return
    if main.head.head.lemma_.lower() in grammar.helping:
        yield from (c for c in main.head.head.children if c.dep_ in ("dobj", "nsubjpass"))
