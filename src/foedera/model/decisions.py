"""What people decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from foedera.model.claims import Claim, Quote

__all__ = ["Anchor", "Judgement", "Part"]


_QUOTED = ("exact", "prefix", "suffix", "start", "end")


class Part(StrEnum):
    """In which part of the work a judgement was made. A second coder's judgements are compared and not obeyed."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATION = "adjudication"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a judged claim rested on, so that the judgement finds its claim again when it is named anew."""

    text_id: str
    type: str
    quote: Quote
    parties: tuple[tuple[str, str], ...] = ()  # (role, actor), sorted: tells apart claims of one type on the same words

    @classmethod
    def of(cls, claim: Claim) -> Self:
        return cls(claim.text_id, claim.type, claim.quote, tuple(sorted({(r.role, r.actor) for r in claim.roles})))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided; appended, never changed. Judgements stand in the order of ``(when, id)``, and the latest
    word on a subject wins; ``named`` gives the id, which is worked out from everything else.

    ``subject`` and ``subject_id`` say what it is about:

    ===========  ==========================  =======================================================================
    subject      subject_id                  verdicts (with their ``values``)
    ===========  ==========================  =======================================================================
    claim        a claim                     accept, reject, unsure, correct (field: value ...), credibility
                                             (credibility: 1 to 6), outcome (outcome: true, false, partly or open;
                                             date), note
    link         two claims, lesser first,   same, different
                 with a colon between
    event        an event                    split (claims: ids with commas between, which go apart; rest: the
                                             others), note
    actor        two actors or names,        same, different
                 lesser first, a colon
    source       a source's id or name       grade (reliability: A to F), note
    document     a document                  correct (field: value ...), note
    judgement    a judgement                 undo
    ===========  ==========================  =======================================================================
    """

    id: str
    subject: str
    subject_id: str
    verdict: str
    who: str
    when: str  # ISO 8601, UTC, to the microsecond; later than every judgement that its author could see
    why: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    part: Part = Part.FIRST
    anchors: tuple[Anchor, ...] = ()  # of the claims that it is about

    def named(self) -> Self:
        """The same judgement with the id that its content gives it."""
        words = [
            [a.text_id, a.type, *(getattr(a.quote, name) for name in _QUOTED), [list(p) for p in a.parties]]
            for a in self.anchors
        ]
        about = [self.subject, self.subject_id, self.verdict, self.who, self.when, self.why, self.part.value]
        told = {"about": about, "values": dict(self.values), "words": words}
        content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return replace(self, id="j" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:15])
