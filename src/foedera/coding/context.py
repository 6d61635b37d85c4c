"""What stands around a trigger in its sentence: when it was, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from foedera.codebook import Codebook
from foedera.coding import amounts as amounts_
from foedera.coding import voices as voices_
from foedera.coding.attaching import Placed, TimePaths, bounded
from foedera.coding.extents import verb_above
from foedera.coding.narration import Tense, is_finite, tense
from foedera.coding.parsed import Parsed
from foedera.coding.passages import Sentence
from foedera.coding.quotations import Quotation, Spoken
from foedera.coding.reference import Discourse
from foedera.coding.speakers import Speakers
from foedera.coding.times import TimeGrammar, TimeMention
from foedera.coding.times import find as find_times
from foedera.coding.tree import Token
from foedera.coding.weighing import Scene
from foedera.model import Attribution, BlockKind, Interval, Precision, Source, Status, Text, Voice

__all__ = ["Context", "ContextReader"]

_DATED = frozenset({"date", "since"})
_STILL_TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.FORECAST})
_DATING = frozenset({BlockKind.BODY, BlockKind.QUOTATION, BlockKind.CAPTION})
_DUE = frozenset({"date", "since", "until"})
_SPEAKING = frozenset({"official", "ministry", "government", "expert"})
_ACTING = frozenset({"official", "ministry", "government"})  # kinds of those whose words are acts of their state


class ContextReader:
    """Compiled grammars of time, amount and voice; ``read`` looks at one sentence."""

    def __init__(
        self,
        codebook: Codebook,
        words: Mapping[str, Any],
        location: frozenset[str],
        actor_of: Callable[[str], str | None],
    ) -> None:
        self._actor_of = actor_of
        self._times = TimeGrammar(words["times"])
        self._amounts = amounts_.AmountGrammar(words["amounts"], self._times)
        self._voices = voices_.VoiceWords(words["voices"])
        self.paths = TimePaths.of_words(words["times"], saying=self._voices.verbs)
        self._citations = voices_.CitationGrammar(words["voices"], self._times)
        self._sources: Mapping[str, Source] = {
            name: codebook.sources[key] for name, key in codebook.source_names.items()
        }
        self.location = (*location, *(f"gov_{word}" for word in location))
        self.pronouns = frozenset(w for key in ("he", "it", "we", "pair_alone") for w in words["reference"][key])
        shared = codebook.raw.get("codebook.yml", {})
        self.counted = frozenset(shared.get("counted", ()))
        self.termed = frozenset(shared.get("termed", ()))
        self.terms, self.toll = self._amounts.terms, self._amounts.toll
        self._levels = codebook.levels
        self._bodies, self._states = codebook.organisations, codebook.states
        self._exercises = [(name, ex.name) for ex in codebook.exercises for name in ex.names]

    def publisher(self, text: Text, issuer: str | None) -> tuple[Attribution, ...]:
        """The near end of every chain: the outlet, then the author, where they are known."""
        chain = []
        if text.outlet:
            source = self._sources.get(text.outlet.casefold())
            kind, actor = (source.kind, source.country) if source else ("government" if issuer else "media", issuer)
            chain.append(Attribution(kind, text.outlet, actor))
        if text.author:
            chain.append(Attribution("expert", text.author))
        return tuple(chain)

    def read(
        self,
        text: Text,
        sentence: Sentence,
        parsed: Parsed,
        discourse: Discourse,
        scene: Scene,
        *,
        quotation: Quotation | None = None,
        ahead: Sequence[Parsed] = (),
    ) -> Context:
        plain = sentence.plain
        anchor, named = discourse.anchor, discourse.named_day
        found = self.times(text, plain, anchor=anchor, named=named)
        cited: list[Attribution] = []
        for aside in sentence.asides:
            for citation in voices_.citations(
                f"({aside.words})",
                published=text.published,
                grammar=self._citations,
                sources=self._sources,
                actor_of=self._actor_of,
            ):
                cited += citation.attributions
        before = discourse.last_speaker()
        said = voices_.sayings(
            parsed.doc[:],
            parsed.mentions,
            words=self._voices,
            sources=self._sources,
            before=before,
            is_open=quotation is not None and quotation.is_open,
            continued=self._continued(quotation, ahead, discourse),
        )
        if quotation is not None and (said or not quotation.is_open):
            discourse.quoting = said[-1].attribution if said else None
        discourse.reported = [(s.start, s.end) for s in said]
        discourse.quoted = [
            Spoken(s.start, s.end, s.attribution.actor, self._kind(s.attribution.actor), s.attribution.kind in _ACTING)
            for s in said
            if s.voice is Voice.QUOTED and s.attribution.actor
        ]
        dated = [m.interval for m in found if m.kind == "date" and m.interval is not None]
        discourse.remember(anchor=dated[-1] if dated else None, speaker=said[-1].attribution if said else None)
        return Context(self, text, sentence, parsed, found, cited, said, scene, anchor, named, before)

    def _continued(
        self, quotation: Quotation | None, ahead: Sequence[Parsed], discourse: Discourse
    ) -> Attribution | None:
        """Whose a sentence is that stands in a longer quotation, and has no word outside: of who is named in a later
        sentence of it, else before it."""
        if quotation is None or not quotation.is_whole:
            return None
        before = discourse.quoting if quotation.is_open else discourse.speaker
        return self._ahead(ahead, discourse.speaker) or before

    def _ahead(self, ahead: Sequence[Parsed], before: Attribution | None) -> Attribution | None:
        """Who is said to speak in a later sentence of the same quotation."""
        for parsed in ahead:
            said = voices_.sayings(
                parsed.doc[:], parsed.mentions, words=self._voices, sources=self._sources, before=before, is_open=True
            )
            first = next((s.attribution for s in said if s.start == 0 and s.voice is Voice.QUOTED), None)
            if first is not None:
                return first
        return None

    def _kind(self, actor: str) -> str:
        return "organisation" if actor in self._bodies else "state" if actor in self._states else "nonstate"

    def speaker(self, head: Token, parsed: Parsed, before: Attribution | None) -> Attribution | None:
        """Who a party is, as the origin of its own words; a state as such ("China said no") is none."""
        said = Speakers(self._voices, parsed.mentions, self._sources, before).of(head)
        return said if said is not None and said.kind in _SPEAKING and self._is_body(head, parsed) else None

    def _is_body(self, head: Token, parsed: Parsed) -> bool:
        named = parsed.by_head.get(head.i) or parsed.covered.get(head.i, [])
        return any(m.form in ("person", "office", "institution", "organisation") for m in named)

    def times(
        self,
        text: Text,
        plain: str,
        *,
        direction: str = "likely",
        anchor: Interval | None = None,
        named: Interval | None = None,
    ) -> Sequence[TimeMention]:
        return find_times(
            plain, published=text.published, grammar=self._times, direction=direction, anchor=anchor, named=named
        )

    def numbers(self, plain: str) -> Sequence[amounts_.AmountMention]:
        return amounts_.find(plain, grammar=self._amounts)

    def is_day_word(self, mention: TimeMention) -> bool:
        """ "today", "yesterday": counted from the day of whoever speaks."""
        return self._times.value("dayword", mention.text) is not None

    def named_day(self, text: Text) -> Interval | None:
        """The latest day that an undated text names in full more than once, as captions and lists of events do."""
        if text.published is not None:
            return None
        days: Counter[date] = Counter()
        for block in text.blocks:
            if block.kind in _DATING:
                days.update(
                    m.interval.first
                    for m in find_times(text.body[block.start : block.end], published=None, grammar=self._times)
                    if m.kind == "date" and m.interval is not None and m.interval.precision is Precision.DAY
                )
        latest = max((day for day, count in days.items() if count > 1), default=None)
        return Interval(latest, latest, Precision.DAY, "named in the text") if latest else None

    def exercise_in(self, words: str) -> str | None:
        return next((name for form, name in self._exercises if form in words), None)

    def highest(self, levels: Sequence[str]) -> str | None:
        return next((level for level in self._levels if level in levels), None)


@dataclass
class Context:
    reader: ContextReader
    text: Text
    sentence: Sentence
    parsed: Parsed
    times: Sequence[TimeMention]
    cited: Sequence[Attribution]
    said: Sequence[voices_.Saying]
    scene: Scene
    anchor: Interval | None  # the date last named before the sentence
    named: Interval | None  # the latest day that an undated text names
    speaking: Attribution | None = None  # who spoke last before this sentence

    @cached_property
    def numbers(self) -> Sequence[amounts_.AmountMention]:
        """Every amount of the sentence; not looked for where nothing that counts is told."""
        return self.reader.numbers(self.sentence.plain)

    def token_at(self, start: int, end: int) -> Token | None:
        span = self.parsed.doc.char_span(start, end)
        return span.root if span is not None and len(span) else None

    def placed(self, times: Iterable[TimeMention], kinds: Collection[str]) -> list[Placed]:
        """Each time of one of ``kinds`` with the word that it hangs by."""
        found = []
        for mention in times:
            token = self.token_at(mention.start, mention.end) if mention.kind in kinds else None
            if token is not None:
                found.append(Placed(mention, token))
        return found

    def date(self, trigger: Token, first: int, last: int, *, status: Status, is_spoken: bool) -> Interval | None:
        """The date that hangs on the trigger or its clause; a since-date is closed by the day of the source.

        An act still to come has its date ahead, what is done was done by the day of its report. ``is_spoken``: an
        act of words.
        """
        is_past = status.is_done or status is Status.ASSERTED
        times, kinds = (self.times, _DATED) if is_past else (self._ahead(status), _DUE)
        said = is_spoken or status is Status.AGREED  # "announced on Friday that it was giving"
        found = self.reader.paths.attached(self.placed(times, kinds), trigger, first, last, is_spoken=said)
        when = self._closed(found) if found is not None else None
        return self.by_its_report(when) if when is not None and status.is_done else when

    def _ahead(self, status: Status) -> list[TimeMention]:
        """The times of a sentence about what is still to come; but what was agreed or asked was so in the past."""
        ahead = self.reader.times(
            self.text, self.sentence.plain, direction="future", anchor=self.anchor, named=self.named
        )
        if status in _STILL_TO_COME:
            return list(ahead)
        past = {(m.start, m.end): m for m in self.times if self._is_of_the_past(m)}
        return [past.get((m.start, m.end), m) for m in ahead]

    def _is_of_the_past(self, mention: TimeMention) -> bool:
        token = self.token_at(mention.start, mention.end)
        return token is not None and tense(verb_above(token)) is Tense.PAST

    def by_its_report(self, when: Interval) -> Interval:
        """Not after the latest source that is cited for it, nor after publication."""
        cited = [a.date for a in self.cited if a.date is not None]
        if cited:
            when = bounded(when, by=max(cited, key=lambda d: d.last), told="reported")
        return bounded(when, by=self.text.published, told="published") if self.text.published else when

    def _closed(self, mention: TimeMention) -> Interval | None:
        when = mention.interval
        if when is None or mention.kind != "since" or when.end is not None:
            return when
        said = [a.date.last for a in self.cited if a.date is not None]
        until = min(said) if said else self.text.published.last if self.text.published else None
        if until is None or when.start is None or until < when.start:
            return when
        return replace(when, end=until, precision=Precision.RANGE, basis=f"{when.basis}, up to the report")

    def is_habitual(self, trigger: Token) -> bool:
        """A repeated time ("every year", "annually") in the trigger's own clause."""
        often = [p for p in self.placed(self.times, {"set"}) if not _is_of_one_occasion(p.token)]
        return self.reader.paths.hangs(often, trigger, is_spoken=False, in_clause=True)

    def voice(
        self, trigger: Token, *, speaker: Token | None = None, document: str | None = None
    ) -> tuple[Voice, tuple[Attribution, ...]]:
        """How it is said and by whom, publisher first and origin last.

        ``speaker`` is whose words the act itself consists of ("the minister condemned"): the origin, where
        it is a person or a body that can say them.
        """
        chain = list(self.reader.publisher(self.text, self.scene.issuer))
        inner = [s for s in self.said if s.start <= trigger.i < s.end]
        inner.sort(key=lambda s: s.end - s.start, reverse=True)
        voice = Voice.AUTHOR
        if self.cited:
            chain += self.cited
            voice = Voice.CITED
        for saying in inner:
            voice = saying.voice
            if saying.attribution.name.lower() not in self.reader.pronouns:
                chain.append(saying.attribution)
        said = self.reader.speaker(speaker, self.parsed, self.speaking) if speaker is not None else None
        if document is not None and not inner:
            said = Attribution("document", document)
        if said is not None:
            chain.append(said)
            voice = Voice.ATTRIBUTED if voice is Voice.AUTHOR else voice
        return voice, tuple(_without_repeats(chain))


def _is_of_one_occasion(token: Token) -> bool:
    """ "spoke at the annual summit": one of many, told in the past."""
    noun = token.head
    while noun.dep_ in ("poss", "compound"):  # "the annual leaders' summit"
        noun = noun.head
    if token.dep_ != "amod" or noun.tag_ not in ("NN", "NNP"):
        return False
    verb = next((t for t in noun.ancestors if is_finite(t)), noun)
    return tense(verb) is Tense.PAST


def _without_repeats(chain: Sequence[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for link in chain:
        if all(link.name.casefold() != other.name.casefold() for other in kept):
            kept.append(link)
    return kept
