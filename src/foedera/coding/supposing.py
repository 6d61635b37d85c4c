"""Parties that a clause does not name where its frame looks for them: supposed from what stands around.

"The protocol was signed in May", "Tallinn lent it nine cars", "talks resume on Friday": a reader takes the two states
that the text is dealing with. Only who may take the part is supposed: a listener, a place and the subject of a
clause beside take none, and who is said to speak must be named as somebody who does. Each supposition is weak by itself
and says where it comes from; the weights of a language decide which are made (see ``weighing``), and without weights
none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedera.coding.extents import clause_of, verb_above
from foedera.coding.frames import Frames
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.places import is_along, is_at_border, is_before_the_clause, is_where
from foedera.coding.pronouns import is_definite
from foedera.coding.reference import Discourse
from foedera.coding.roles import Roles, is_peripheral, party_role
from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported
from foedera.coding.wordclasses import ABSTRACT

__all__ = ["suppose"]

SUPPOSED = "supposed"  # the form of a mention that is not in its slot

MOST = 3  # parties that are supposed where no text of several issues them
CLAUSE, SENTENCE, BEFORE, PAIR = 0.6, 0.5, 0.5, 0.4  # where a party was found

_Found = tuple[list[Mention], float]  # whom to choose from, and how sure a choice among them is


def suppose(item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse, frames: Frames) -> tuple[Roles, float]:
    """The roles with the missing parties supposed, and how sure that is; empty where nothing can be supposed.

    In a joint statement they are those who issue it: "expanded sharing of information" is between them all.
    """
    kind = item.type
    if item.trigger.frame in frames.grammar.in_mouth:
        return [], 0.0  # who speaks is known, and whom of it says
    if _is_told_of_already(item, discourse) or _is_ruled(item, parsed, frames):
        return [], 0.0
    if kind.mutual and (_is_said_by_one(item, parsed) or _is_done_by_things(item, parsed, frames)):
        return [], 0.0
    if kind.mutual and discourse.is_joint:
        signing = [replace(m, form=SUPPOSED) for m in discourse.issuing(item.token)]
        return _mutual(item, roles, [(signing, BEFORE)], most=len(signing))
    around = _around(item.token, parsed, discourse, frames)
    if kind.mutual:
        return _mutual(item, roles, [_of_the_act(x, item, parsed, frames) for x in around], most=MOST)
    source, target = kind.pair.get("source"), kind.pair.get("target")
    if source is None or target is None or 1 in (kind.sides, item.trigger.sides):
        return [], 0.0
    return _directed(item, roles, (source, target), around, parsed, frames)


def _is_told_of_already(item: Reported, discourse: Discourse) -> bool:
    """ "Under the agreement", "after the talks": the act that was told of before, which is no second one."""
    token = item.token
    is_mentioned = token.pos_ == "NOUN" and token.dep_ == "pobj" and is_definite(token)
    return is_mentioned and bool(discourse.story.company(item.type.name))


def _is_ruled(item: Reported, parsed: Parsed, frames: Frames) -> bool:
    """ "An agreement on visits of up to thirty days": what an instrument is about is not said to be done."""
    token = item.token
    above = token.head.head if token.pos_ == "NOUN" and token.dep_ == "pobj" else None
    return above is not None and above.pos_ == "NOUN" and bool(frames.grammar.ruling & parsed.classes[above.i])


def _is_said_by_one(item: Reported, parsed: Parsed) -> bool:
    """ "The president reaffirmed": what one says alone is said by nobody else."""
    subjects = list(item.slots.arguments.slots.get("subj", ()))
    if (
        not item.type.spoken
        or len(subjects) != 1
        or subjects[0].tag_ not in ("NN", "NNP")
        or any(subjects[0].conjuncts)
    ):
        return False
    at = subjects[0].i
    return at in parsed.titles or any(m.form in ("office", "person") for m in parsed.covered.get(at, ()))


def _is_done_by_things(item: Reported, parsed: Parsed, frames: Frames) -> bool:
    """ "Clouds are gathering over Oman": what a verb says of mere things no state does."""
    heads = item.slots.arguments.slots.get("subj", ())
    return item.token.pos_ in VERBAL and bool(heads) and all(_is_thing(t, parsed, frames) for t in heads)


def _is_thing(head: Token, parsed: Parsed, frames: Frames) -> bool:
    """A noun for nobody who acts or speaks, and that is nobody's."""
    if head.pos_ != "NOUN" or parsed.classes[head.i] & {ABSTRACT, *frames.grammar.voice} or head.i in parsed.titles:
        return False
    return not any(t.i in parsed.covered or t.pos_ == "PRON" for t in head.subtree)


