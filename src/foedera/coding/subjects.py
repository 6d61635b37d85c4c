"""Who does what a word tells: the understood subject of a verb, the verb above a noun, and passives."""

from __future__ import annotations

from foedera.coding.grammar import Grammar
from foedera.coding.tree import Token

__all__ = [
    "SUBJECTS",
    "VERBAL",
    "antecedent",
    "asked",
    "governor",
    "is_excluded",
    "is_misread_object",
    "is_passive",
    "subjects",
]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
VERBAL = ("VERB", "AUX")
_OBJECTS = ("dobj", "nsubjpass", "nsubj", "attr", "acomp", "oprd", "dative")


def is_misread_object(child: Token, verb: Token) -> bool:
    """A second subject, behind the verb: "the ministry summoned Ukraine's ambassador, ..., accusing him"."""
    if child.dep_ != "nsubj" or child.i < verb.i or verb.pos_ != "VERB":
        return False
    return any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)


def governor(noun: Token) -> Token | None:
    """The verb that ``noun`` is subject or object of, directly or by a preposition."""
    head = noun.head
    if noun.dep_ in _OBJECTS and head.pos_ in VERBAL:
        return head
    if noun.dep_ == "pobj" and head.dep_ in ("prep", "agent", "dative"):
        above = head.head.head if head.head.dep_ in ("prt", "prep", "advmod") else head.head
        return above if above.pos_ in VERBAL else None
    return None


def is_passive(verb: Token, grammar: Grammar) -> bool:
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if _is_misread_main(verb, grammar):
        return False
    if verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ == "advcl" and not _has_auxiliary(verb))):
        return not (_is_misread_relative(verb) if verb.dep_ == "acl" else _is_misread_past(verb, grammar))
    if verb.tag_ in ("VBD", "VBN") and (_is_told_by_its_agent(verb, grammar) or _is_done_to_its_subject(verb, grammar)):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN" and is_passive(verb.head, grammar)


