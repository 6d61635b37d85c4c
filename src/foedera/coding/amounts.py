"""How many and how much: numbers in a sentence with their bounds, their unit and what they count.

"Some two dozen exercises" is about 24; "thousands" is at least 1000; "between 40 and 50" is a range.
Dates, ordinals and designations ("Su-30", "Article 5") are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foedera.coding import times
from foedera.coding.amountwords import AmountGrammar, fold

__all__ = ["AmountGrammar", "AmountMention", "find"]

_SLACK = 0.1  # "about 5000" is read as 4500 to 5500
_WINDOW = 40  # code points looked at before a number: longer than any bound
_MOST_WORDS = 8  # of a counted noun phrase
_MOST_DIGITS = 15  # more is a reference number, not a count
_WORD = re.compile(
    r"\s+[\"'\u201c\u2018(]?([A-Za-z\u00c0-\u024f][\w/&.\u00b7-]*(?:['\u2019]s?)?|\d[\w/-]*[A-Za-z][\w/-]*)"
)
_QUOTES = ('"', "'", "\u201c", "\u2018", "\u00ab")
_DESIGNATION = re.compile(r"(?=.*[A-Z])(?=.*\d)[\w/.-]+")
_SMALL = 10  # a smaller number that counts nothing by name is not an amount


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount at ``[start, end)`` of the sentence; the span covers bound, number and unit, not the noun.

    ``op`` is =, about, >, >=, <, <= or range; ``value`` is None where only bounds are known. ``noun`` holds
    the counted words as written ("Su-30 fighter jets"); ``unit`` is what they come to: persons, items, USD,
    km, percent, times, states, ... or the noun itself where no class of the grammar has it.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    op: str
    unit: str
    noun: str


@dataclass(frozen=True, slots=True)
class _Quantity:
    start: int
    end: int
    first: float
    last: float | None = None
    currency: str | None = None
    multiplied: bool = False
    suffixed: bool = False
    spelled: bool = False
    plus: bool = False


def find(sentence: str, *, grammar: AmountGrammar) -> list[AmountMention]:
    """Every amount, in order, without overlap; never raises, whatever the text."""
    candidates = sorted(_candidates(sentence, grammar), key=lambda m: (m.start, -m.end))
    taken = _times(sentence, grammar) if candidates else []
    found: list[AmountMention] = []
    for mention in candidates:
        if any(_is_time(mention, when, grammar) for when in taken):
            continue
        if not found or found[-1].end <= mention.start:
            found.append(mention)
    return found


def _times(sentence: str, grammar: AmountGrammar) -> list[times.TimeMention]:
    return times.find(sentence, published=None, grammar=grammar.times) if grammar.times else []


def _is_time(mention: AmountMention, when: times.TimeMention, grammar: AmountGrammar) -> bool:
    """True where an amount lies on an expression of time; "a quarter of the fleet" is no length of time, and the
    length of "a five-year plan" is an amount of its own."""
    overlaps = mention.start < when.end and when.start < mention.end
    return overlaps and not (when.kind == "duration" and mention.unit in {"percent", *grammar.terms})


def _candidates(sentence: str, grammar: AmountGrammar) -> Iterator[AmountMention]:
    for match in grammar.fraction.finditer(sentence):
        share = grammar.fractions[fold(match[1])]
        noun, _ = _noun_after(sentence, match.end(1), grammar)
        start, op = _op_before(sentence, match.start(), grammar)
        yield _bounded(start, match.end(1), float(share), op, "percent", noun)
    yield from _ordinals(sentence, grammar)
    yield from _loose(sentence, grammar)
    position = 0
    while (place := grammar.start.search(sentence, position)) is not None:
        quantity = _quantity(sentence, place.start(), grammar)
        position = place.start() + 1
        if quantity is None:
            continue
        position = max(position, quantity.end)
        mention = _measured(sentence, quantity, grammar)
        if mention is not None:
            yield mention


def _ordinals(sentence: str, grammar: AmountGrammar) -> Iterator[AmountMention]:
    """ "The third such exercise", "for the fourth time": how often by then, as a rank."""
    for match in grammar.ordinal.finditer(sentence):
        digits = re.match(r"\d+", match[1])
        rank = float(digits[0]) if digits else float(grammar.ordinals[fold(match[1])])
        noun, _ = _noun_after(sentence, match.end(), grammar)
        yield AmountMention(match.start(), match.end(1), rank, rank, rank, "=", "rank", noun or match[2])


def _loose(sentence: str, grammar: AmountGrammar) -> Iterator[AmountMention]:
    """ "Dozens of", "several", "a couple of": bounds without a number."""
    for match in grammar.loose.finditer(sentence):
        word = fold(match[0])
        noun, unit = _noun_after(sentence, match.end(), grammar)
        is_pair = word in grammar.pairs
        of = grammar.partitive.match(sentence, match.end())
        currency = grammar.currency_after.match(sentence, of.end() if of else match.end())
        if currency:
            unit = _currency(currency[1], grammar) or unit
        if unit == "" or fold(noun.split()[0] if noun else "") in grammar.not_counted:
            continue
        if is_pair:
            yield _bounded(match.start(), match.end(), float(grammar.pairs[word]), "about", unit, noun)
        else:
            low = float(grammar.vague[word])
            start, op = _op_before(sentence, match.start(), grammar)
            start = start if op in (">", ">=") else match.start()
            yield AmountMention(start, match.end(), None, low, None, ">=", unit, noun)


def _quantity(sentence: str, start: int, grammar: AmountGrammar) -> _Quantity | None:
    """The number at ``start``, with the other end of its range where there is one."""
    first = _number(sentence, start, grammar)
    if first is None:
        return None
    before = sentence[max(0, start - _WINDOW) : start]
    if grammar.opener.search(before):
        joint = grammar.and_.match(sentence, first.end)
    else:
        joint = None if grammar.change.search(before) else grammar.to.match(sentence, first.end)
    second = _number(sentence, joint.end(), grammar) if joint else None
    if second is None or second.currency not in (None, first.currency):
        return first
    scale = 1.0
    if second.multiplied and not first.multiplied and first.first < second.first:
        scale = _scale(second, sentence, grammar) if first.first * 1000 > second.first or first.first < 1000 else 1.0
    low = first.first * scale
    if low >= second.first:
        return first
    return replace(second, start=start, first=low, last=second.first, currency=first.currency)


def _scale(quantity: _Quantity, sentence: str, grammar: AmountGrammar) -> float:
    """What the multiplier of a number comes to: 1e9 in "3-4 billion"."""
    match = grammar.quantity.match(sentence, quantity.start)
    return _times_of(match, grammar) if match else 1.0


def _number(sentence: str, start: int, grammar: AmountGrammar) -> _Quantity | None:
    match = grammar.quantity.match(sentence, start)
    if match is None:
        return None
    digits = re.sub(r"[,\s\u00a0\u2009\u202f]", "", match["number"])
    is_spelled = re.fullmatch(r"\d+(?:\.\d+)?", digits) is None
    base = _spelled(match["number"], grammar) if is_spelled else float(digits)
    if base is None or (not is_spelled and len(digits) > _MOST_DIGITS):
        return None
    currency = grammar.symbols.get(match["symbol"]) if match["symbol"] else None
    multiplied = match["times"] is not None or (is_spelled and _has_multiplier(match["number"], grammar))
    return _Quantity(
        start, match.end(), base * _times_of(match, grammar), None, currency, multiplied,
        match["suffix"] is not None, is_spelled, match["plus"] is not None,
    )  # fmt: skip


def _times_of(match: re.Match[str], grammar: AmountGrammar) -> float:
    factor = 1.0
    if match["times"]:
        for word in match["times"].lower().split():
            factor *= grammar.multipliers[word]
    elif match["suffix"]:
        factor = float(grammar.suffixes.get(match["suffix"], 1))
    return factor


def _has_multiplier(words: str, grammar: AmountGrammar) -> bool:
    return any(word in grammar.multipliers for word in re.split(r"[\s-]+", words.lower()))


def _spelled(words: str, grammar: AmountGrammar) -> float | None:
    """The value of "two thousand five hundred", "half a million", "twenty-five"."""
    text = fold(words)
    share = 0.5 if text.startswith(grammar.half) else 1.0
    total, group, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", text):
        if word in grammar.numbers:
            group += grammar.numbers[word]
            seen = True
        elif word in grammar.multipliers:
            factor = grammar.multipliers[word]
            group = (group or 1.0) * factor
            seen = True
            if factor >= 1000:
                total, group = total + group, 0.0
    return (total + group) * share if seen else None


def _op_before(sentence: str, start: int, grammar: AmountGrammar) -> tuple[int, str]:
    """Where the bound before a number begins, and which it is; "=" where there is none."""
    window = max(0, start - _WINDOW)
    between = grammar.opener.search(sentence[window:start])
    if between:
        return window + between.start(), "="
    found = grammar.op_before.search(sentence[window:start])
    if found is None:
        return start, "="
    op = grammar.ops[fold(found[1])]
    outer = grammar.op_before.search(sentence[window : window + found.start(1)])
    if outer is not None:  # "up to about 40": the outer bound says more
        return window + outer.start(1), grammar.ops[fold(outer[1])]
    return window + found.start(1), op


def _measured(sentence: str, quantity: _Quantity, grammar: AmountGrammar) -> AmountMention | None:
    """The amount of a number by what follows it: money, share, measure, compound or counted noun."""
    start, op = _op_before(sentence, quantity.start, grammar)
    end = quantity.end
    if quantity.plus:
        op = ">"
    after = grammar.op_after.match(sentence, end)
    if after and not quantity.plus:
        op, end = grammar.after_ops[fold(after[1])] if op == "=" else op, after.end()
    unit, unit_end, noun = _unit(sentence, quantity, end, grammar)
    if unit is None or (not noun and unit == "" and _is_designation(sentence, quantity, op, grammar)):
        return None
    if quantity.last is not None:
        return AmountMention(start, unit_end, None, quantity.first, quantity.last, "range", unit, noun)
    return _bounded(start, unit_end, quantity.first, op, unit, noun)


def _unit(sentence: str, quantity: _Quantity, end: int, grammar: AmountGrammar) -> tuple[str | None, int, str]:
    """(unit, end of the span, noun); unit None where the number is no amount."""
    named = grammar.currency_after.match(sentence, end)
    if quantity.currency or (named and _currency(named[1], grammar, quantity)):
        code = quantity.currency or ""
        if named and _currency(named[1], grammar, quantity):
            code, end = _currency(named[1], grammar, quantity) or code, named.end()
        link = grammar.money_link.match(sentence, end)
        noun = _noun_after(sentence, link.end() - 1, grammar)[0] if link else ""
        return code, end, noun
    share = grammar.share_after.match(sentence, end)
    if share:
        return "percent", share.end(), _noun_after(sentence, share.end(), grammar)[0]
    suffix_start = end - 1 if quantity.suffixed and sentence[end - 1] in "m" else end
    if quantity.suffixed and suffix_start == end:
        return None, end, ""
    measure = grammar.measure_after.match(sentence, suffix_start)
    if measure and not (quantity.spelled and measure[0][:1] not in " -\t\n\u00a0"):
        return grammar.measures[fold(measure[1])], measure.end(), ""
    compound = grammar.compound_after.match(sentence, end)
    if compound and grammar.compounds[fold(compound[1])] in grammar.terms:
        return grammar.compounds[fold(compound[1])], compound.end(), ""
    if compound:
        noun = _noun_after(sentence, compound.end(), grammar)[0]
        following = _WORD.match(sentence, compound.end())
        if not noun and following and fold(following[1]) not in grammar.stops:
            noun = following[1]
        return grammar.compounds[fold(compound[1])], compound.end(), noun or compound[1]
    return _counted(sentence, quantity, end, grammar)


def _counted(sentence: str, quantity: _Quantity, end: int, grammar: AmountGrammar) -> tuple[str | None, int, str]:
    following = sentence[end : end + 3]
    if re.match(r"[\w/:%\u00b0]|-\w|[.,]\d|['\u2019]s", following):
        return None, end, ""
    noun, unit = _noun_after(sentence, end, grammar)
    first = fold(noun.split()[0]) if noun else ""
    next_word = _WORD.match(sentence, end)
    if next_word and fold(next_word[1]).rstrip(".") in grammar.not_counted:
        return None, end, ""
    if noun and fold(noun.split()[-1]) in grammar.not_counted:
        return None, end, ""
    if quantity.first <= 1 and grammar.partitive.match(sentence, end):  # "one of them" counts nothing
        return None, end, ""
    if quantity.first <= 1 and (unit == "" or not quantity.spelled or fold(noun) not in grammar.classes):
        return None, end, ""
    before = sentence[max(0, quantity.start - _WINDOW) : quantity.start]
    if grammar.no_count_after.search(before):
        return None, end, ""
    refers = grammar.referring_before.search(before) and quantity.first <= grammar.referring_max
    if refers and {first, fold(noun.split()[-1]) if noun else ""} & grammar.referring_nouns:
        return None, end, ""
    return unit, end, noun


def _is_designation(sentence: str, quantity: _Quantity, op: str, grammar: AmountGrammar) -> bool:
    """True where a bare number is more likely a name, a year or a pronoun than a count."""
    if op != "=":
        return False
    around = sentence[max(0, quantity.start - 2) : quantity.start], sentence[quantity.end : quantity.end + 1]
    if around[0][-1:] in _QUOTES or (around[0] == ", " and around[1] == ","):  # an age: "Rao, 75, said"
        return True
    before = re.search(r"([\w.]+)[\s-]+$", sentence[max(0, quantity.start - _WINDOW) : quantity.start])
    if not before and re.fullmatch(r"\W*", sentence[quantity.end :]):
        return True
    if before and before[1][:1].isupper() and fold(before[1]) not in grammar.stops:
        return True
    looks_like_year = not quantity.spelled and not quantity.multiplied and 1500 <= quantity.first < 2100
    return quantity.first < _SMALL or (looks_like_year and "," not in sentence[quantity.start : quantity.end])


def _noun_after(sentence: str, end: int, grammar: AmountGrammar) -> tuple[str, str]:
    """The counted words after a number and the unit they come to; empty where nothing is counted."""
    of = grammar.partitive.match(sentence, end)
    words: list[str] = []
    at = of.end() if of else end
    while len(words) < _MOST_WORDS and (match := _WORD.match(sentence, at)) is not None:
        plain = fold(match[1])
        is_linked = plain in grammar.coordinators and words and _head(words, grammar) is None
        if plain in grammar.stops and not is_linked:
            break
        words.append(match[1].rstrip("."))
        at = match.end()
        if match[1].endswith(".") and not re.fullmatch(r"(?:\w\.)+", match[1]):
            break
    head = _head(words, grammar)
    if head is None:
        return "", ""
    phrase = words[: head + 1]
    unit = _class_of(phrase, grammar)
    if fold(phrase[-1]) in grammar.containers and head == len(words) - 1:
        partitive = grammar.partitive.match(sentence, at)
        held, held_unit = _noun_after(sentence, at, grammar) if partitive else ("", "")
        if partitive and held:
            return f"{' '.join(phrase)}{partitive[0]} {held}", held_unit
    return " ".join(phrase), unit


def _head(words: list[str], grammar: AmountGrammar) -> int | None:
    """Which word is counted: the last of the first run of plural or known nouns."""
    head: int | None = None
    for i, word in enumerate(words):
        if _is_countable(word, grammar):
            head = i
        elif head is not None and (head < i - 1 or not _is_countable("".join(words[i + 1 : i + 2]), grammar)):
            break
    return head


def _is_countable(word: str, grammar: AmountGrammar) -> bool:
    plain = fold(word)
    if plain in grammar.classes:
        return True
    return len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is", "'s", "\u2019s"))


def _class_of(words: list[str], grammar: AmountGrammar) -> str:
    # A designation among the words ("Mk-41 canisters", "F-16 fighters") makes it a thing.
    is_thing = any(_DESIGNATION.fullmatch(word) for word in words[:-1])
    for size in (2, 1):
        unit = grammar.classes.get(fold(" ".join(words[-size:])))
        if unit:
            return "items" if is_thing and unit == "persons" else unit
    last = words[-1]
    if last[:1].isupper() and (last.endswith(grammar.nationals) or fold(words[0]) in grammar.people_after):
        return "persons"
    return "items" if is_thing else fold(last)


def _currency(word: str, grammar: AmountGrammar, quantity: _Quantity | None = None) -> str | None:
    plain = fold(word)
    if plain in grammar.currency_names:
        return grammar.currency_names[plain]
    if plain in grammar.after_multiplier:
        is_large = quantity is None or quantity.multiplied or quantity.suffixed
        return grammar.after_multiplier[plain] if is_large else None
    return grammar.symbols.get(word)


def _bounded(start: int, end: int, value: float, op: str, unit: str, noun: str) -> AmountMention:
    """The mention with the bounds that its op gives."""
    below, above = round(value * (1 - _SLACK), 6), round(value * (1 + _SLACK), 6)
    low, high, shown = {
        "=": (value, value, "="),
        "about": (below, above, "about"),
        "nearly": (below, value, "about"),
        "just over": (value, above, ">"),
        ">": (value, None, ">"),
        ">=": (value, None, ">="),
        "<": (None, value, "<"),
        "<=": (None, value, "<="),
    }[op]
    return AmountMention(start, end, value, low, high, shown, unit, noun)