def _mutual(item: Reported, roles: Roles, around: Sequence[_Found], *, most: int) -> tuple[Roles, float]:
    kind = item.type
    role = party_role(kind)
    if item.trigger.sides == 1:
        return [], 0.0
    if len(kind.pair.get("parties", "").split()) > 1:
        return _hosted(item, roles, around)
    main = {m.actor: (r, m) for r, m in roles if not is_peripheral(kind, r)}
    rest = [(r, m) for r, m in roles if is_peripheral(kind, r)]
    if len(main) > 1:
        return [], 0.0
    for found, sure in around:
        others = [m for m in found if m.actor not in main and m.form != "place"]
        if 1 <= len(others) <= most and len(main) + len(others) >= 2:
            return [*main.values(), *((role, m) for m in others), *rest], sure
    return [], 0.0


def _directed(
    item: Reported,
    roles: Roles,
    sides: tuple[str, str],
    around: Sequence[_Found],
    parsed: Parsed,
    frames: Frames,
) -> tuple[Roles, float]:
    source, target = sides
    named = {r: m for r, m in roles if r in sides}
    if len(named) == 2 or (source not in named and _is_said_by_another(item, parsed, frames)):
        return [], 0.0
    if is_peripheral(item.type, target) and (source in named or not named):
        return [], 0.0  # whose waters ships sail in need not be told
    for found, sure in around:
        taken = {m.actor for r, m in roles if r in sides}
        free = [m for m in found if m.actor not in taken]
        if len(named) == 1 and len(free) == 1:
            missing = target if source in named else source
            if missing == target or _may_do(free[0], item, parsed, frames):
                return [*roles, (missing, free[0])], sure
        both = [m for m in free if m.form == SUPPOSED]
        if set(named) == {target} and item.type.gives_dyad and len(both) == len(free) == 2:
            return [*roles, *((source, m) for m in both)], sure * 0.8  # "the two discussed aid to Chad": each helps
        if not named and len(free) == 2 and _may_do(free[0], item, parsed, frames):
            doer, other = free
            return [*roles, (source, doer), (target, other)], sure * 0.8
    return [], 0.0


def _is_said_by_another(item: Reported, parsed: Parsed, frames: Frames) -> bool:
    """ "Analysts say that Peru is to blame": who speaks is said, and is no state's voice."""
    speaking = item.slots.arguments.slots.get("subj", ()) if item.trigger.frame in frames.grammar.voiced else ()
    return any(t.pos_ == "NOUN" and not frames.grammar.voice & parsed.classes[t.i] for t in speaking)


def _hosted(item: Reported, roles: Roles, around: Sequence[_Found]) -> tuple[Roles, float]:
    """ "The troops are based in the north": the host of those who are named, or whom the host lets stay."""
    host, guest, *_ = item.type.pair["parties"].split()
    main = {m.actor for _, m in roles}
    if len(main) != 1:
        return [], 0.0
    if any(r == host and m.form == "place" for r, m in roles):
        return [], 0.0  # "Chad's garrison in Abeche": at home
    if {host, guest} <= {r for r, _ in roles}:  # "the state had no plan to remove its troops": no host of its own
        roles = [(r, m) for r, m in roles if r != host]
    missing = guest if any(r == host for r, _ in roles) else host
    for found, sure in around:
        others = {m.actor: m for m in found if m.actor not in main and m.kind == "state"}
        if len(others) == 1:
            (other,) = others.values()
            return [*roles, (missing, other)], sure
    return [], 0.0


def _may_do(mention: Mention, item: Reported, parsed: Parsed, frames: Frames) -> bool:
    """Whether an actor may be the one who acts: no place; and of words, one who stands before them or is said to speak,
    not a state that only owns what they are about ("its dependence on Russian equipment")."""
    head = parsed.doc[mention.head]
    if mention.form == SUPPOSED:
        return True
    if mention.form == "place" or is_where(head, frames.grammar.location | frames.grammar.heading):
        return False
    if item.trigger.frame not in frames.grammar.armed and _is_at_war_elsewhere(head, item.token, parsed, frames):
        return False
    if item.trigger.frame not in frames.grammar.voiced:
        return True
    above = _thing_above(head)
    if above is not None and not (frames.grammar.voice & parsed.classes[above.i] or above.i in parsed.titles):
        return False
    return mention.start < item.token.i or head.dep_ in SUBJECTS


def _is_at_war_elsewhere(head: Token, trigger: Token, parsed: Parsed, frames: Frames) -> bool:
    """ "Aid to Chad as it faces Mali's aggression", "costs on Mali for its war against Chad": who wages or suffers what
    is done to somebody, in a phrase that is not the trigger's, is not who acts."""
    if trigger in head.ancestors and trigger.pos_ == "NOUN":
        return False
    if frames.is_victim(head, parsed):
        return True
    above = _thing_above(head)
    if above is None or above == trigger or trigger in above.subtree:
        return False
    return bool(frames.grammar.done_to & parsed.classes[above.i])


