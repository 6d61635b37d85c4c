"""What a claim tells beside its parties: where, how much, at what level, under which name or title."""

from __future__ import annotations

from collections.abc import Sequence

from foedera.coding.context import Context
from foedera.coding.extents import sentence_of
from foedera.coding.mentions import Mention
from foedera.coding.parsed import THING
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported
from foedera.model import Amount, Place

__all__ = ["amounts", "attributes", "place", "titled"]

QUOTE = '"'  # as it stands in the plain sentence
CLOSING = ('"', "\u201d", "\u00bb", "\u201c")  # as it may stand in the body


def place(context: Context, item: Reported) -> Place | None:
    """Where: a city, capital or state behind "in" or "at" of the trigger or its verb."""
    parsed = context.parsed
    for slot, tokens in item.slots.arguments.slots.items():
        for token in tokens if slot in context.reader.location else ():
            for mention in (*parsed.by_head.get(token.i, ()), *parsed.covered.get(token.i, ())):
                if mention.kind == "state" and mention.form in ("place", "capital", "name"):
                    words = parsed.doc[mention.start : mention.end].text
                    return Place(mention.actor, words if mention.form != "name" else None)
    return None


def amounts(context: Context, item: Reported) -> tuple[Amount, ...]:
    """Numbers that count the trigger, its things or its parties, for types that count something."""
    found: list[Amount] = []
    if not context.reader.counted & set(item.type.attributes):
        return ()
    for number in context.numbers:
        token = context.token_at(number.start, number.end)
        if token is None or not _belongs(context, token, item):
            continue
        if number.unit in context.reader.terms and context.reader.termed.isdisjoint(item.type.attributes):
            continue  # how long something lasts is told of agreements, seats and plans
        start, end = context.sentence.span(number.start, number.end)
        noun = number.noun or number.unit
        found.append(Amount(noun, number.value, number.low, number.high, number.op, number.unit, start, end))
    return tuple(found)


def _belongs(context: Context, number: Token, item: Reported) -> bool:
    """A number counts what the claim is about: in the trigger's phrase, its things or its parties."""
    if item.token == number or item.token in number.ancestors:
        verbs = [t for t in number.ancestors if t.pos_ in ("VERB", "AUX") and t.i != item.token.i]
        if not verbs or item.token.pos_ not in ("VERB", "AUX") or verbs[0] not in item.token.subtree:
            return True
        return "casualties" in item.type.attributes and context.parsed.forms[verbs[0].i][1] in context.reader.toll
    heads = [t for listed in item.slots.heads.values() for t in listed]
    return any(head == number or head in number.ancestors for head in heads) or _is_told_of(number, item)


def _is_told_of(number: Token, item: Reported) -> bool:
    """ "Trade with Oman rose to $3 billion", "lifted its stake to a third": what a verb says the trigger comes to."""
    verb = item.slots.arguments.governor
    if verb is None or item.token.head != verb or item.token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    above = next((t for t in number.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if above != verb or number in item.token.subtree:
        return False
    path = [number, *number.ancestors]
    link = path[path.index(verb) - 1]
    return link.dep_ in ("prep", "attr", "acomp", "dobj") and (link.dep_ != "dobj" or item.token.dep_ != "dobj")


def attributes(context: Context, item: Reported, roles: Sequence[tuple[str, Mention]]) -> dict[str, str]:
    """Level, institution and name, where the type has them and the words say them."""
    wanted = item.type.attributes
    made: dict[str, str] = {}
    if "level" in wanted:
        level = context.reader.highest([m.level for _, m in roles if m.level])
        if level:
            made["level"] = level
    if "institution" in wanted:
        names = [m.name for _, m in roles if m.name and m.form == "institution"]
        if names:
            made["institution"] = names[0]
    if "name" in wanted:
        low, high = sentence_of(item.token)
        name = context.reader.exercise_in(context.parsed.doc[low : high + 1].text)
        if name:
            made["name"] = name
    for key in ("items", "instrument", "topic", "topics", "document", "title"):
        if key in wanted:
            words = [_words(t) for t in item.slots.heads.get(THING, ()) if _is_theme(context, t, item)]
            if words:
                made[key] = words[0]
                break
    return made


def _is_theme(context: Context, token: Token, item: Reported) -> bool:
    """A noun phrase that says what it is about: no modifier, no party, no date."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod"):
        return False
    if token in item.slots.heads.get("other", ()) or token.i in context.parsed.by_head:
        return False
    at = token.idx
    return not any(m.start <= at < m.end for m in context.times)


def _words(head: Token) -> str:
    """A noun phrase as printed, without what is subordinate to it."""
    high = head.i
    for child in head.children:
        if child.i > head.i and child.dep_ in ("prep", "compound") and child.right_edge.i - head.i < 10:
            high = max(high, child.right_edge.i)
        elif child.i > head.i and child.dep_ in ("relcl", "acl", "punct", "appos", "cc", "conj"):
            break
    words: str = head.doc[head.left_edge.i : high + 1].text
    return words.strip(" ,;:\"'-")


def titled(context: Context, item: Reported) -> list[tuple[int, int, str]]:
    """Where several instruments are named by their titles in quotation marks: start, end and words of each.

    Empty where fewer than two are: then the claim is one, quoted whole.
    """
    if "title" not in item.type.attributes:
        return []
    heads = [t for head in item.slots.heads.get(THING, ()) for t in head.subtree if t.pos_ in ("NOUN", "PROPN")]
    spans = sorted({span for head in heads if (span := _title_at(context, head)) is not None})
    titles = [(start, end, " ".join(context.text.body[start:end].split())) for start, end in spans]
    return titles if len(titles) > 1 else []


def _title_at(context: Context, head: Token) -> tuple[int, int] | None:
    """The span, in the body, of the quoted title that ``head`` is the noun of."""
    opening = next((t for t in reversed(list(head.doc[head.left_edge.i : head.i])) if t.text == QUOTE), None)
    if opening is None:
        return None
    body, at = context.text.body, context.sentence.offsets
    start, past = at[opening.idx] + 1, at[head.end - 1] + 1
    closing = [found for mark in CLOSING if (found := body.find(mark, past, past + 200)) >= 0]
    if not closing:
        return None
    return start, start + len(body[start : min(closing)].rstrip(" ,.;"))
