"""The one argument extractor: what stands around a trigger, by syntactic slot.

``arguments(token)`` gives the heads of the phrases that fill ``subj``, ``obj``, ``iobj``, ``poss``,
``mod``, ``with``, ``to``, ... for verbs, nouns and adjectives alike. Frames map these to roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from foedera.coding.around import behind_colon, behind_place, beside_subject, hurt_by, noun_above
from foedera.coding.grammar import Grammar
from foedera.coding.joining import is_taking_part, joiners
from foedera.coding.predicates import is_misread_apposition, names_what_follows, noted_as, owner_of, said_of
from foedera.coding.subjects import SUBJECTS, VERBAL, antecedent, governor, is_misread_object, is_passive, subjects

__all__ = ["Arguments", "arguments", "judged_clauses"]


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


def arguments(token: Token, grammar: Grammar) -> Arguments:
    """What fills each slot around ``token``; a noun also gets what stands around the verb that
    governs it, under ``gov_subj``, ``gov_obj``, ``gov_with`` ... ("X held talks with Y")."""
    args = Arguments(grammar)
    for above in noun_above(token, grammar):
        args.add("above", above)
    for first in behind_colon(token):
        args.add("colon", first)
    args.add("led_by" if token.dep_ == "amod" else "self", token)  # "the Omani-led force"; "the two allies"
    if token.pos_ in VERBAL:
        _verb(token, args, grammar)
    else:
        _noun(token, args, grammar)
        _pooled(token, args, grammar)
        _governed(token, args, grammar)
        for head in joiners(token, args.governor, grammar):
            args.add(grammar.partner, head)
        _judged_for(token, args, grammar)
        _made(token, args)
        for victim in hurt_by(token, grammar):
            args.add("rel_obj", victim)
    return args


def _made(word: Token, args: Arguments) -> None:
    """ "Debt keeps Laos beholden to China", "makes Peru dependent on it": of whom an adjective behind an object is
    said."""
    if word.pos_ != "ADJ":
        return
    own = [c for c in word.children if c.dep_ in SUBJECTS and c.i < word.i]
    if not own and word.dep_ == "oprd":
        own = [c for c in word.head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < word.i]
    if own:
        args.slots["gov_subj"] = own


def _judged_for(word: Token, args: Arguments, grammar: Grammar) -> None:
    """ "It is hard for Laos to say no to China", "a mistake for Peru to leave": who would do what is judged."""
    for clause in judged_clauses(word, grammar):
        for subject in (c for c in clause.children if c.dep_ in SUBJECTS):
            args.add(grammar.judged_for, subject)
        _clause(clause, args)


def judged_clauses(word: Token, grammar: Grammar) -> Iterator[Token]:
    """The clauses that an adjective or noun is said of: "hard [for Laos to say no]"."""
    above = [word, word.head] if word.dep_ in ("acomp", "attr") else [word]
    for clause in (c for t in above for c in t.children if c.i > word.i and c.pos_ in VERBAL):
        if any(c.dep_ == "mark" and c.lower_ == grammar.judged_for for c in clause.children):
            yield clause


def _verb(verb: Token, args: Arguments, grammar: Grammar) -> None:
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
    for noun in args.slots[slot]:
        for clause in (c for c in noun.children if c.dep_ == "relcl" and c != verb):
            for doer in (c for c in clause.children if c.dep_ == "nsubj" and c.lower_ not in grammar.relative):
                args.add("subj_rel", doer)  # "the drones that Oman flew came from Peru"
    if verb.dep_ == "conj" and not args.slots["aux"]:
        for auxiliary in (c for c in verb.head.children if c.dep_ == "aux"):
            args.add("aux", auxiliary)  # "will crush and destroy"
    for taker in _helped(verb, args, grammar):
        args.add("iobj", taker)
    for noun in list(args.slots["obj"]):
        if noun.head == verb:
            _prepositions(noun, args)
        for owner in (c for c in noun.children if c.dep_ in ("poss", "amod") and c.i < noun.i):
            args.add("obj_poss", owner)
        for clause in (c for c in noun.children if c.dep_ == "acl" and c != verb):
            for doer in (o for a in clause.children if a.dep_ == "agent" for o in a.children if o.dep_ == "pobj"):
                args.add("obj_by", doer)  # "a man wanted by Oman"


def _verb_children(verb: Token, args: Arguments, grammar: Grammar) -> None:
    for child in verb.children:
        _predicate(child, verb, args)
        _condition(child, args, "if")
        if child.dep_ in ("dobj", "attr", "oprd") or is_misread_object(child, verb):
            args.add("obj", antecedent(child, verb, grammar))
        elif child.dep_ in _WRAPPED:
            for obj in _inner(child):
                args.add(_WRAPPED[child.dep_], obj)
                _beyond(obj, args)
        elif child.dep_ in ("prep", "prt"):
            _preposition(child, args)
            if child.pos_ != "VERB":
                _prepositions(child, args)  # "sent back to", "signed off on"; not "according to"
            for partners in behind_place(child, grammar):
                _preposition(partners, args)
            for obj in (c for c in child.children if c.lower_ in grammar.relative):
                args.slots[child.lower_] = [antecedent(obj, verb, grammar)]  # "Kenya, to which Oman sold tanks"
        elif child.dep_ in ("ccomp", "xcomp"):
            _clause(child, args)
        elif child.dep_ == "aux":
            args.add("aux", child)
        elif child.dep_ in ("npadvmod", "advmod"):
            if child.lower_ in grammar.there:
                args.add("there", child)
            if child.lower_ in grammar.where and verb.dep_ == "relcl":
                args.add("in", verb.head)
            _prepositions(child, args)  # "together with", "along with"
    if not args.slots["obj"] and _modifies_its_object(verb, args, grammar):
        args.add("obj", verb.head)


def _shared_object(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "The pact that they drew up and signed"."""
    if not args.slots["obj"] and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        for child in (c for c in verb.head.children if c.dep_ == "dobj" and c.lower_ in grammar.relative):
            args.add("obj", antecedent(child, verb.head, grammar))


