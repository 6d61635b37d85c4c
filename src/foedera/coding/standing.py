"""Whether it happened: status and negation of what a trigger reports, read off its governing chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from foedera.coding.negation import is_denied, is_negated
from foedera.coding.standingwords import StandingWords
from foedera.coding.subjects import governor
from foedera.coding.tree import Token
from foedera.model import Status

__all__ = [
    "Standing",
    "StandingWords",
    "is_alleged",
    "is_averted",
    "is_denied",
    "is_doubted",
    "is_set_up",
    "is_spoken_of",
    "is_weighed",
    "standing",
]

_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Standing:
    status: Status
    negated: bool
    confidence: float
    why: str


def standing(trigger: Token, words: StandingWords, *, group: str, lexical: Status | None, stative: bool) -> Standing:
    """Status and negation of ``trigger``. ``group`` is event, structure or assessment; ``lexical``
    what the trigger itself says; ``stative``: a present tense is habitual rather than narrative."""
    chain = list(_chain(trigger, words))
    if group == "structure":
        chain = _own_part(trigger, chain, words)
    negated = is_negated(trigger, chain, words)
    cue = _first_cue(chain, trigger, words)
    conditional = next((t for t in chain if t.pos_ in _VERBAL and _has_condition(t, words)), None)
    if group == "event" and conditional is not None and cue is not None and cue[0] is Status.PLANNED:
        cue = Status.HYPOTHETICAL, f'"{conditional.text} ... if"'
    if group == "assessment" and lexical is not None:
        return Standing(lexical, negated, 1.0, "the word itself")
    if group == "structure":
        return _standing_structure(trigger, chain, cue, words, lexical=lexical, negated=negated)
    if group == "assessment":
        return Standing(_assessed(chain, cue, words, negated=negated), negated, 1.0, cue[1] if cue else "asserted")
    if cue is not None and cue[0] not in (Status.HABITUAL, Status.ONGOING, Status.OCCURRED):
        if lexical is Status.OCCURRED and cue[0] is Status.AGREED:
            return Standing(lexical, negated, 1.0, "agreeing is the act itself")
        weaker = lexical is not None and not lexical.is_done and cue[0].is_prospective
        return Standing(lexical if weaker and lexical else cue[0], negated, 0.9, cue[1])
    if lexical is not None:
        return Standing(lexical, negated, 1.0, "the word itself")
    if stative and trigger.lemma_.lower() in words.planning and trigger.pos_ in _VERBAL:
        return Standing(Status.PLANNED, negated, 0.9, f'"{trigger.text}"')  # "exercises are planned"
    if cue is not None:
        return Standing(cue[0], negated, 1.0, cue[1])
    return Standing(_tense(chain, stative, words), negated, 1.0, "tense")


def _standing_structure(
    trigger: Token, chain: list[Token], cue: _Cue | None, words: StandingWords, *, lexical: Status | None, negated: bool
) -> Standing:
    """A state of affairs; joining and leaving are told by the word itself, unless they are still to come."""
    if lexical is Status.OCCURRED and cue is None and _is_untold(trigger, words):
        return Standing(Status.PLANNED, negated, 1.0, f'"{trigger.text}", without a tense')
    if lexical is not None and (cue is None or cue[0].is_done or lexical is Status.ONGOING):
        return Standing(lexical, negated, 1.0, "the word itself")
    stands = trigger.pos_ not in _VERBAL and trigger.lemma_.lower() in words.holders
    if stands and cue is not None and cue[0] in _SPOKEN_OF:
        cue = None  # "discussed the alliance", "committed to the treaty"
    if trigger.pos_ not in _VERBAL and trigger.lemma_.lower() in words.contended:
        cue = None  # "asked Chad to settle its dispute with Togo"
    return Standing(_structural(chain, cue, words), negated, 1.0, cue[1] if cue else "structure holds")


def _is_untold(verb: Token, words: StandingWords) -> bool:
    """ "Look forward to X joining", "to see X join": no tense says that it has happened. "The last to join" has."""
    if verb.tag_ == "VB":
        is_ranked = not words.ranked.isdisjoint(t.lower_ for t in (verb.head, *verb.head.children))
        is_still_to_be = any(c.tag_ == "MD" for c in verb.head.head.children)  # "will be the last to join"
        return not (verb.dep_ in ("relcl", "acl") and is_ranked) or is_still_to_be
    if verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children):
        return False
    return verb.dep_ == "pcomp" and verb.head.lower_ not in words.circumstance


_SPOKEN_OF = frozenset({Status.DISCUSSED, Status.AGREED, Status.OFFERED})


def is_alleged(trigger: Token, words: StandingWords) -> bool:
    """Whether the act is only what somebody is accused of: then the accusation is the claim."""
    chain = list(_chain(trigger, words))
    governing = (link for below, link in pairwise(chain) if not _is_beside(below, link))
    return any(link.lemma_.lower() in words.accusing for link in governing)


def is_averted(trigger: Token, words: StandingWords) -> bool:
    """Whether the act is only what somebody means to keep from happening: "to deter an attack", "averted a war"."""
    return any(link != trigger and link.lemma_.lower() in words.averting for link in _chain(trigger, words))


def is_set_up(trigger: Token, words: StandingWords) -> bool:
    """ "Launched the security dialogue", "the establishment of a forum": a body is set up, and nobody meets yet."""
    if trigger.lemma_.lower() not in words.set_up:
        return False
    above = governor(trigger) or (trigger.head.head if trigger.dep_ == "pobj" else trigger.head)
    return above.lemma_.lower() in words.setting_up


def is_spoken_of(trigger: Token) -> bool:
    """Whether words are only what others are about: "discussed an interest in supporting", "ways of upholding"."""
    return trigger.tag_ == "VBG" and trigger.dep_ == "pcomp"


def is_doubted(trigger: Token, words: StandingWords) -> bool:
    """Whether somebody says that the act will hardly be: "it is unlikely that Peru will leave", "is unlikely to leave".
    That is a view of the future, and no act that may come."""
    verbs = [link for link in _chain(trigger, words) if link.pos_ in _VERBAL]
    said = [a for verb in verbs for a in ([verb.head] if verb.dep_ == "xcomp" else _judging(verb, words))]
    return any(a.lemma_.lower() in words.doubting for a in said)


def is_weighed(trigger: Token, words: StandingWords) -> bool:
    """Whether the act is only what somebody can or cannot bring himself to ("cannot afford to offend", "dare not"), or
    what is called hard or wise for him ("it is hard for Laos to say no")."""
    links = list(_chain(trigger, words))
    own = next((link for link in links if link.pos_ in _VERBAL), trigger)
    judging = _judging_nouns(own)
    if judging and not any(_cue_of(t, words) for t in judging):
        return True
    above = [link for link in links if link != trigger]
    beside = [c for link in links for c in link.children if c.dep_ == "aux"]
    return any(word.lemma_.lower() in words.daring for word in (*above, *beside))


_Cue = tuple[Status, str]


def _first_cue(chain: list[Token], trigger: Token, words: StandingWords) -> _Cue | None:
    """The nearest cue, but an aspect ("finish", "continue") yields to what governs it ("plan to finish")."""
    held = None
    below = trigger
    for link in chain:
        cue = _about(below, link, words) if not _acts(below, link) else None
        if cue is None and not _acts(below, link):
            cue = _cue(link, trigger, words, beside=_is_beside(below, link))
        below = link
        if held is not None and held[0] is Status.PLANNED:
            if cue is not None:  # "called off a planned visit"
                return cue if cue[0] in (Status.CANCELLED, Status.REFUSED) else held
        elif cue is not None and not cue[0].is_done and cue[0] is not Status.PLANNED:
            return cue
        held = cue if cue is not None and not cue[0].is_done else held or cue
    return held


def _about(below: Token, link: Token, words: StandingWords) -> _Cue | None:
    """ "Talked about joint drills", "called on Oman to hold talks": what a verb says by its preposition."""
    if below.dep_ == "xcomp":
        beside = next((c for c in link.children if c.dep_ == "prep" and c.i == link.i + 1), None)
    else:
        beside = below.head if below.dep_ == "pobj" and below.head.head == link else None
    if beside is None or link.pos_ not in _VERBAL:
        return None
    phrase = f"{link.lemma_.lower()} {beside.lower_}"
    return (words.verbs[phrase], f'"{phrase}"') if phrase in words.verbs else None


def _is_beside(below: Token, link: Token) -> bool:
    """ "Discussed trade and agreed": what a coordinated verb shares with the first is tense, not its meaning."""
    return below.dep_ == "conj" and below.head == link and below.pos_ in _VERBAL


def _acts(noun: Token, verb: Token) -> bool:
    """ "The treaty obliges", "the accord proposes": what it does says nothing of whether it stands."""
    is_subject = noun.dep_ == "nsubj" and noun.head == verb and noun.pos_ in ("NOUN", "PROPN")
    takes = any(c.dep_ in ("dobj", "ccomp") and c.i > verb.i for c in verb.children)
    return is_subject and takes and not any(c.dep_ == "aux" for c in verb.children)


def _chain(trigger: Token, words: StandingWords) -> Iterator[Token]:
    """The trigger, then what governs it, upward, until a clause of its own begins."""
    token = trigger
    for _ in range(7):
        yield token
        if token.pos_ in _VERBAL:
            if _is_thanked_for(token, words) or _is_said_by_wishing(token, words):
                return
            shares_tense = token.dep_ == "conj" and token.head.pos_ in _VERBAL and not _has_own_tense(token)
            if token.dep_ in ("xcomp", "auxpass", "aux") or shares_tense:
                token = token.head
            elif token.dep_ == "ccomp" and _is_wished(token, words) and not _has_auxiliary(token):
                token = token.head  # "proposed that both sides restore the hotline"
            elif token.dep_ in ("acl", "pcomp", "ccomp") and _is_bare(token):
                token = token.head if token.dep_ != "pcomp" else token.head.head
            else:
                talk = _negotiating(token, words)
                if talk is None:
                    return
                token = talk
        else:
            above = governor(token)
            if token.dep_ == "pobj" and token.head.lower_ in words.circumstance:
                return  # "after talks with", "as a member": taken as given, whatever the clause says
            if above is not None:
                token = above
            elif token.dep_ in ("pobj",) and token.head.head != token:
                token = token.head.head
            elif token.dep_ in ("conj", "compound", "nmod", "appos", "dobj", "acomp", "attr", "pcomp"):
                token = token.head
            else:
                return


def _negotiating(verb: Token, words: StandingWords) -> Token | None:
    """ "Is in talks with Oman to open a base", "is negotiating to sell": what the talks are for."""
    if verb.dep_ != "advcl" or not any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children):
        return None
    above = verb.head
    if words.verbs.get(above.lemma_.lower()) is Status.DISCUSSED:
        return above
    nouns = [c for c in above.children if c.dep_ == "dobj"]
    nouns += [c for prep in above.children if prep.dep_ == "prep" for c in prep.children if c.dep_ == "pobj"]
    talked = (n for n in nouns if n.i < verb.i and words.nouns.get(n.lemma_.lower()) is Status.DISCUSSED)
    return next(talked, None)


def _is_thanked_for(verb: Token, words: StandingWords) -> bool:
    """ "Wants to thank Oman for providing boats", "blamed it for closing the port": whatever the thanks are, it did."""
    return verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.head.lemma_.lower() in words.thanking


def _is_said_by_wishing(verb: Token, words: StandingWords) -> bool:
    """ "Would like to thank Oman": thanks are given by wishing to give them."""
    return verb.dep_ == "xcomp" and verb.lemma_.lower() in words.thanking and verb.head.lemma_.lower() in words.wishing


def _own_part(trigger: Token, chain: list[Token], words: StandingWords) -> list[Token]:
    """The part of the chain that bears on a state of affairs: whoever is a member or a partner stays one,
    whatever else is told of him ("Albania, a member of NATO, will not attend")."""
    if trigger.pos_ in _VERBAL:
        return chain
    if trigger.dep_ in ("appos", "compound", "nmod", "poss"):
        return [trigger]
    for at, link in enumerate(chain):
        if link.dep_ in ("nsubj", "nsubjpass") and trigger.lemma_.lower() in words.holders:
            return chain[: at + 1] if link.head.lemma_.lower() not in words.telling else chain
    return chain


def _is_bare(verb: Token) -> bool:
    infinitive = verb.tag_ == "VBN" and any(c.tag_ == "TO" for c in verb.children)  # "a settlement to be reached"
    bare = verb.tag_ in ("VB", "VBG") or infinitive
    return bare and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_wished(verb: Token, words: StandingWords) -> bool:
    """ "Proposed that both sides restore the hotline"; the parser may read the form as a present tense."""
    asked = words.verbs.get(verb.head.lemma_.lower()) in (Status.REQUESTED, Status.OFFERED)
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and asked)


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children)


def _has_own_tense(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)


def _cue(link: Token, trigger: Token, words: StandingWords, *, beside: bool = False) -> _Cue | None:
    """What one link of the chain says of the trigger's status, with the words that say it."""
    if link.pos_ in _VERBAL:
        performed = link.lemma_.lower() in words.performing and trigger.pos_ not in _VERBAL
        governing = _governing(link, words) if link != trigger and not performed and not beside else None
        return governing or _judged(link, words) or _beside_verb(link, trigger, words) or _aspect(link, trigger, words)
    return _beside_noun(link, trigger, words)


