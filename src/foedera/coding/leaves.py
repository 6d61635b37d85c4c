"""The leaves of the grammar of time: each form of ``times.yml`` found and reckoned.

A leaf that lacks its year ("November 2", "in September") stays open until ``settle``, so that a
neighbour ("from May to July 2014") or the publication can give it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedera.coding.calendardates import CALENDAR
from foedera.coding.relativedates import RELATIVE
from foedera.coding.timeleaf import Found, Leaf, Setting, dated_in, lacks_year, placed
from foedera.coding.timewords import TimeGrammar

__all__ = ["find_leaves", "settle"]

_RECKON = CALENDAR | RELATIVE


def find_leaves(sentence: str, grammar: TimeGrammar, setting: Setting) -> list[Leaf]:
    """The leftmost longest leaves, without overlap."""
    candidates: list[tuple[int, int, int, Leaf]] = []
    for order, form in grammar.forms_for(sentence):
        for match in form.pattern.finditer(sentence):
            leaf = _RECKON[form.means](Found(match, grammar, setting, sentence))
            if leaf is not None and leaf.start < leaf.end:
                candidates.append((leaf.start, -leaf.end, order, leaf))
    candidates.sort(key=lambda row: row[:3])
    kept: list[Leaf] = []
    for *_, leaf in candidates:
        if not kept or leaf.start >= kept[-1].end:
            kept.append(leaf)
    return kept


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
            year = _told_year(settled[:i], sentence, grammar, setting)
        told = dated_in(leaf, year, "") if year is not None else None
        # A borrowed year that lacks the day (29 February) was the wrong one to borrow.
        settled[i] = replace(told, inferred=True) if told and told.days else placed(leaf, setting)
    return settled


def _told_year(before: Sequence[Leaf], sentence: str, grammar: TimeGrammar, setting: Setting) -> int | None:
    """The year that a story is in: "in May 2017 they met, and in October signed".

    Counted from publication a bare year is no sign of a story ("invaded in 2022, signed in March"); in an
    undated text it is the only one.
    """
    for leaf in reversed(before):
        if leaf.year is None or leaf.kind != "date" or leaf.inferred:
            continue
        is_bound = grammar.bound_before(sentence, leaf.start) is not None
        if is_bound or (setting.published is not None and leaf.month is None):
            return None
        return leaf.year
    return None
