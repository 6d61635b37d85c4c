"""What a judgement may be: which verdict on which subject, with which values; the table of ``model.Judgement``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from foedera.decisions import link_name, pair_of
from foedera.errors import UsageError
from foedera.judging.anchoring import about
from foedera.judging.fields import FIELD, UNKNOWN, interval
from foedera.model import Judgement, Part
from foedera.model.when import written

__all__ = ["DOCUMENT_FIELDS", "OUTCOMES", "VERDICTS", "shaped"]

VERDICTS: Mapping[str, tuple[str, ...]] = {
    "claim": ("accept", "reject", "unsure", "correct", "credibility", "outcome", "note"),
    "link": ("same", "different"),
    "event": ("split", "note"),
    "actor": ("same", "different"),
    "source": ("grade", "note"),
    "document": ("correct", "note"),
    "judgement": ("undo",),
}
DOCUMENT_FIELDS = ("title", "outlet", "author", "published", "language")
OUTCOMES = ("true", "false", "partly", "open")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]")
_BLIND = frozenset({"accept", "reject", "unsure", "correct", "note", "undo"})  # what a second coder may say
_LONGEST_NAME = 300
_LONGEST_WHY = 20_000


def shaped(judgement: Judgement) -> Judgement:
    """The judgement, if it is one. Raises UsageError, which says what is wrong and what is allowed."""
    if judgement.subject not in VERDICTS:
        raise UsageError(f"no subject '{_shown(judgement.subject)}'. Known: {', '.join(VERDICTS)}.")
    known = VERDICTS[judgement.subject]
    if judgement.verdict not in known:
        raise UsageError(
            f"no verdict '{_shown(judgement.verdict)}' on a {judgement.subject}. Known: {', '.join(known)}."
        )
    if judgement.part is Part.SECOND and not (
        judgement.verdict in _BLIND and judgement.subject in ("claim", "judgement")
    ):
        raise UsageError(
            "a second coder only accepts, rejects, corrects, notes or is unsure of claims. Leave --part out."
        )
    _name("who", judgement.who)
    _name("subject_id", judgement.subject_id)
    _words(judgement.why)
    if not _TIME.fullmatch(judgement.when) or not _is_time(judgement.when):
        raise UsageError(f"'{_shown(judgement.when)}' is no time such as 2026-05-01T09:30:00.000000+00:00 (UTC).")
    if judgement.subject in ("link", "actor"):
        a, b = pair_of(judgement.subject_id)
        if not a or not b or a == b or link_name(a, b) != judgement.subject_id:
            raise UsageError(f"'{_shown(judgement.subject_id)}' does not name two, the lesser first, a colon between.")
    _values(judgement)
    if judgement.verdict == "note" and not judgement.why.strip():
        raise UsageError("a note without words. Say what is to be remembered.")
    is_counted = (judgement.subject, judgement.verdict) != ("event", "note")  # which keeps the words of all its claims
    if judgement.anchors and is_counted and len(judgement.anchors) != len(about(judgement)):
        raise UsageError(
            f"{len(judgement.anchors)} anchors for {len(about(judgement))} claims. One each, in their order."
        )
    return judgement


def _values(judgement: Judgement) -> None:
    values, verdict = dict(judgement.values), judgement.verdict
    for key, value in values.items():
        _name("value", key)
        if len(value) > _LONGEST_WHY or _CONTROL.search(value):
            raise UsageError(f"the value of '{_shown(key)}' is too long, or holds characters that are no text.")
    if verdict == "correct":
        is_field = FIELD.fullmatch if judgement.subject == "claim" else DOCUMENT_FIELDS.__contains__
        if not values or (strange := [k for k in sorted(values) if not is_field(k)]):
            listed = "no field" if not values else f"no field '{_shown(strange[0])}' of a {judgement.subject}"
            raise UsageError(f"{listed}. A correction gives FIELD=VALUE, such as status=planned.")
        published = values.get("published", UNKNOWN)
        if published.casefold() != UNKNOWN and written(published, "") is None:
            raise UsageError(f"'{_shown(published)}' is not a date. Write 2012, 2012-11, 2012-11-08 or '{UNKNOWN}'.")
        return
    wanted = {"credibility": {"credibility"}, "outcome": {"outcome"}, "split": {"claims", "rest"}}
    needed = wanted.get(verdict, {"reliability"} if verdict == "grade" else set())
    allowed = needed | ({"date"} if verdict == "outcome" else set())
    if not needed <= set(values) <= allowed:
        listed = ", ".join(sorted(allowed)) or "none"
        raise UsageError(f"the values of '{verdict}' are {', '.join(sorted(values)) or 'none'}; it takes: {listed}.")
    if verdict == "credibility" and not re.fullmatch("[1-6]", values["credibility"]):
        raise UsageError(
            f"credibility is 1 to 6, not '{_shown(values['credibility'])}': 1 confirmed, 6 cannot be judged."
        )
    if verdict == "grade" and not re.fullmatch("[A-F]", values["reliability"]):
        raise UsageError(
            f"reliability is A to F, not '{_shown(values['reliability'])}': A reliable, F cannot be judged."
        )
    if verdict == "outcome":
        if values["outcome"] not in OUTCOMES:
            raise UsageError(f"'{_shown(values['outcome'])}' is no outcome. Known: {', '.join(OUTCOMES)}.")
        if "date" in values:
            interval(values["date"], basis="")
    if verdict == "split":
        sides = [{c for c in values[side].split(",") if c} for side in ("claims", "rest")]
        if not all(sides) or sides[0] & sides[1]:
            raise UsageError("a split needs claims that go apart and others that stay, none of them on both sides.")


def _name(what: str, name: str) -> None:
    if not name.strip() or name != name.strip():
        raise UsageError(f"{what} is empty or has blanks at its ends. Give a name.")
    if len(name) > _LONGEST_NAME or _CONTROL.search(name) or "\n" in name or "\r" in name or "\t" in name:
        raise UsageError(f"{what} '{_shown(name)}' is too long, or holds characters that are no text.")


def _words(why: str) -> None:
    if len(why) > _LONGEST_WHY:
        raise UsageError(f"a reason of {len(why):,} letters. Keep it below {_LONGEST_WHY:,}.")
    if _CONTROL.search(why):
        raise UsageError("the reason holds control characters or broken letters. Take them out.")


def _is_time(when: str) -> bool:
    try:
        datetime.fromisoformat(when)
    except ValueError:
        return False
    return True


def _shown(words: str) -> str:
    """Words from outside in a message: short, and without what would garble a terminal."""
    plain = "".join(c if c.isprintable() else "�" for c in words[:60])
    return plain + ("…" if len(words) > 60 else "")