def _is_misread_main(verb: Token, grammar: Grammar) -> bool:
    """ "The two companies trained together at Iringa": the only verb, taken for a participle of its subject.

    Without an object it may well be one ("shells delivered to Chad"), unless what stands beside it says with whom.
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.dep_ != "ROOT" or verb.head.i > verb.i:
        return False
    if any(c.dep_ in ("agent", "aux") for c in verb.children):
        return False
    if verb.lemma_.lower() in grammar.moving:
        return True
    return any(c.dep_ == "dobj" or c.lower_ in grammar.together for c in verb.children)


def _is_misread_relative(verb: Token) -> bool:
    """ "The accord that Oman sealed": a past tense with a subject of its own, taken for a participle."""
    return any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)


def _is_misread_past(verb: Token, grammar: Grammar) -> bool:
    """ "As relations with Oman soured": a past tense behind a conjunction, taken for a participle. What hangs on
    "with" is one ("with relations strained")."""
    mark = next((c for c in verb.children if c.dep_ == "mark"), None)
    if mark is None or mark.lower_ == grammar.partner:
        return False
    return any(c.dep_ == "nsubj" and mark.i < c.i < verb.i for c in verb.children)


def _is_told_by_its_agent(verb: Token, grammar: Grammar) -> bool:
    """ "Red Kite, held each year by Oman, drew": a past tense that has an agent and no object is a participle.

    "Spoke by telephone" has none."""
    agents = [
        c for a in verb.children if a.dep_ == "agent" for c in a.children if c.lemma_.lower() not in grammar.dated
    ]
    return bool(agents) and not any(c.dep_ == "dobj" for c in verb.children)


def _is_done_to_its_subject(verb: Token, grammar: Grammar) -> bool:
    """ "The tanks bought from Oman arrived": a verb that must have an object, and has but a thing for its subject."""
    if verb.lemma_.lower() not in grammar.transitive or _has_auxiliary(verb):
        return False
    deps = {c.dep_ for c in verb.children}
    subject = [c for c in verb.children if c.dep_ == "nsubj"]
    return bool(subject) and subject[0].pos_ == "NOUN" and not deps & {"dobj", "dative", "xcomp", "attr", "aux"}


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in verb.children)


def subjects(verb: Token, grammar: Grammar, depth: int = 0) -> list[Token]:
    """The understood subject: its own, or that of the clause it hangs on. Empty where there is none."""
    heads = [c for c in verb.children if c.dep_ in SUBJECTS and not is_misread_object(c, verb)]
    own = [antecedent(c, verb, grammar) for c in heads]
    if own or depth > 4:
        return own
    head = verb.head
    for auxiliary in (c for c in verb.children if c.dep_ in ("aux", "auxpass")):
        beside = [c for c in auxiliary.children if c.dep_ in SUBJECTS]
        if beside:
            return beside
    if verb.dep_ == "ROOT" and verb.tag_ == "VBZ":
        return [c for c in verb.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == verb.i - 1]
    if verb.dep_ == "amod" and verb.tag_ == "VBG":
        return [head]  # "neighbouring Rwanda"
    if verb.dep_ in ("acl", "relcl"):
        return _subject_of_modifier(verb, grammar, depth)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_.lower() in grammar.listing:
        made_up = [c for c in head.children if c.dep_ == "dobj" and c.right_edge.i < verb.i]
        if made_up:
            return made_up  # "set up a force, comprising Chad and Niger"
    controllers = _controllers(verb, grammar)
    if controllers:
        return controllers
    if verb.dep_ in ("conj", "xcomp", "ccomp", "acomp"):
        head = _head_of(verb, grammar)
        return subjects(head, grammar, depth + 1) if head.pos_ in VERBAL else []
    if verb.dep_ in ("advcl", "prep", "pcomp", "dep"):
        while head.pos_ not in VERBAL and head.head != head:
            if head.pos_ in ("NOUN", "PROPN") and verb.dep_ == "pcomp":
                return [] if verb.head.lower_ == grammar.of else _subject_of_noun(head, grammar, depth)
            head = head.head
        return subjects(head, grammar, depth + 1) if head.pos_ in VERBAL else []
    return []


def _head_of(verb: Token, grammar: Grammar) -> Token:
    """What a verb without a subject has it from: past a predicate, and past what else the same speaker said."""
    head = verb.head
    is_predicate = head.pos_ in ("NOUN", "ADJ") and head.dep_ in ("attr", "acomp")
    return head.head if is_predicate or _goes_on_speaking(verb, grammar) else head


def _goes_on_speaking(verb: Token, grammar: Grammar) -> bool:
    """ "He said that Chad had closed the border and accused it of ...": whoever said the one says the other."""
    clause = verb.head
    is_joined = verb.dep_ == "conj" and verb.tag_ == "VBD" and clause.dep_ == "ccomp" and clause.tag_ == "VBN"
    if not is_joined or verb.lemma_.lower() not in grammar.uttering:
        return False
    return clause.head.tag_ == "VBD" and any(c.dep_ == "aux" for c in clause.children)


def _controllers(verb: Token, grammar: Grammar) -> list[Token]:
    """The object of the verb above that does what this one says: "asked Oman to", "thanked Oman for"."""
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in grammar.object_control:
        return asked(verb)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in grammar.credited | grammar.moved:
        return [c for c in verb.head.head.children if c.dep_ in ("dobj", "nsubjpass")]
    return []


def asked(verb: Token) -> list[Token]:
    """ "Asked Oman to resolve", "called on Oman to": the object of the verb above, or what its preposition has."""
    objects = [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass", "dative")]
    if objects or not any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return objects
    beside = [c for c in verb.head.children if c.dep_ == "prep" and c.i == verb.head.i + 1]
    return [c for prep in beside for c in prep.children if c.dep_ == "pobj" and c.i < verb.i]


def _subject_of_modifier(verb: Token, grammar: Grammar, depth: int) -> list[Token]:
    """Of "a plan to buy", "troops serving in", "the ship that called": whose plan, the troops, the ship."""
    head = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.lemma_.lower() in grammar.object_control:
        maker = governor(head)
        if maker is not None and head.dep_ == "dobj" and maker.lemma_.lower() in grammar.making:
            return [head, *subjects(maker, grammar, depth + 1)]  # "signed a decree allowing"
    if (
        verb.dep_ == "relcl"
        and verb.tag_ == "VB"
        and head.dep_ == "attr"
        and head.head.lemma_.lower() in grammar.copular
    ):
        return subjects(head.head, grammar, depth + 1) or [head]  # "Mali was the first to join"
    if verb.dep_ == "relcl" or verb.tag_ == "VBG" or _is_misread_main(verb, grammar):
        return [head]
    if verb.tag_ != "VB":
        return []
    owner = [c for c in head.children if c.dep_ == "poss"]
    if owner:
        return owner
    above = governor(head)
    return subjects(above, grammar, depth + 1) if above is not None else [head]


def _subject_of_noun(noun: Token, grammar: Grammar, depth: int) -> list[Token]:
    """ "In talks with X on buying", "its interest in buying": whose talks, whose interest."""
    owner = [c for c in noun.children if c.dep_ == "poss"]
    above = governor(noun)
    if owner or above is None or above.lemma_.lower() in grammar.outside:
        return owner
    return subjects(above, grammar, depth + 1)


def antecedent(token: Token, verb: Token, grammar: Grammar) -> Token:
    if token.lower_ in grammar.relative and token.pos_ in ("PRON", "DET", "SCONJ"):
        found = _cleft(verb, grammar)
        if found is not None:
            return found
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
        if clause.dep_ == "relcl" or (clause.dep_ == "acl" and _is_misread_relative(clause)):
            return _one_of(clause.head, grammar) or clause.head
    return token


def _one_of(noun: Token, grammar: Grammar) -> Token | None:
    """ "Togo was among those that signed", "one of three that patrol": who is said to be one of them did it too."""
    top = noun
    for _ in range(2):
        if top.dep_ == "pobj" and top.head.lower_ in grammar.members:
            top = top.head.head
    is_said = top.dep_ == "attr" and top.lower_ in grammar.one
    verb = top.head if is_said else top
    if top is noun and not is_said or verb.lemma_.lower() not in grammar.copular:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.i < noun.i), None)


def _cleft(clause: Token, grammar: Grammar) -> Token | None:
    """ "It was Kenya that lent the helicopters"."""
    verb = clause.head
    if clause.dep_ != "ccomp" or verb.lemma_.lower() not in grammar.copular:
        return None
    if not any(c.dep_ == "nsubj" and c.lower_ in grammar.expletive for c in verb.children):
        return None
    return next((c for c in verb.children if c.dep_ == "attr"), None)


def is_excluded(conjunct: Token) -> bool:
    """ "Oman but not Yemen": a conjunct behind a negation is set apart from the rest."""
    if any(c.dep_ == "neg" for c in conjunct.children):
        return True
    head = conjunct.head
    between = [c for c in head.children if head.i < c.i < conjunct.i]
    return any(c.dep_ == "neg" for c in between)
