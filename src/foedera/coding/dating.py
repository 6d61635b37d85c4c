"""When what bears no time of its own was: by the sentences around it, or by the day of the release it stands in.

Only where a reader would say the same without a doubt: an act told in the simple past, in the main line of its
sentence, of somebody whom the time before was told of. The basis says where the time stands. What is told in the
perfect, in passing or after "earlier" stays undated, and so does every structure and assessment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from foedera.codebook import Family
from foedera.coding.attaching import days_of
from foedera.coding.context import Context
from foedera.coding.drafts import Draft
from foedera.coding.extents import verb_above
from foedera.coding.narration import MainLine, Tense, is_finite, roots_of, tense
from foedera.coding.quoting import as_quoted
from foedera.coding.reference import Discourse
from foedera.coding.roles import is_peripheral
from foedera.coding.tree import Token
from foedera.coding.voices import Saying
from foedera.model import Interval, Precision, Status, Text, Voice

__all__ = ["Dating", "StoryWords"]

_NEWS = 12  # sentences in which a story tells its news
_OPENING = 6  # sentences in which a story says when it is set
_STORY_DAYS = 7  # the longest time that a story is set in: "this week"
_FRESH = timedelta(days=10)  # a text about what was longer before it is no story of the day
_RECENT = timedelta(days=366)  # "his recent visit"
_HANDED_ON_DAYS = 31  # the longest time that one sentence hands to the next
_HANDED_ON = 2  # sentences that it reaches
_IN_MIND = 3  # sentences for which a reader keeps a time in mind that is not the story's
_TIMED = frozenset({"date", "since", "until", "duration"})
_TOLD = frozenset(
    {
        Status.OCCURRED,
        Status.ONGOING,
        Status.AGREED,
        Status.OFFERED,
        Status.DISCUSSED,
        Status.REQUESTED,
        Status.REFUSED,
        Status.CANCELLED,
    }
)
_PLEDGED = frozenset({Status.AGREED, Status.OFFERED, Status.DISCUSSED, Status.REQUESTED})
_PLACES = {1: "in the sentence before", 2: "two sentences before"}
_VERBAL = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
_OF_A_NOUN = ("amod", "compound", "nummod", "nmod")


@dataclass(frozen=True, slots=True)
class StoryWords:
    """The words that lead to the time of a story and away from it, from ``times.yml`` (key ``story``)."""

    breaks: frozenset[str]
    recent: frozenset[str]
    line: MainLine

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> StoryWords:
        story = words["story"]
        return cls(frozenset(story["breaks"]), frozenset(story["recent"]), MainLine.of_words(words))


@dataclass(frozen=True, slots=True)
class _Told:
    """The time of a sentence's main clause and whom it is told of; ``when`` is None where nothing is known of it."""

    when: Interval | None
    number: int
    block: int
    subjects: frozenset[str]
    actors: frozenset[str]
    types: frozenset[str]  # of the claims of the sentence
    tense: Tense

    def leads(self, actors: frozenset[str]) -> bool:
        """Whether it moves the story of ``actors`` to its own time: told of them, and in the past."""
        is_of = not self.subjects.isdisjoint(actors) if self.subjects else self.actors.issuperset(actors)
        return self.tense is Tense.PAST and is_of


@dataclass(slots=True)
class _Story:
    """The time that a text is set in, and whom it has told of so far."""

    when: Interval
    number: int
    place: str
    actors: set[str]
    types: frozenset[str]