def _judged(verb: Token, words: StandingWords) -> _Cue | None:
    """ "It is possible that Peru will leave": what is only thought possible, whatever its own tense."""
    for adjective in _judging(verb, words):
        if words.adjectives.get(adjective.lemma_.lower()) is Status.HYPOTHETICAL:
            return Status.HYPOTHETICAL, f'"{adjective.text} that"'
    return None


def _judging(verb: Token, words: StandingWords) -> list[Token]:
    """The adjectives of which a verb's clause is the subject: "it is possible that Peru will leave"."""
    is_that = verb.dep_ in ("ccomp", "csubj", "advcl") and any(c.lower_ in words.that for c in verb.children)
    if not is_that or verb.head.pos_ not in ("AUX", "ADJ"):
        return []
    return [verb.head] if verb.head.pos_ == "ADJ" else [c for c in verb.head.children if c.dep_ == "acomp"]


def _governing(verb: Token, words: StandingWords) -> _Cue | None:
    lemma = verb.lemma_.lower()
    if lemma in words.participles and verb.tag_ != "VBN":
        return None  # "is set to", not "set aside"
    particle = next((c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")), "")
    if particle and f"{lemma} {particle}" in words.verbs:
        return words.verbs[f"{lemma} {particle}"], f'governed by "{verb.text} {particle}"'
    if lemma in words.verbs and not any(c.dep_ == "prt" for c in verb.children):
        return words.verbs[lemma], f'governed by "{verb.text}"'
    return None


def _beside_verb(verb: Token, trigger: Token, words: StandingWords) -> _Cue | None:
    """Auxiliaries, predicates ("is ready to"), conditions and adverbs; "is to deploy" is a plan."""
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.pos_ == "AUX":
        return Status.PLANNED, f'"{verb.head.text} to {verb.text}"'
    judging = next(iter(_judging_nouns(verb)), None)
    if judging is not None:
        return _cue_of(judging, words) or Status.HYPOTHETICAL, f'"{judging.text} ... to {verb.text}"'
    for child in verb.children:
        low, lemma = child.lower_, child.lemma_.lower()
        if child.dep_ == "aux" and low in words.auxiliaries:
            backshifted = low in words.backshifted and verb.dep_ == "ccomp" and verb.head.tag_ == "VBD"
            return Status.PLANNED if backshifted else words.auxiliaries[low], f'"{child.text} {verb.text}"'
        if child.dep_ in ("acomp", "attr", "oprd") and lemma in words.adjectives and verb != trigger:
            return words.adjectives[lemma], f'"{child.text}"'
        if child.dep_ == "mark" and low in words.conditional:
            return Status.HYPOTHETICAL, f'"{child.text}"'
        if child.dep_ in ("advmod", "npadvmod") and low in words.adverbs:
            return words.adverbs[low], f'"{child.text}"'
    return None


def _judging_nouns(verb: Token) -> list[Token]:
    """ "Hard", "a plan": what an infinitive with a subject of its own is said of ("it is hard for Laos to say no")."""
    is_infinitive = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    if not is_infinitive or not {"mark", "nsubj"} <= {c.dep_ for c in verb.children}:
        return []
    return [t for t in (verb.head, *verb.head.children) if t.dep_ in ("acomp", "attr")]


def _cue_of(word: Token, words: StandingWords) -> Status | None:
    lemma = word.lemma_.lower()
    return words.adjectives.get(lemma) or words.nouns.get(lemma)


def _has_condition(verb: Token, words: StandingWords) -> bool:
    """ "Would break off relations if ...", "will not withdraw unless ..."."""
    conditions = (c for clause in verb.children if clause.dep_ == "advcl" for c in clause.children)
    return any(c.dep_ == "mark" and c.lower_ in words.conditional for c in conditions)


def _aspect(verb: Token, trigger: Token, words: StandingWords) -> _Cue | None:
    if verb.tag_ == "VBG" and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words.announcing:
        return Status.AGREED, f'"{verb.head.text} ... {verb.text}"'
    lemma = verb.lemma_.lower()
    return (words.aspect[lemma], f'"{verb.text}"') if verb != trigger and lemma in words.aspect else None


def _beside_noun(noun: Token, trigger: Token, words: StandingWords) -> _Cue | None:
    lemma = noun.lemma_.lower()
    if noun != trigger and lemma in words.nouns:
        return words.nouns[lemma], f'"{noun.text}"'
    if noun != trigger and lemma in words.valuing and any("Definite=Ind" in c.morph for c in trigger.children):
        return Status.REQUESTED, f'"{noun.text}"'  # "the importance of a treaty", which there is not yet
    if noun != trigger and noun.pos_ == "ADJ" and lemma in words.predicates:
        return words.predicates[lemma], f'"{noun.text}"'
    for child in noun.children:
        if child.dep_ in ("amod", "advmod") and child.lower_ in words.adverbs:
            return words.adverbs[child.lower_], f'"{child.text} {noun.text}"'
        if child.dep_ in ("amod", "compound"):
            for word in (child.lower_, child.lemma_.lower()):
                if word in words.adjectives:
                    return words.adjectives[word], f'"{child.text} {noun.text}"'
    return None


def _tense(chain: list[Token], stative: bool, words: StandingWords) -> Status:
    verb = next((t for t in chain if t.pos_ in _VERBAL), None)
    if verb is None:
        return Status.OCCURRED
    auxiliaries = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    is_present = verb.tag_ in _PRESENT
    if verb.tag_ == "VBG" and "VBD" not in auxiliaries and (auxiliaries & _PRESENT or verb.dep_ == "ROOT"):
        return Status.ONGOING
    is_present_passive = verb.tag_ == "VBN" and bool(auxiliaries & _PRESENT) and "VBN" not in auxiliaries
    if is_present_passive and ("VBG" in auxiliaries or verb.lemma_.lower() in words.lasting):
        return Status.ONGOING  # "is being taught", "are stationed"
    if verb.pos_ == "AUX" and is_present and chain[0].dep_ == "pobj":
        return Status.ONGOING  # "is on a visit", "are in talks"
    if is_present and stative and verb.lemma_.lower() in words.stative:
        return Status.ONGOING
    return Status.HABITUAL if is_present and stative else Status.OCCURRED


_PRESENT = frozenset({"VBZ", "VBP"})


def _structural(chain: list[Token], cue: tuple[Status, str] | None, words: StandingWords) -> Status:
    if cue is not None and cue[0] in (
        Status.PLANNED,
        Status.HYPOTHETICAL,
        Status.AGREED,
        Status.DISCUSSED,
        Status.OFFERED,
        Status.REQUESTED,
    ):
        return cue[0]
    verb = next((t for t in chain if t.pos_ in _VERBAL), None)
    if verb is None:
        return Status.ONGOING
    is_told = verb == chain[0] or verb.lemma_.lower() in words.telling or _is_subject(chain, verb)
    is_past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "aux")
    return Status.OCCURRED if is_told and is_past else Status.ONGOING


def _is_subject(chain: list[Token], verb: Token) -> bool:
    """ "Trade between them fell": what is told of the state of affairs itself."""
    return any(t.dep_ in ("nsubj", "nsubjpass") and t.head == verb for t in chain)


def _assessed(chain: list[Token], cue: _Cue | None, words: StandingWords, *, negated: bool) -> Status:
    for link in chain:
        if any(c.lemma_.lower() in words.forecasting for c in link.children if c.dep_ in ("acomp", "oprd", "advmod")):
            return Status.FORECAST  # "seems unlikely", "is likely to"
    if cue is None:
        return Status.ASSERTED
    if cue[0] is Status.HYPOTHETICAL:
        return Status.ASSERTED if negated else Status.HYPOTHETICAL  # "cannot afford to"
    if cue[0] in (Status.PLANNED, Status.FORECAST):
        return Status.FORECAST
    return Status.ASSERTED