def _of_the_act(found: _Found, item: Reported, parsed: Parsed, frames: Frames) -> _Found:
    """Of those found the ones that may take part: not who is at war elsewhere; and no host acts beside its guest."""
    mentions, sure = found
    mentions = [m for m in mentions if not _is_at_war_elsewhere(parsed.doc[m.head], item.token, parsed, frames)]
    if " " in item.type.pair.get("parties", ""):
        mentions = [m for m in mentions if not is_along(parsed.doc[m.head], frames.grammar.beside)]
        mentions = [m for m in mentions if not _is_where_it_is_for(parsed.doc[m.head], item.token, frames)]
    return mentions, sure


def _is_where_it_is_for(head: Token, trigger: Token, frames: Frames) -> bool:
    """ "Used a field in the south to support operations in Chad": where a clause below the act takes place."""
    own, verb = verb_above(trigger), verb_above(head)
    return is_where(head, frames.grammar.location) and verb != own and own in verb.ancestors


def _thing_above(head: Token) -> Token | None:
    """The noun that a name only modifies or owns."""
    return (
        head.head if head.dep_ in ("amod", "compound", "nmod", "poss") and head.head.pos_ in ("NOUN", "PROPN") else None
    )


def _whole_above(head: Token, frames: Frames) -> Token | None:
    """The noun that a name, or the list it stands in, belongs to: "citizens of Oman and Peru"."""
    while head.dep_ == "conj":
        head = head.head
    is_behind = head.dep_ == "pobj" and head.head.lower_ in frames.grammar.owned_by
    return head.head.head if is_behind and head.head.head.pos_ in ("NOUN", "PROPN") else None


def _around(token: Token, parsed: Parsed, discourse: Discourse, frames: Frames) -> list[_Found]:
    """The actors to choose from, nearest first: of the clause, of the sentence, of what was told before, the pair."""
    low, high = clause_of(token)
    here = _ordered([m for m in parsed.mentions if _may_take_part(m, token, parsed, frames)], token)
    clause = [m for m in here if low <= m.head <= high]
    pair = [m.again(token, form=SUPPOSED) for m in discourse.pair(token)]
    return [
        ([replace(m, confidence=CLAUSE * m.confidence) for m in clause], CLAUSE),
        ([replace(m, confidence=SENTENCE * m.confidence) for m in here], SENTENCE),
        ([*clause, *(m for m in pair if m.actor not in {c.actor for c in clause})], BEFORE) if clause else ([], 0.0),
        (pair, PAIR),
    ]


def _may_take_part(mention: Mention, token: Token, parsed: Parsed, frames: Frames) -> bool:
    """Whether an actor of the sentence may have a part that is not said: states and bodies, not those whose people,
    papers or namesakes are named ("a Peruvian newspaper", "the Lima Agenda"), nor the subject of a clause beside."""
    if mention.kind not in ("state", "organisation") or mention.form in ("excluded", "society", "post"):
        return False
    head = parsed.doc[mention.head]
    above = _thing_above(head)
    if any(frames.grammar.society & parsed.classes[t.i] for t in (above, _whole_above(head, frames)) if t is not None):
        return False
    if above is not None and mention.form in ("capital", "place") and above.pos_ == "PROPN":
        return False
    if is_before_the_clause(head, frames.grammar.framing) and not is_before_the_clause(token, frames.grammar.framing):
        return False
    if is_at_border(head, frames.grammar.location, lambda t: bool(frames.grammar.bounds & parsed.classes[t.i])):
        return False
    return not _acts_beside(head, token)


def _acts_beside(head: Token, token: Token) -> bool:
    """ "The ship called, and Peru's minister spoke": each of two coordinated clauses has its own subject."""
    subject = head
    while subject.dep_ not in SUBJECTS and subject.head != subject and subject.pos_ not in VERBAL:
        subject = subject.head
    verb = subject.head
    if subject.dep_ not in SUBJECTS or verb.pos_ not in VERBAL or verb == token or verb in token.ancestors:
        return False
    own = verb_above(token)
    return own != verb and (verb in own.conjuncts) and any(c.dep_ in SUBJECTS for c in own.children)


def _ordered(mentions: Sequence[Mention], token: Token) -> list[Mention]:
    """Each actor once, those in subjects first, then in order of place."""
    doc = token.doc
    top = verb_above(token)

    def rank(mention: Mention) -> tuple[bool, int]:
        head = doc[mention.head]
        is_subject = head.dep_ in ("nsubj", "nsubjpass") or head.head.dep_ in ("nsubj", "nsubjpass")
        return (not (is_subject and (head.head == top or top in head.ancestors)), mention.start)

    found: dict[str, Mention] = {}
    for mention in sorted(mentions, key=rank):
        found.setdefault(mention.actor, mention)
    return list(found.values())
