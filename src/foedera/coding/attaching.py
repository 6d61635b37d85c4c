"""Which of a sentence's times is that of an act: the one that hangs on its word, or on the clause around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foedera.coding.periods import unit_span
from foedera.coding.times import TimeMention
from foedera.coding.tree import Token
from foedera.model import Interval

__all__ = ["Placed", "TimePaths", "bounded", "days_of"]

_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN")
_OF_A_NOUN = frozenset({"amod", "compound", "nummod", "poss", "nmod"})  # "its 2015 accord", "the May visit"
_SAID = frozenset({"ccomp", "xcomp", "pcomp", "acl", "relcl"})
_CLAUSE = 4.0  # what a clause between a time and an act costs: more than any way through phrases
_ONE_ACT = _CLAUSE + 0.5  # below it no clause stands between a time and an act
_NEARER = 1.25  # three steps through phrases: "is currently on his fourth visit in two years"
_OF_A_THING = 1.5  # what the time of a thing costs: more than another one outside of the claim
_MONTH = 31  # days


@dataclass(frozen=True, slots=True)
class Placed:
    """A time of the sentence and the word that it hangs by."""

    mention: TimeMention
    token: Token


@dataclass(frozen=True, slots=True)
class TimePaths:
    """The words that the way from a time to an act turns on, from ``times.yml`` (key ``paths``) and ``voices.yml``."""

    scenes: frozenset[str]  # "at their June summit": prepositions whose noun says when
    through: frozenset[str]  # "helped to launch it in 2022": verbs whose act is that of the verb below
    when: frozenset[str]  # "when they met in June they declared": what begins a clause that says when
    own: frozenset[str]  # "the raid of March 2015": what stands before them has a time of its own
    saying: frozenset[str]  # verbs of saying: what is said was at another time
    apart: frozenset[str]  # "in response to the raid": what stands below was before the clause and its time

    @classmethod
    def of_words(cls, words: Mapping[str, Any], *, saying: frozenset[str]) -> TimePaths:
        paths = {name: frozenset(words["paths"][name]) for name in ("scenes", "through", "when", "own", "apart")}
        return cls(**paths, saying=saying)

    def attached(
        self, times: Iterable[Placed], trigger: Token, first: int, last: int, *, is_spoken: bool = False
    ) -> TimeMention | None:
        """The time that dates ``trigger``, whose claim reaches from ``first`` to ``last``; None where none does.

        One that cannot be resolved ("recently") is preferred to one that is farther off, and then nothing is known.
        ``is_spoken``: the act is one of words: it was when they were said, and what it speaks of has its own times.
        """
        known: list[tuple[float, Placed]] = []
        vague: list[float] = []
        times = list(times)
        ends = {p.mention.end for p in times if p.mention.interval is not None}
        for placed in times:
            if is_spoken and self.is_spoken_of(placed, trigger):
                continue
            cost = self.distance(placed.token, trigger, first, last, is_spoken=is_spoken)
            if cost is not None and placed.mention.interval is None:
                if not ends & {placed.mention.start - 1, placed.mention.start - 2}:
                    vague.append(cost)  # not "in 1947, a year after the war"
            elif cost is not None:
                known.append((cost, placed))
        if not known:
            return None
        cost, best = min(known, key=lambda row: row[0])
        if vague and min(vague) + _NEARER <= cost:
            return None
        if best.mention.within is not None and _is_own(best.mention.within, trigger):
            return best.mention.within
        return _finer(best.mention, [placed.mention for cost, placed in known if cost < _ONE_ACT])

    def hangs(self, times: Iterable[Placed], trigger: Token, *, is_spoken: bool, in_clause: bool = False) -> bool:
        """Whether any of ``times`` hangs on ``trigger``; ``in_clause``: with no clause between."""
        reach = _ONE_ACT if in_clause else float("inf")
        costs = (
            self.distance(p.token, trigger, trigger.i, trigger.i, is_spoken=is_spoken)
            for p in times
            if not (is_spoken and self.is_spoken_of(p, trigger))
        )
        return any(cost is not None and cost < reach for cost in costs)

    def distance(self, token: Token, trigger: Token, first: int, last: int, *, is_spoken: bool = False) -> float | None:
        """How far a time is from a trigger: 0 where it hangs on it, None where it belongs to something else."""
        chain = [trigger, *trigger.ancestors]
        path = [token, *token.ancestors]
        shared = next((t for t in path if t in chain), None)
        if shared is None:
            return None
        up = path.index(shared)
        across = chain.index(shared)
        is_scene = up > 0 and (path[up - 1].lower_ in self.scenes or (shared == trigger and trigger.pos_ in _NOMINAL))
        clauses = sum(1 for t in path[:up] if t.pos_ in _VERBAL and not self._is_open_to_dates(t, is_scene=is_scene))
        if any(t.lower_ in self.apart for t in chain[1:across]):
            return None
        own = sum(1 for t in chain[:across] if _is_clause(t))
        if clauses and not self._is_temporal_clause(path[:up], shared):
            return None
        if own > 1 or self._is_told_by_a_saying(chain[:across], token, is_spoken=is_spoken):
            return None
        inside = _OF_A_THING if _is_of_a_thing(token, trigger) else 0.0 if first <= token.i <= last else 1.0
        return across * 2 + up * 0.5 + (own + clauses) * _CLAUSE + inside + abs(token.i - trigger.i) / 100

    def _is_told_by_a_saying(self, chain: Sequence[Token], token: Token, *, is_spoken: bool) -> bool:
        """Whether the time is that of saying, not of what is said: "admitted on Friday that it had fired"."""
        if is_spoken or token.dep_ == "nsubj":  # "April saw its envoy in Lima"
            return False
        return any(t.dep_ == "ccomp" and t.pos_ in _VERBAL and t.head.lemma_.lower() in self.saying for t in chain)

    def is_spoken_of(self, placed: Placed, trigger: Token) -> bool:
        """Whether a time stands in what an act of words is about: "accused them of July's attack"."""
        if trigger.pos_ not in _VERBAL or trigger not in placed.token.ancestors:
            return False
        path = [placed.token, *placed.token.ancestors]
        path = path[: path.index(trigger)]
        if path[-1].lower_ in self.scenes and path[-1].dep_ == "prep":
            return False
        nouns = [t for t in path[1:] if t.pos_ in _NOMINAL]
        if any(t.pos_ in _VERBAL and t.dep_ in _SAID for t in path):
            return True
        if not nouns:
            return False
        if path[0].dep_ in _OF_A_NOUN or path[1].lower_ in self.own:
            return len(nouns) > 1 or nouns[0].dep_ != "pobj" or nouns[0].head.lower_ not in self.scenes
        # "threatened tariffs of ten per cent on 3 May": the parser hangs a day on the nearest noun.
        when = placed.mention.interval
        return len(nouns) > 1 and (when is None or when.start != when.end)

    def _is_temporal_clause(self, path: Sequence[Token], above: Token) -> bool:
        """ "When they met in June 2012, X and Y declared": the when-clause dates the main one.

        So does a participle ("meeting in June"), and what stands before the purpose of the whole.
        """
        verbs = [t for t in path if t.pos_ in _VERBAL and t.dep_ not in ("aux", "auxpass")]
        if len(verbs) != 1 or verbs[0].head not in (above, above.head):
            return False
        verb = verbs[0]
        if verb.dep_ == "pcomp":
            return True
        marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")]
        if verb.dep_ != "advcl":
            return False
        if any(mark in self.when for mark in marks):
            return True
        if any(c.dep_ == "mark" for c in verb.children):
            return False
        return verb.tag_ in ("VBG", "VBN") or (verb.tag_ == "VB" and path[0].i < verb.i)

    def _is_open_to_dates(self, verb: Token, *, is_scene: bool) -> bool:
        """Verbs that a date is read past: auxiliaries, gerunds, and "an accord to govern rivers on 12 May".

        Where a noun is told of, or sets the scene, also participles: "in a report issued on Monday they condemned it".
        """
        if is_scene and verb.dep_ == "acl" and verb.tag_ == "VBN":
            return True
        if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VB":
            return verb.head.lemma_.lower() in self.through
        if verb.dep_ == "acl" and verb.tag_ == "VB":
            return not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        return verb.dep_ in ("aux", "auxpass", "pcomp")


def _is_clause(verb: Token) -> bool:
    """A clause of its own, with its own time; not a participle beside the verb ("met on Friday, calling for peace")."""
    if verb.pos_ not in _VERBAL or verb.dep_ not in ("relcl", "ccomp", "advcl", "conj"):
        return False
    is_bare = verb.tag_ == "VBG" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "mark") for c in verb.children)
    return not (is_bare and verb.dep_ in ("advcl", "conj"))


def _is_of_a_thing(token: Token, trigger: Token) -> bool:
    """ "In June they suspended the 2018 accord": the time of a thing that the verb is about, if of nothing nearer."""
    return trigger.pos_ in _VERBAL and token.dep_ in _OF_A_NOUN and trigger.i < token.i


def _is_own(mention: TimeMention, trigger: Token) -> bool:
    """ "since the 1974 invasion": the year is that of the invasion, and only what lasts has lasted since."""
    span = trigger.doc.char_span(mention.start, mention.end)
    if span is None or trigger.pos_ not in _NOMINAL or span.root.dep_ not in _OF_A_NOUN:
        return False
    return span.root.head in (trigger, trigger.head if trigger.dep_ == "conj" else trigger)


def _finer(best: TimeMention, others: Sequence[TimeMention]) -> TimeMention:
    """ "the 2009 communique was issued in April 2009": the month, where both are told of one act."""
    when = best.interval
    if when is None or days_of(when) <= _MONTH:
        return best
    within = [m for m in others if m.interval is not None and m.interval != when and _holds(when, m.interval)]
    return within[0] if len(within) == 1 else best


def days_of(when: Interval) -> float:
    """How many days an interval has; without end where a side is open."""
    return float("inf") if when.start is None or when.end is None else (when.end - when.start).days + 1


def _holds(outer: Interval, inner: Interval) -> bool:
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def bounded(when: Interval, *, by: Interval, told: str) -> Interval:
    """``when`` without the days after ``by``, where that ends within it: what is done was done by the report of it.

    Only weeks, months and years end so: days named from first to last were named by one who knew them. The
    precision stays that of the words: June 2012, told of on the sixth, is still a month in what it says.
    """
    if when.start is None or when.end is None or by.end is None or not when.start < by.end < when.end:
        return when
    if not _is_calendar_unit(when, when.start):
        return when
    basis = when.basis if told in when.basis else f"{when.basis}, {told} {by.end.isoformat()}"
    return replace(when, end=by.end, basis=basis)


def _is_calendar_unit(when: Interval, start: date) -> bool:
    return any(unit_span(start, unit) == (when.start, when.end) for unit in ("week", "month", "quarter", "year"))
