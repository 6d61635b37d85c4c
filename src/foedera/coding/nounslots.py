"""What stands around a noun or adjective, and around the verb that governs it, by syntactic slot."""

from __future__ import annotations

from foedera.coding.around import behind_place
from foedera.coding.grammar import Grammar
from foedera.coding.joining import is_taking_part
from foedera.coding.predicates import is_misread_apposition, names_what_follows, noted_as, owner_of, said_of
from foedera.coding.slots import Arguments, fill_clause, fill_preposition, inner, of_its_own
from foedera.coding.subjects import SUBJECTS, governor, is_passive, subjects
from foedera.coding.tree import Token

__all__ = ["fill_governed", "fill_noun", "fill_pooled"]


def fill_noun(noun: Token, args: Arguments, grammar: Grammar) -> None:
    """Put owners, modifiers, appositions and what stands behind a noun into their slots."""
    for owner in noted_as(noun, grammar.as_):
        args.add("is", owner)
    if noun.dep_ == "appos" or names_what_follows(noun):
        args.add("appos", noun.head)
    for child in noun.children:
        if child.dep_ == "appos" or is_misread_apposition(child, noun):
            args.add("appos", child)
        elif child.dep_ == "poss":
            args.add("poss", owner_of(child, noun))
        elif child.dep_ in ("amod", "compound", "nmod", "npadvmod", "nummod"):
            args.add("mod", child)
        elif child.dep_ == "agent":
            for obj in child.children:
                args.add(child.lower_, obj)
        elif child.dep_ == "prep":
            fill_preposition(child, args)
        elif (
            child.dep_ == "acl"
            and child.pos_ == "VERB"
            and not (child.tag_ == "VBN" and is_taking_part(child, grammar))
        ):
            _participle(child, args)
            if child.tag_ == "VB" or any(c.dep_ in SUBJECTS for c in child.children):
                fill_clause(child, args)  # "refusal to let the ships refuel", "the demand that Chad leave"
        elif child.dep_ == "relcl" and not is_taking_part(child, grammar):
            _relative(child, args, grammar)


def _relative(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "The ships that Oman sent", "the accord that was sealed with Oman", "the raid that killed two Omani pilots"."""
    for child in verb.children:
        if child.dep_ in ("prep", "agent"):
            fill_preposition(child, args)
        elif child.dep_ == "nsubj" and child.lower_ not in grammar.relative:
            args.add("gov_subj", child)
        elif child.dep_ == "dobj" and verb.lemma_.lower() in grammar.hurting:
            args.add("rel_obj", child)


def fill_pooled(noun: Token, args: Arguments, grammar: Grammar) -> None:
    """What the parser hung on the object of "of": "the withdrawal of [some forces from Panama]"."""
    for child in (c for c in noun.children if c.dep_ == "prep" and c.lower_ == grammar.of):
        for obj in (c for c in child.children if c.dep_ == "pobj"):
            own = of_its_own(obj, grammar)
            for behind in (c for c in obj.children if c.dep_ == "prep" and c.lower_ in grammar.pooled - own):
                if behind.lower_ not in args.slots:
                    fill_preposition(behind, args)


def _participle(verb: Token, args: Arguments) -> None:
    """ "a treaty signed by", "exercises involving", "talks held with"."""
    for child in verb.children:
        if child.dep_ == "agent":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    args.add(child.lower_, obj)
        elif child.dep_ == "prep":
            fill_preposition(child, args)
        elif child.dep_ == "dobj":
            args.add("acl_obj", child)


def fill_governed(noun: Token, args: Arguments, grammar: Grammar) -> None:
    """A noun that is the object or subject of a verb shares what stands around that verb."""
    top = _outermost(noun, args, grammar)
    verb = governor(top)
    if verb is None:
        return
    args.governor = verb
    lemma = verb.lemma_.lower()
    _predicated(top, verb, args, grammar)
    behind_preposition = top.dep_ == "pobj" and top.head.dep_ != "agent"
    if lemma in grammar.outside or (behind_preposition and lemma not in grammar.support):
        if behind_preposition:
            for subject in subjects(verb, grammar):
                args.add("over_subj", subject)  # "said after talks with", "inspected a yard during a stop in"
            _hung_above(top, verb, args, grammar)
        return
    slot = _place_of_subject(verb, top, grammar)
    for subject in subjects(verb, grammar):
        if subject.i != top.i:
            args.add(slot, subject)
    for child in verb.children:
        if child.i in (top.i, top.head.i):
            continue
        if child.dep_ == "prep":
            nested = (c for c in child.children if c.dep_ == "prep")  # "range [from Oman [to Peru]]"
            for prep in (child, *nested, *behind_place(child, grammar)):
                for obj in inner(prep):
                    args.add(f"gov_{prep.lower_}", obj)
        elif child.dep_ in _GOVERNED:
            for obj in inner(child):
                if obj.i != top.i:
                    args.add(_GOVERNED[child.dep_], obj)


_GOVERNED = {"agent": "gov_subj", "dobj": "gov_obj", "dative": "gov_iobj"}


def _place_of_subject(verb: Token, top: Token, grammar: Grammar) -> str:
    if verb.lemma_.lower() in grammar.taking and top.dep_ == "dobj":
        return _GOVERNED["dative"]  # "Ghana received a grant"
    return _GOVERNED["dobj"] if is_passive(verb, grammar) else _GOVERNED["agent"]


def _hung_above(noun: Token, verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "Building on the minister's talks on Friday with Chad": the partners of talks, hung on the verb above them."""
    if not args.slots.get("poss") or args.slots.get(grammar.partner):
        return
    behind = next((c for c in verb.children if c.i > noun.right_edge.i), None)
    if behind is not None and behind.dep_ == "prep" and behind.lower_ == grammar.partner:
        for obj in inner(behind):
            args.add(f"gov_{behind.lower_}", obj)


def _predicated(top: Token, verb: Token, args: Arguments, grammar: Grammar) -> None:
    """Of whom the noun is said, and who is said to have it ("the bloc has two observers")."""
    own = [s for s in subjects(verb, grammar) if s.i != top.i]
    for subject in said_of(top, verb, own, grammar):
        args.add("is", subject)
    if top.dep_ == "dobj" and verb.lemma_.lower() in grammar.having:
        for subject in own:
            args.add("has", subject)


def _outermost(noun: Token, args: Arguments, grammar: Grammar) -> Token:
    """From "exercises" in "a series of exercises" to "series", gathering arguments on the way."""
    top = noun
    for _ in range(4):
        in_apposition = top.dep_ == "appos" and top.head.pos_ in ("NOUN", "PROPN")
        if in_apposition or (top.dep_ == "conj" and not any(c.dep_ == "poss" for c in top.children)):
            top = top.head  # "held Brave Eagle, the largest exercises in its history"
        elif _is_contained(top, grammar):
            top = top.head.head
            own = list(args.slots["poss"])
            fill_noun(top, args, grammar)
            args.slots["poss"] = own or args.slots["poss"]  # "Kenya's ratification of Oman's accession": Oman's
        elif top.dep_ == "pobj" and top.head.head.pos_ == "NUM":
            top = top.head.head  # "ninety per cent of its exports"
        elif top.dep_ in ("compound", "nmod", "amod") and top.head.pos_ == "NOUN":
            top = top.head
            fill_noun(top, args, grammar)
        else:
            break
    return top


def _is_contained(noun: Token, grammar: Grammar) -> bool:
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep" or noun.head.lower_ != grammar.of:
        return False
    return noun.head.head.lemma_.lower() in grammar.container
