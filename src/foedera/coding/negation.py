"""Whether a text says that something is not so: negating words between a trigger and the top of its clause."""

from __future__ import annotations

from foedera.coding.standingwords import StandingWords
from foedera.coding.tree import Token

__all__ = ["is_denied", "is_negated"]

_VERBAL = ("VERB", "AUX")


def is_negated(trigger: Token, chain: list[Token], words: StandingWords) -> bool:
    """An odd number of negating words on the way from the trigger to the top of its clause."""
    found: set[int] = set()
    for obj in trigger.children:
        if trigger.pos_ in _VERBAL and obj.dep_ == "dobj":
            found |= _negative_determiners(obj, words)  # "has given no aid"
    below: Token | None = None
    for link in chain:
        lemma = link.lemma_.lower()
        if below is not None and below.dep_ == "ccomp" and lemma in words.reporting and lemma not in words.transparent:
            break
        if below is not None and _is_contrasted(below, link, words):
            break
        if below is not None and below != link and lemma in words.presupposing and link.pos_ in _VERBAL:
            break  # "did not mention the ban", "failed to condemn the raid": that there was one is taken as given
        is_done = below is not None and below.dep_ in ("nsubj", "nsubjpass")  # "the blockade failed": there was one
        is_failing = lemma in words.failing and (link.pos_ in _VERBAL or below is not None and below.dep_ == "acl")
        if link != trigger and (is_failing and not is_done or lemma in words.denying):
            found.add(link.i)
        below = link
        found |= _negations(link, words)
        if link.dep_ in ("ccomp", "acl") and link.head.lemma_.lower() in words.denying:
            found.add(link.head.i)
    return len(found) % 2 == 1


def _is_contrasted(below: Token, link: Token, words: StandingWords) -> bool:
    """ "Is no member but takes part in its drills": what is denied before the conjunction is not what follows."""
    if below.dep_ != "conj" or below.head != link or below.pos_ not in _VERBAL:
        return False
    return any(c.dep_ == "cc" and c.lower_ in words.contrasting and link.i < c.i < below.i for c in link.children)


def is_denied(verb: Token, words: StandingWords) -> bool:
    """Whether a clause says that something is not so: "had not broken it", "is no menace"."""
    said = (c for c in verb.children if c.dep_ in ("attr", "dobj"))
    found = _negations(verb, words).union(*(_negative_determiners(c, words) for c in said))
    return verb.pos_ in _VERBAL and len(found) % 2 == 1


def _negations(link: Token, words: StandingWords) -> set[int]:
    """What negates one link: "not", "never", "no" on it or on its subject, "without" before it."""
    found: set[int] = set()
    for child in link.children:
        if child.dep_ == "neg" and any(c.tag_ == "JJR" for c in link.children if c.dep_ in ("acomp", "attr")):
            continue  # "has never been stronger"
        is_negative = child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in words.negative)
        following = link.doc[child.i + 1].lower_ if child.i + 1 < len(link.doc) else ""
        if is_negative and following not in words.not_negative_before:
            found.add(child.i)
        if link.pos_ in _VERBAL and child.dep_ in ("nsubj", "nsubjpass"):
            found |= _negative_determiners(child, words)
    if link.pos_ not in _VERBAL:
        found |= _negative_determiners(link, words)
    if link.dep_ in ("pobj", "pcomp") and link.head.lower_ in words.negative:
        found.add(link.head.i)
    return found


def _negative_determiners(noun: Token, words: StandingWords) -> set[int]:
    return {c.i for c in noun.children if c.dep_ == "det" and c.lower_ in words.negative}