def _fronted(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "For Oman, the pact is a shield": for whom something is so, before its subject."""
    for prep in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == grammar.judged_for):
        if any(prep.i < c.i < verb.i for c in verb.children if c.dep_ in SUBJECTS):
            for obj in _inner(prep):
                args.add("fore", obj)


def _predicated_behind(verb: Token, args: Arguments) -> None:
    """ "Is on his fourth visit to Peru", "are at odds with Oman": what the noun of a predicate governs."""
    if verb.pos_ == "AUX":
        for prep in (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i):
            for obj in (c for c in prep.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                _prepositions(obj, args)


def _predicate(child: Token, verb: Token, args: Arguments) -> None:
    """What a copula says of its subject, and the clause that "it" stands for: "it is wrong for Oman to leave"."""
    if child.dep_ in ("acomp", "attr"):
        args.add("predicate", child)
        for obj in _told_by(child, verb):
            args.add("predicate", obj)
    elif child.dep_ == "advcl" and verb.pos_ == "AUX" and any(c.tag_ == "TO" for c in child.children):
        _clause(child, args)


def _condition(child: Token, args: Arguments, slot: str) -> None:
    """Who would have to do something first: "would respond if Oman attacked"."""
    if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in args.grammar.conditional for c in child.children):
        for doer in (c for c in child.children if c.dep_ == "nsubj"):
            args.add(slot, doer)


def _helped(verb: Token, args: Arguments, grammar: Grammar) -> Iterator[Token]:
    """ "Supports Chad by supplying shells": who is helped gets what the help consists of."""
    main = verb.head if verb.dep_ == "conj" else verb
    if main.dep_ != "pcomp" or main.head.lower_ not in grammar.means or args.slots["iobj"] or args.slots["to"]:
        return
    if main.head.head.lemma_.lower() in grammar.helping:
        yield from (c for c in main.head.head.children if c.dep_ in ("dobj", "nsubjpass"))


_WRAPPED = {"dative": "iobj", "agent": "subj"}


def _inner(child: Token) -> list[Token]:
    """What a dative or agent phrase names: the object of its preposition, or itself where it has none."""
    return [c for c in child.children if c.dep_ == "pobj"] if child.pos_ == "ADP" else [child]


def _clause(verb: Token, args: Arguments) -> None:
    """What stands in a complement clause: "demanded that X leave", "threatened to bomb airports in Y"."""
    if verb.pos_ not in VERBAL:  # "found the ministry responsible", "made Oman a present of"
        for subject in (c for c in verb.children if c.dep_ == "nsubj" and verb.pos_ in ("ADJ", "NOUN")):
            args.add("obj", subject)
        return
    args.add("clause", verb)
    for child in verb.children:
        _condition(child, args, "clause_if")
        if child.dep_ in ("acomp", "attr", "prep"):
            args.add("clause", child)  # "was behind", "is responsible"
            for obj in _told_by(child, verb):
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
            for obj in _inner(child):
                args.add("clause_iobj", obj)
        elif child.dep_ == "prep":
            for obj in _inner(child):
                args.add(f"clause_{child.lower_}", obj)
        elif child.dep_ == "agent":
            for obj in _inner(child):
                args.add("clause_doer", obj)  # "urged that it be lifted by Oman"


def _behind(noun: Token, args: Arguments, slot: str) -> None:
    """What stands behind the prepositions of a noun, each in a slot of its own."""
    for inner in (c for c in noun.children if c.dep_ == "prep"):
        for obj in _inner(inner):
            args.add(f"{slot}_{inner.lower_}", obj)


def _told_by(child: Token, verb: Token) -> Iterator[Token]:
    """What a predicate comes to: "is in breach of", "are at a new level", "is one of our partners"."""
    if child.dep_ == "prep" and verb.pos_ == "AUX":
        yield from _inner(child)
    elif child.dep_ == "attr" and child.pos_ in ("NUM", "DET", "PRON"):
        yield from (obj for c in child.children if c.dep_ == "prep" for obj in _inner(c))


def _modifies_its_object(verb: Token, args: Arguments, grammar: Grammar) -> bool:
    """ "aircraft delivered by", "the treaty that they signed": the noun it modifies is its object."""
    own_subject = any(c.dep_ in SUBJECTS and c.lower_ not in grammar.relative for c in verb.children)
    if verb.dep_ == "acl":
        return args.passive or own_subject
    if verb.dep_ == "amod":
        return verb.tag_ == "VBN"  # "disputed islands"
    is_elsewhere = any(c.dep_ == "advmod" and c.lower_ in grammar.where for c in verb.children)
    return verb.dep_ == "relcl" and not args.passive and own_subject and not is_elsewhere


def _preposition(prep: Token, args: Arguments) -> None:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "VERB":
            args.add(prep.lower_, child)
            if (
                child.pos_ == "PROPN" or prep.lower_ == args.grammar.of
            ):  # belongs to the name itself: "the Army of Chad"
                _beyond(child, args)
        elif child.dep_ == "prep" and prep.pos_ != "VERB":  # "from across", "out of"; not "according to"
            _preposition(child, args)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            _preposition(child, args)  # "with Chad in May and with Niger in June"


def _of_its_own(noun: Token, grammar: Grammar) -> frozenset[str]:
    """ "Condemnation of Chad's war against Mali": prepositions that belong to what is somebody's."""
    return grammar.unpooled if any(c.dep_ == "poss" for c in noun.children) else frozenset()


def _beyond(name: Token, args: Arguments) -> None:
    """ "A request to Oman for tanks", "the sale of tanks to Oman": what the parser hangs further down belongs here."""
    own = _of_its_own(name, args.grammar)
    if name.head.lower_ != args.grammar.doer:  # "the purchase by Oman of shells"
        own |= {args.grammar.of}
    for child in name.children:
        if child.dep_ == "prep" and child.i > name.i and child.lower_ not in (*args.slots, *own):
            for obj in _inner(child):
                args.add(child.lower_, obj)


def _prepositions(noun: Token, args: Arguments) -> None:
    for child in noun.children:
        if child.dep_ == "prep":
            _preposition(child, args)


def _noun(noun: Token, args: Arguments, grammar: Grammar) -> None:
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
            _preposition(child, args)
        elif (
            child.dep_ == "acl"
            and child.pos_ == "VERB"
            and not (child.tag_ == "VBN" and is_taking_part(child, grammar))
        ):
            _participle(child, args)
            if child.tag_ == "VB" or any(c.dep_ in SUBJECTS for c in child.children):
                _clause(child, args)  # "refusal to let the ships refuel", "the demand that Chad leave"
        elif child.dep_ == "relcl" and not is_taking_part(child, grammar):
            _relative(child, args, grammar)


def _relative(verb: Token, args: Arguments, grammar: Grammar) -> None:
    """ "The ships that Oman sent", "the accord that was sealed with Oman", "the raid that killed two Omani pilots"."""
    for child in verb.children:
        if child.dep_ in ("prep", "agent"):
            _preposition(child, args)
        elif child.dep_ == "nsubj" and child.lower_ not in grammar.relative:
            args.add("gov_subj", child)
        elif child.dep_ == "dobj" and verb.lemma_.lower() in grammar.hurting:
            args.add("rel_obj", child)


def _pooled(noun: Token, args: Arguments, grammar: Grammar) -> None:
    """What the parser hung on the object of "of": "the withdrawal of [some forces from Panama]"."""
    for child in (c for c in noun.children if c.dep_ == "prep" and c.lower_ == grammar.of):
        for obj in (c for c in child.children if c.dep_ == "pobj"):
            own = _of_its_own(obj, grammar)
            for behind in (c for c in obj.children if c.dep_ == "prep" and c.lower_ in grammar.pooled - own):
                if behind.lower_ not in args.slots:
                    _preposition(behind, args)


def _participle(verb: Token, args: Arguments) -> None:
    """ "a treaty signed by", "exercises involving", "talks held with"."""
    for child in verb.children:
        if child.dep_ == "agent":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    args.add(child.lower_, obj)
        elif child.dep_ == "prep":
            _preposition(child, args)
        elif child.dep_ == "dobj":
            args.add("acl_obj", child)


def _governed(noun: Token, args: Arguments, grammar: Grammar) -> None:
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
                for obj in _inner(prep):
                    args.add(f"gov_{prep.lower_}", obj)
        elif child.dep_ in _GOVERNED:
            for obj in _inner(child):
                if obj.i != top.i:
                    args.add(_GOVERNED[child.dep_], obj)


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
        for obj in _inner(behind):
            args.add(f"gov_{behind.lower_}", obj)


def _predicated(top: Token, verb: Token, args: Arguments, grammar: Grammar) -> None:
    """Of whom the noun is said, and who is said to have it ("the bloc has two observers")."""
    own = [s for s in subjects(verb, grammar) if s.i != top.i]
    for subject in said_of(top, verb, own, grammar):
        args.add("is", subject)
    if top.dep_ == "dobj" and verb.lemma_.lower() in grammar.having:
        for subject in own:
            args.add("has", subject)


_GOVERNED = {"agent": "gov_subj", "dobj": "gov_obj", "dative": "gov_iobj"}


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
            _noun(top, args, grammar)
            args.slots["poss"] = own or args.slots["poss"]  # "Kenya's ratification of Oman's accession": Oman's
        elif top.dep_ == "pobj" and top.head.head.pos_ == "NUM":
            top = top.head.head  # "ninety per cent of its exports"
        elif top.dep_ in ("compound", "nmod", "amod") and top.head.pos_ == "NOUN":
            top = top.head
            _noun(top, args, grammar)
        else:
            break
    return top


def _is_contained(noun: Token, grammar: Grammar) -> bool:
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep" or noun.head.lower_ != grammar.of:
        return False
    return noun.head.head.lemma_.lower() in grammar.container
