"""The leaves of the grammar of time: each form of ``times.yml`` found and reckoned.

A leaf that lacks its year ("November 2", "in September") stays open until ``settle``, so that a
neighbour ("from May to July 2014") or the publication can give it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from foedera.coding.calendardates import CALENDAR
from foedera.coding.relativedates import RELATIVE
from foedera.coding.timeleaf import Found, Leaf, Setting, dated_in, lacks_year, placed
from foedera.coding.timewords import Form, TimeGrammar
from foedera.coding.yearlydates import YEARLY
from foedera.model import Interval, Precision

__all__ = ["counted_within", "find_leaves", "settle"]

_TURN_OF_THE_YEAR = 9  # months back from one day told to the next, that are rather a few on
_RECKON = CALENDAR | RELATIVE | YEARLY


def find_leaves(sentence: str, grammar: TimeGrammar, setting: Setting) -> list[Leaf]:
    """The leftmost longest leaves, without overlap."""
    candidates: list[tuple[int, int, int, Leaf]] = []
    for order, form, match in _matches(sentence, grammar):
        leaf = _RECKON[form.means](Found(match, grammar, setting, sentence))
        if leaf is not None and leaf.start < leaf.end:
            leaf = replace(leaf, means=form.means) if leaf.found is not None else leaf
            candidates.append((leaf.start, -leaf.end, order, leaf))
    candidates.sort(key=lambda row: row[:3])
    kept: list[Leaf] = []
    for *_, leaf in candidates:
        if not kept or leaf.start >= kept[-1].end:
            kept.append(leaf)
    return kept


@lru_cache(maxsize=16)  # a sentence is looked through again from other days
def _matches(sentence: str, grammar: TimeGrammar) -> tuple[tuple[int, Form, re.Match[str]], ...]:
    """Where each form of writing a time stands, the form numbered."""
    if not grammar.may_hold_time(sentence):
        return ()
    found = ((order, form, form.pattern.finditer(sentence)) for order, form in grammar.forms_for(sentence))
    return tuple((order, form, match) for order, form, matches in found for match in matches)


def counted_within(leaves: Sequence[Leaf]) -> list[Leaf]:
    """What is counted from the date last named, counted from one that stands before it in the sentence.

    "Ordered in May 2017, they came the following year"; a repeated or unknown time before it changes nothing.
    """
    counted: list[Leaf] = []
    last: Leaf | None = None
    for one in leaves:
        leaf = one
        if one.found is not None and last is not None and last.days is not None:
            anchor = Interval(*last.days, Precision.RANGE, "")
            found = replace(one.found, setting=replace(one.found.setting, anchor=anchor))
            leaf = _RECKON[one.means](found) or one
        counted.append(leaf)
        if leaf.kind == "date" and leaf.days is not None:
            last = leaf
    return counted


def settle(leaves: Sequence[Leaf], sentence: str, grammar: TimeGrammar, setting: Setting) -> list[Leaf]:
    """Give each leaf its year: from the neighbour it is joined to, else from the publication."""
    settled = list(leaves)
    for i in range(len(settled) - 2, -1, -1):
        left, right = settled[i], settled[i + 1]
        if lacks_year(left) and right.month and right.year and grammar.coordinates(sentence[left.end : right.start]):
            later = (left.month or 0) > right.month
            settled[i] = dated_in(left, right.year - 1 if later else right.year, "")
    for i, leaf in enumerate(settled):
        if not lacks_year(leaf):
            continue
        before = settled[i - 1] if i else None
        if before and before.month and before.year and grammar.coordinates(sentence[before.end : leaf.start]):
            earlier = (leaf.month or 0) < before.month
            year: int | None = before.year + 1 if earlier else before.year
        else:
            year = _told_year(leaf, settled[:i], sentence, grammar, setting)
        told = dated_in(leaf, year, "") if year is not None else None
        # A borrowed year that lacks the day (29 February) was the wrong one to borrow.
        settled[i] = replace(told, inferred=True) if told and told.days else placed(leaf, setting)
    return settled


def _told_year(leaf: Leaf, before: Sequence[Leaf], sentence: str, grammar: TimeGrammar, setting: Setting) -> int | None:
    """The year that a story is in: "in May 2017 they met, and in October signed"; January comes after December.

    Counted from publication a bare year is no sign of a story ("invaded in 2022, signed in March"); in an
    undated text it is the only one.
    """
    for told in reversed(before):
        if told.year is None or told.kind != "date" or told.inferred:
            continue
        is_bound = grammar.bound_before(sentence, told.start) is not None
        if is_bound or (setting.published is not None and told.month is None):
            return None
        is_next = told.month is not None and told.month - (leaf.month or 0) >= _TURN_OF_THE_YEAR
        return told.year + is_next
    return None