class Dating:
    """The times that one text hands from sentence to sentence."""

    def __init__(
        self,
        text: Text,
        contexts: Sequence[Context],
        discourse: Discourse,
        *,
        words: StoryWords,
        families: Mapping[str, Family],
    ) -> None:
        self._published = text.published if text.published and text.published.precision is Precision.DAY else None
        self._discourse = discourse
        self._words = words
        self._families = families
        self._contexts = {c.sentence.number: c for c in contexts}
        self._told: dict[int, _Told] = {}
        self._retold: dict[int, Interval] = {}
        self._day = self._published or discourse.named_day  # of an undated text the latest day it names

    def dated(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts in their order; those that what stands around them dates are dated."""
        for number, context in self._contexts.items():
            types = frozenset(d.type.name for d in drafts if d.sentence.number == number)
            told = _told(context, types)
            if told is not None:
                self._told[number] = told
        self._retold = {id(d): when for d in drafts if (when := self._told_again(d, drafts)) is not None}
        story = self._story(drafts)
        return [self._one(draft, story) for draft in drafts]

    def _one(self, draft: Draft, story: _Story | None) -> Draft:
        context = self._contexts[draft.sentence.number]
        if draft.group != "event":
            return draft
        if draft.date is not None:
            when = as_quoted(draft, context, _saying_of(draft, context), self._day_of_saying(draft, story))
            return draft if when is None else replace(draft, date=when)
        if _has_time(draft, context):
            return draft
        when = (
            self._by_the_release(draft, context)
            or _by_the_document(draft, context)
            or self._going_on(draft, context)
            or self._of_its_retelling(draft)
        )
        if when is None and draft.status in _TOLD and self._is_told(draft, context):
            when = self._handed_on(draft, story)
            if when is not None and story is not None and when.overlaps(story.when):
                story.actors |= draft.actors
        return draft if when is None else replace(draft, date=context.by_its_report(when))

    def _day_of_saying(self, draft: Draft, story: _Story | None) -> Interval | None:
        told = self._told.get(draft.sentence.number)
        if told is not None and told.when is not None and told.when != draft.date:
            return told.when
        return story.when if story is not None and story.number < draft.sentence.number else None

    # The day of the text itself

    def _by_the_release(self, draft: Draft, context: Context) -> Interval | None:
        """When "we" speak in a release, or its government is told of in the present: the day it was issued."""
        if self._published is None or draft.status is Status.HYPOTHETICAL or not self._is_its_own(draft, context):
            return None
        doc = draft.parsed.doc
        verb = self._words.line.telling_verb(doc[draft.token])
        told = tense(verb) if verb is not None else Tense.NONE
        is_first_person = any(self._discourse.is_first_person(doc[m.head]) for _, m in draft.roles)
        if draft.type.spoken or draft.status in _PLEDGED:
            is_told_now = told in (Tense.PRESENT, Tense.GOING_ON) and draft.status is not Status.PLANNED
            return self._issued() if is_first_person or is_told_now else None
        is_decided = is_first_person and draft.status is Status.PLANNED and told is Tense.PERFECT
        is_single = self._families[draft.type.family].single and not self._is_contact(draft)
        is_doing = is_single and draft.status is Status.ONGOING and told is Tense.GOING_ON
        return self._issued() if is_decided or is_doing else None

    def _is_its_own(self, draft: Draft, context: Context) -> bool:
        """Whether those who issue the text act or speak in its own words, or in those of a body of theirs."""
        saying = _saying_of(draft, context)
        if saying is not None and saying.voice is not Voice.ATTRIBUTED:
            return False
        speaker = saying.attribution.actor if saying is not None else None
        if saying is not None and (speaker is None or not self._discourse.is_issued_by(frozenset({speaker}))):
            return False
        return self._discourse.is_joint or self._discourse.is_issued_by(_speakers(draft))

    def _issued(self) -> Interval | None:
        when = self._published
        return replace(when, basis=f"issued on the day of publication ({when.basis})") if when else None

    def _going_on(self, draft: Draft, context: Context) -> Interval | None:
        """ "The ministers are meeting": on the day this was printed."""
        if self._published is None or draft.status is not Status.ONGOING:
            return None
        saying = _saying_of(draft, context)
        if not self._is_contact(draft) or (saying is not None and saying.voice is Voice.QUOTED):
            return None
        verb = verb_above(draft.parsed.doc[draft.token])
        if tense(verb) is not Tense.GOING_ON or any(c.dep_ == "neg" for c in verb.children):
            return None  # "is skipping the summit" is of its time, but not "is not going"
        return replace(self._published, basis=f"told as going on when published ({self._published.basis})")

    # The time of other sentences

    def _is_told(self, draft: Draft, context: Context) -> bool:
        """Whether a reader takes the act to be of the time that the text is at: told in the past, in the main line."""
        trigger = draft.parsed.doc[draft.token]
        verb = self._words.line.telling_verb(trigger)
        saying = _saying_of(draft, context)
        if saying is not None and draft.type.spoken and not self._words.line.is_beside(trigger):
            if saying.attribution.actor not in {None, *_speakers(draft)}:
                return False
            verb = _verb_of(saying, draft)
            if verb is None:  # the sentence is all quotation
                return True
        elif saying is not None and saying.voice is Voice.QUOTED and not draft.type.spoken:
            return False
        elif verb is None and draft.type.spoken:
            verb = self._uttering(trigger)
        if verb is None or tense(verb) is not Tense.PAST or self._is_recent(trigger):
            return False
        return not self._breaks(verb) and not self._breaks(trigger)

    def _is_recent(self, trigger: Token) -> bool:
        """ "their recent talks", "a recent exercise held by both": before the time that the text is at."""
        deed = trigger.head if trigger.dep_ == "acl" else trigger
        return any(c.lower_ in self._words.recent for c in deed.children)

    def _uttering(self, trigger: Token) -> Token | None:
        """ "He reaffirmed that the two stand together": the verb above what is said in words of the present."""
        clause = next((t for t in [trigger, *trigger.ancestors] if t.dep_ == "ccomp" and t.pos_ in _VERBAL), None)
        if clause is None or tense(clause) not in (Tense.PRESENT, Tense.GOING_ON, Tense.MODAL):
            return None
        return self._words.line.telling_verb(clause.head)

    def _breaks(self, word: Token) -> bool:
        """ "earlier", "on the eve of": at the head of the sentence, beside the word, or below a preposition there."""
        beside = [
            word.doc[0],
            *word.children,
            *(g for c in word.children if c.dep_ in ("prep", "advcl") and not _is_reason(c) for g in c.children),
        ]
        return any(t.lower_ in self._words.breaks for t in beside)

    def _handed_on(self, draft: Draft, story: _Story | None) -> Interval | None:
        number, actors = draft.sentence.number, _speakers(draft) or _principals(draft)
        is_issued = self._discourse.is_issued_by(_principals(draft))
        if is_issued and draft.type.spoken and (story is not None or self._discourse.is_joint):
            # What they speak of has times enough, but they spoke at one.
            return self._issued() if story is None else _told_at(story.when, story.place)
        if number in self._told:  # the sentence has a time, and it is not that of this act
            return None
        recent = next((t for t in self._before(number) if number - t.number <= _IN_MIND and t.leads(actors)), None)
        is_storys = recent is None or (
            story is not None and recent.when is not None and recent.when.overlaps(story.when)
        )
        if story is not None and number > story.number and is_storys:
            is_met = not story.actors.isdisjoint(actors)
            if is_issued or (is_met and self._goes_on(draft, story.types)):
                return _told_at(story.when, story.place)
        if recent is None or recent.when is None or number - recent.number > _HANDED_ON:
            return None
        is_near = recent.block == draft.sentence.block
        reach = _HANDED_ON_DAYS if is_near else 0 if is_issued else _STORY_DAYS
        if days_of(recent.when) > reach:
            return None
        return _told_at(recent.when, _PLACES[number - recent.number]) if self._goes_on(draft, recent.types) else None

    def _before(self, number: int) -> Iterator[_Told]:
        return (self._told[n] for n in sorted(self._told, reverse=True) if n < number)

    def _goes_on(self, draft: Draft, types: frozenset[str]) -> bool:
        """Whether an act goes on what was told: words of any kind, a meeting, or more of the same."""
        return draft.type.spoken or not draft.status.is_done or self._is_contact(draft) or draft.type.name in types

    def _is_contact(self, draft: Draft) -> bool:
        """Meetings and visits: single acts that bring two together, by more than words."""
        return self._families[draft.type.family].single and draft.type.gives_dyad and not draft.type.spoken

    def _story(self, drafts: Sequence[Draft]) -> _Story | None:
        """The time told of in the opening, where it is of the days before publication."""
        if self._day is None:
            return None
        opening = [n for n in self._contexts if n < _OPENING]
        for number in opening:
            told = self._told.get(number)
            if told is None or told.tense is not Tense.PAST or told.when is None:
                continue
            if days_of(told.when) <= _STORY_DAYS and self._is_fresh(told.when):
                return _Story(told.when, number, "in the opening", set(told.actors), told.types)
            return None
        for draft in drafts:
            when = self._retold.get(id(draft))
            if when is not None and draft.sentence.number < _NEWS and days_of(when) <= _STORY_DAYS:
                types = frozenset({draft.type.name})
                return _Story(when, draft.sentence.number, "where its news are told again", set(draft.actors), types)
        return self._story_of_a_readout(drafts, opening)

    def _is_fresh(self, when: Interval, within: timedelta = _FRESH) -> bool:
        return self._day is not None and self._day.first - within <= when.last and when.first <= self._day.last

    def _told_again(self, draft: Draft, drafts: Sequence[Draft]) -> Interval | None:
        """The time of the same deed where the text tells of it again: of what it opens with, or calls recent."""
        is_recent = self._is_recent(draft.parsed.doc[draft.token])
        if draft.date is not None or not self._is_deed(draft) or not (is_recent or draft.sentence.number < _NEWS):
            return None
        within, longest = (_RECENT, _HANDED_ON_DAYS) if is_recent else (_FRESH, _STORY_DAYS)
        dates = [
            d.date
            for d in drafts
            if d.date is not None and self._is_deed(d) and d.type is draft.type and _principals(d) == _principals(draft)
        ]
        dates = [when for when in dates if days_of(when) <= longest and self._is_fresh(when, within)]
        if not dates or any(not one.overlaps(other) for one in dates for other in dates):
            return None
        return min(dates, key=days_of)

    def _of_its_retelling(self, draft: Draft) -> Interval | None:
        when = self._retold.get(id(draft))
        return _told_at(when, "where it is told again") if when is not None else None

    def _is_deed(self, draft: Draft) -> bool:
        is_done = draft.status is Status.OCCURRED and not draft.negated
        return draft.group == "event" and is_done and not draft.type.spoken

    def _story_of_a_readout(self, drafts: Sequence[Draft], opening: Sequence[int]) -> _Story | None:
        """A release that begins with a meeting and names no day for it tells of the day it was issued."""
        if not opening or any(m.kind in _TIMED for n in opening for m in self._contexts[n].times):
            return None
        first = opening[0]
        for draft in drafts:
            met = draft.type.mutual and self._is_contact(draft)
            if draft.sentence.number != first or not met or draft.status is not Status.OCCURRED:
                continue
            issued = self._issued()
            is_own = issued is not None and self._discourse.is_issued_by(_principals(draft))
            if issued is not None and is_own and self._is_told(draft, self._contexts[first]):
                return _Story(issued, first - 1, "", set(draft.actors), frozenset({draft.type.name}))
        return None


def _told(context: Context, types: frozenset[str]) -> _Told | None:
    """The time of the main clause; the nearest where there are several. None where it has none."""
    doc, paths = context.parsed.doc, context.reader.paths
    best: tuple[float, Interval | None, Token] | None = None
    for placed in context.placed(context.times, _TIMED - {"duration"}):
        for root in roots_of(doc):
            cost = paths.distance(placed.token, root, root.i, root.i)
            if paths.is_spoken_of(placed, root):  # a time of what the clause is about
                continue
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, placed.mention.interval, root)
    if best is None:
        return None
    _, when, root = best
    parties = [m for m in context.parsed.mentions if m.kind != "group"]
    subject = root  # "rammed the one and sank the other": joined verbs share theirs
    while subject.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in subject.children):
        subject = subject.head
    heads = {t.i for c in subject.children if c.dep_ in _SUBJECTS for t in c.subtree}
    subjects = frozenset(m.actor for m in parties if m.head in heads)
    return _Told(
        when if when is not None and when.start is not None and when.end is not None else None,
        context.sentence.number,
        context.sentence.block,
        subjects,
        frozenset(m.actor for m in parties),
        types,
        tense(root),
    )


def _is_reason(clause: Token) -> bool:
    """ "They offered training, since the army needs it": no time, as what is so now tells of none."""
    return clause.dep_ == "advcl" and tense(clause) in (Tense.PRESENT, Tense.MODAL)


def _has_time(draft: Draft, context: Context) -> bool:
    """Whether a time hangs on the act itself, though nothing may be known of it: "recently", "over thirty years"."""
    paths, trigger = context.reader.paths, draft.parsed.doc[draft.token]
    placed = context.placed(context.times, _TIMED)
    told = [p for p in placed if p.mention.kind != "duration" or p.token.dep_ not in _OF_A_NOUN]
    return paths.hangs(told, trigger, is_spoken=draft.type.spoken)


def _by_the_document(draft: Draft, context: Context) -> Interval | None:
    """ "The communique issued in May 2007 states that ...": what a text says is of the day of the text."""
    if not draft.type.spoken:
        return None
    trigger, paths = draft.parsed.doc[draft.token], context.reader.paths
    clause = next((t for t in [trigger, *trigger.ancestors] if t.dep_ == "ccomp" and t.pos_ in _VERBAL), None)
    if clause is None:
        return None
    verb = clause.head
    text = verb.head if verb.dep_ in ("relcl", "acl") else next((c for c in verb.children if c.dep_ in _SUBJECTS), verb)
    if text.pos_ != "NOUN":
        return None
    found = {
        p.mention.interval
        for p in context.placed(context.times, frozenset({"date"}))
        if text in p.token.ancestors and clause not in p.token.ancestors and p.mention.interval is not None
    }
    if not found and verb != text.head:
        above = verb_above(text)
        mention = paths.attached(context.placed(context.times, frozenset({"date"})), above, above.i, above.i)
        found = {mention.interval} if mention is not None and mention.interval is not None else set()
    return found.pop() if len(found) == 1 else None


def _saying_of(draft: Draft, context: Context) -> Saying | None:
    """The innermost words of somebody that the act stands in."""
    inner = [s for s in context.said if s.start <= draft.token < s.end]
    return min(inner, key=lambda s: s.end - s.start, default=None)


def _verb_of(saying: Saying, draft: Draft) -> Token | None:
    """The verb that says it, the nearest outside of what is said; None where the sentence is all quotation."""
    outside = [t for t in draft.parsed.doc if not saying.start <= t.i < saying.end and is_finite(t)]
    return min(outside, key=lambda t: min(abs(t.i - saying.start), abs(t.i - saying.end)), default=None)


def _principals(draft: Draft) -> frozenset[str]:
    return frozenset(m.actor for role, m in draft.roles if not is_peripheral(draft.type, role))


def _speakers(draft: Draft) -> frozenset[str]:
    """Those who act: the source of a directed act, all parties of a mutual one."""
    source = draft.type.pair.get("source")
    return frozenset(m.actor for role, m in draft.roles if role == source) if source else _principals(draft)


def _told_at(when: Interval, place: str) -> Interval:
    """``when`` with the place of its words in the basis: ``"Thursday" in the opening, published 2023-11-09``."""
    basis = when.basis
    end = basis.find('"', 1) + 1 if basis.startswith('"') else len(basis)
    return replace(when, basis=f"{basis[:end]} {place}{basis[end:]}".strip()) if place else when
