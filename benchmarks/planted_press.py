"""What the press makes of it: documents and claims about known happenings, with copies, contradictions and noise.

Each claim is as the coder would make it: it quotes words that stand in the body of its text, and its chain of
attribution ends where the document says that it has it from. Beside the claims stands the truth: which happening
each tells of, and which voice is its origin.
Two ministries of one state, or a ministry and its state's media, are never two origins of one event here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rapidfuzz.distance import LCSseq

from benchmarks.planted_tellings import Noise, Telling, chosen, sentence_of, told
from benchmarks.planted_world import WORDS, Happening, World, happenings
from foedera.codebook import Codebook
from foedera.model import (
    Amount,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Interval,
    Precision,
    Quote,
    Role,
    Source,
    Text,
    Voice,
    claim_id,
    text_id,
)  # fmt: skip

__all__ = ["Planted", "planted"]

SPREAD = 1.0  # of the logarithm of the number of claims of an event: some are told forty times, many once or twice
RETROSPECT = 0.25  # of what outlets tell of themselves: looked back on months or years later, several in one document
NEW_VOICE = 0.45  # of the claims of an event after the first: told by a voice of its own
DEPENDS = {"copy": 0.45, "cite": 0.35, "same_author": 0.1, "same_owner": 0.1}  # the others
RELEASED = 0.3  # of the voices: a ministry or government; the others are outlets and agencies
CREDITED = 0.5  # of the copies: say whom they copy
OWN_WORDS_TRIES, LONG_SENTENCE, ALIKE = 30, 12, 0.6  # words; share of words in the same order
SAID_AGAIN = 0.15  # of the documents with one claim: tell of it again further down


@dataclass(frozen=True, slots=True)
class Planted:
    """A record with its truth: claim -> number of its happening, claim -> its origin."""

    texts: Mapping[str, Text]
    claims: tuple[Claim, ...]
    event_of: Mapping[str, int]
    origin_of: Mapping[str, str]
    happenings: Mapping[int, Happening]
    noise: Noise


@dataclass(slots=True)
class _Voice:
    """An origin of one happening: an outlet with its author, or a ministry; and the first document that it made."""

    key: str
    source: Source
    author: str | None
    is_release: bool
    draft: _Draft | None = None


@dataclass(slots=True)
class _Draft:
    """A document before it is put together: paragraphs, of which some are told claims."""

    outlet: Source
    author: str | None
    published: date
    told: list[tuple[Telling, str, _Voice, Happening]]  # telling, its sentence, origin, happening
    filler: list[str]
    headline: str
    credit: _Voice | None = None
    is_copy: bool = False


def planted(codebook: Codebook, *, claims: int, events: int, seed: int, noise: Noise) -> Planted:
    """About ``claims`` claims of ``events`` happenings; the same for the same arguments."""
    world, made = happenings(codebook, events, seed)
    return _Press(world, made, noise).all(claims)


class _Press:
    def __init__(self, world: World, made: Sequence[Happening], noise: Noise) -> None:
        self.world, self.made, self.noise, self.dice = world, made, noise, world.dice
        media = [s for s in world.book.sources.values() if s.kind in {"media", "state_media"} and s.owner]
        self.media = sorted(media, key=lambda s: s.id)
        self.siblings: dict[str, list[Source]] = defaultdict(list)
        for source in self.media:
            self.siblings[source.owner or ""].append(source)
        state = [s for s in world.book.sources.values() if s.kind in {"ministry", "government"} and s.owner]
        self.releasers = sorted(state, key=lambda s: s.id)
        self.drafts: list[_Draft] = []
        self.used: dict[int, set[str]] = defaultdict(set)  # happening -> who told of it already
        self.wordings: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)

    def all(self, claims: int) -> Planted:
        weights = [self.dice.lognormvariate(0, SPREAD) for _ in self.made]
        scale = (claims / (1 + SAID_AGAIN / 2) - len(self.made)) / sum(weights)
        later: dict[tuple[str, ...], list[Happening]] = defaultdict(list)
        for happening, weight in zip(self.made, weights, strict=True):
            self._tell(happening, 1 + int(weight * scale + self.dice.random()), later)
        for _, waiting in sorted(later.items()):
            self._look_back(sorted(waiting, key=lambda h: (h.first, h.number)))
        return self._printed()

    def _tell(self, h: Happening, times: int, later: dict[tuple[str, ...], list[Happening]]) -> None:
        voices: list[_Voice] = []
        for _ in range(times):
            if not voices or self.dice.random() < NEW_VOICE:
                if h.stance == "done" and self.dice.random() < RETROSPECT:
                    later[tuple(sorted(h.parties[:2]))].append(h)
                    continue
                voice = self._voice(h)
                voices.append(voice)
                self._first(voice, h)
            else:
                self._again(self.dice.choice(voices), h)

    def _look_back(self, waiting: list[Happening]) -> None:
        """Documents of an outlet's own that tell of up to five earlier happenings between the same states."""
        while waiting:
            chosen: list[Happening] = []
            for each in waiting[: self.dice.randint(1, 5)]:
                if each not in chosen:
                    chosen.append(each)
            for each in chosen:
                waiting.remove(each)
            taken = set().union(*(self.used[h.number] for h in chosen))
            outlet, author = self._outlet(taken), self._author(taken)
            voices = [_Voice(f"{h.number}:{outlet.id}", outlet, author, False) for h in chosen]
            for h in chosen:
                self.used[h.number] |= {*_marks(outlet), author}
            published = max(h.last for h in chosen) + timedelta(days=self.dice.choice([40, 90, 200, 400, 900]))
            parts = []
            for h, voice in zip(chosen, voices, strict=True):
                telling = told(h, self.world, self.noise, published, retrospect=True)
                parts.append((telling, self._worded(telling, voice, h), voice, h))
            self.drafts.append(self._draft(outlet, author, published, parts))

    def _worded(self, telling: Telling, voice: _Voice, h: Happening) -> str:
        """A sentence in the voice's own words: as far as they go, not those of another voice, as no two writers agree
        word for word. Where the templates run out, what is left is a set phrase."""
        others = [words for key, words in self.wordings[h.number] if key != voice.key]
        sentence = ""
        for _ in range(OWN_WORDS_TRIES):
            sentence = sentence_of(telling, self.dice)
            words = sentence.split()
            if len(words) < LONG_SENTENCE or all(LCSseq.normalized_similarity(words, o) < ALIKE for o in others):
                break
        self.wordings[h.number].append((voice.key, sentence.split()))
        return sentence

    def _outlet(self, taken: set[str]) -> Source:
        free = [s for s in self.media if not _marks(s) & taken] or self.media
        return self.dice.choice(free)

    def _author(self, taken: set[str]) -> str:
        while True:
            name = f"{self.dice.choice(WORDS['given'])} {self.dice.choice(WORDS['people'])}"
            if name not in taken:
                return name

    def _voice(self, h: Happening) -> _Voice:
        used = self.used[h.number]
        released = [s for s in self.releasers if not _marks(s) & used]
        own = [s for s in released if s.country in h.parties]
        if released and self.dice.random() < RELEASED:
            source, author = self.dice.choice(own or released), None
        else:
            source, author = self._outlet(used), self._author(used) if self.dice.random() < 0.6 else None
        used |= {*_marks(source), author or ""}
        return _Voice(f"{h.number}:{source.id}", source, author, source.kind in {"ministry", "government"})

    def _first(self, voice: _Voice, h: Happening) -> None:
        """The voice's own document; of a release, half of the time only an outlet that cites it."""
        published = self._reported(h)
        if voice.is_release and self.dice.random() < 0.5:
            self._cite(voice, h, published)
            return
        voice.draft = self._own(voice, voice.source, voice.author, h, published)

    def _own(self, voice: _Voice, outlet: Source, author: str | None, h: Happening, published: date) -> _Draft:
        telling = told(h, self.world, self.noise, published)
        parts = [(telling, self._worded(telling, voice, h), voice, h)]
        if self.dice.random() < SAID_AGAIN:
            again = told(h, self.world, self.noise, published)
            parts.append((again, self._worded(again, voice, h), voice, h))
        draft = self._draft(outlet, author, published, parts)
        self.drafts.append(draft)
        return draft

    def _again(self, voice: _Voice, h: Happening) -> None:
        """A document that rests on the voice: a copy, a citation, the same author or owner in another outlet."""
        how = self.dice.choices(list(DEPENDS), list(DEPENDS.values()))[0]
        published = self._reported(h)
        if voice.draft is not None:
            published = max(published, voice.draft.published)
        siblings = [s for s in self.siblings.get(voice.source.owner or "", ()) if s.id != voice.source.id]
        if how == "copy" and voice.draft is not None:
            self._copy(voice, h, published)
        elif how == "same_author" and voice.author:
            outlet = self._outlet(self.used[h.number])
            self.used[h.number] |= _marks(outlet)
            self._own(voice, outlet, voice.author, h, published)
        elif how == "same_owner" and siblings and not voice.is_release:
            self._own(voice, self.dice.choice(siblings), None, h, published)
        else:
            self._cite(voice, h, published)

    def _cite(self, voice: _Voice, h: Happening, published: date) -> None:
        outlet = self._outlet(self.used[h.number])
        author = self._author(self.used[h.number]) if self.dice.random() < 0.5 else None
        self.used[h.number] |= {*_marks(outlet), author or ""}
        telling = replace(told(h, self.world, self.noise, published), cites=voice.source.name)
        draft = self._draft(outlet, author, published, [(telling, self._worded(telling, voice, h), voice, h)])
        draft.credit = voice
        self.drafts.append(draft)

    def _copy(self, voice: _Voice, h: Happening, published: date) -> None:
        """A reprint with light edits: another headline, a paragraph left out, a word here and there."""
        first = voice.draft
        assert first is not None
        outlet = self._outlet(self.used[h.number])
        self.used[h.number] |= _marks(outlet)
        filler = [_edited(line, self.dice) for line in first.filler]
        if len(filler) > 3:
            filler.pop(self.dice.randrange(len(filler)))
        draft = replace(first, outlet=outlet, author=None, published=published, filler=filler, is_copy=True,
                        headline=self._headline(h))  # fmt: skip
        draft.credit = voice if self.dice.random() < CREDITED else None
        self.drafts.append(draft)

    def _reported(self, h: Happening) -> date:
        lag = timedelta(days=self.dice.choices([0, 1, 2, 3, 6, 10], [38, 32, 14, 7, 5, 4])[0])
        return (h.told_on or h.last) + lag

    def _headline(self, h: Happening) -> str:
        a, b = (self.world.book.actor_name(p) for p in h.parties[:2])
        return chosen(self.dice.choice(WORDS["headlines"]), self.dice).format(a=a, b=b)

    def _draft(
        self, outlet: Source, author: str | None, published: date, parts: list[tuple[Telling, str, _Voice, Happening]]
    ) -> _Draft:
        filler = [chosen(self.dice.choice(WORDS["filler"]), self.dice) for _ in range(4 + len(parts))]
        return _Draft(outlet, author, published, parts, filler, self._headline(parts[0][3]))

    # In print

    def _printed(self) -> Planted:
        texts: dict[str, Text] = {}
        claims: list[Claim] = []
        events: dict[str, int] = {}
        origins: dict[str, str] = {}
        for number, draft in enumerate(self.drafts):
            text, spans = self._text(draft, number)
            if text.id in texts:
                continue
            texts[text.id] = text
            for (telling, _, voice, h), (start, end) in zip(draft.told, spans, strict=True):
                claim = self._claim(text, draft, telling, start, end)
                claims.append(claim)
                events[claim.id], origins[claim.id] = h.number, voice.key
        return Planted(texts, tuple(claims), events, origins, {h.number: h for h in self.made}, self.noise)

    def _text(self, draft: _Draft, number: int) -> tuple[Text, list[tuple[int, int]]]:
        """Headline, then paragraphs: the first thing told, filler, the next thing told, filler."""
        credit = f" ({draft.credit.source.name})" if draft.credit and draft.is_copy else ""
        lines, spans = [draft.headline], []
        at = len(draft.headline) + 2
        filler = list(draft.filler)
        for _, sentence, _, _ in draft.told:
            spans.append((at, at + len(sentence)))
            paragraph = f"{sentence}{credit}. {filler.pop(0)} {filler.pop(0) if len(filler) > 1 else ''}".strip()
            lines.append(paragraph)
            at += len(paragraph) + 2
        lines += filler
        # Where two documents would be alike to the letter, a last line tells them apart.
        lines.append(f"{draft.outlet.name}, {draft.published:%d.%m.%Y}, no. {number}.")
        body = "\n\n".join(lines)
        blocks, at = [], 0
        for place, line in enumerate(lines):
            kind = BlockKind.HEADLINE if place == 0 else BlockKind.FURNITURE if line is lines[-1] else BlockKind.BODY
            blocks.append(Block(kind, at, at + len(line), f"paragraph {place + 1}"))
            at += len(line) + 2
        lot = Random(f"{number} {body[:40]}")
        when = None if lot.random() < self.noise.undated_document else Interval(
            draft.published, draft.published, Precision.DAY, "as printed")  # fmt: skip
        text = Text(text_id(body), body, tuple(blocks), "en", title=draft.headline, outlet=draft.outlet.name,
                    author=draft.author, published=when)  # fmt: skip
        return text, spans

    def _claim(self, text: Text, draft: _Draft, telling: Telling, start: int, end: int) -> Claim:
        kind = self.world.book.type(telling.type)
        chain = [Attribution(draft.outlet.kind, draft.outlet.name)]
        if draft.author:
            chain.append(Attribution("expert", draft.author))
        voice = Voice.AUTHOR
        if draft.credit is not None:
            source = draft.credit.source
            chain.append(Attribution(source.kind, source.name, source.country if draft.credit.is_release else None))
            voice = Voice.CITED if draft.is_copy else Voice.ATTRIBUTED
        roles = []
        for role, actor in telling.roles:
            mention = self.world.book.actor_name(actor)
            at = text.body.find(mention, start, end)
            name, level = telling.persons.get(actor, (None, None))
            kindly = "state" if actor in self.world.states else "organisation"
            roles.append(Role(role, actor, kindly, mention, max(at, start), max(at, start) + len(mention), name, level))
        attributes = dict(telling.attributes)
        dated = telling.date
        if text.published is None and dated is not None and telling.is_relative:
            dated = None  # "on Tuesday" of a document without a date
        amounts = ()
        if telling.count is not None:
            low = high = telling.count
            unit = telling.unit
            amounts = (
                Amount(unit, telling.count, low, None if telling.op == ">" else high, telling.op, unit, start, end),
            )
        return Claim(
            id=claim_id(text.id, telling.type, start, end),
            text_id=text.id, type=telling.type, family=kind.family, status=telling.status, roles=tuple(roles),
            quote=Quote.of(text.body, start, end), date=dated, place=telling.place, amounts=amounts,
            attributes=attributes, voice=voice, attribution=tuple(chain), found_by=f"{telling.type}/planted",
        )  # fmt: skip


def _marks(source: Source) -> set[str]:
    """What two sources have in common that are one voice: an owner; ministries and state media, their state."""
    marks = {source.owner or source.id}
    if source.kind in {"ministry", "government", "state_media"} and source.country:
        marks.add(f"state of {source.country}")
    return marks


def _edited(line: str, dice: Random) -> str:
    """One word in twenty or so left out or doubled with another."""
    words = line.split()
    at = dice.randrange(len(words))
    return " ".join([*words[:at], *([] if dice.random() < 0.5 else ["also"]), *words[at + (dice.random() < 0.5) :]])
