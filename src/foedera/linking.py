"""Claims -> Links: which claims may report one happening, how sure, and why, in words.

Candidates are found by blocking (two shared parties and a year, or an unknown date), so that the work grows
with the number of likely pairs and not with the square of the record. A score is the logistic of a sum of
weights, each of which leaves its reason; the weights are data (``linking.yml``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.model import Claim, Interval, Link, Status, Text

__all__ = ["link"]

OPEN = frozenset({Status.OFFERED, Status.DISCUSSED, Status.REQUESTED, Status.HYPOTHETICAL})
FAILED = frozenset({Status.REFUSED, Status.CANCELLED})
MAX_BLOCK = 400  # claims of one pair, family group and year; above it only claims near in time or name are compared
CLOSE, ALIKE, APART = 88.0, 66.0, 25.0  # rapidfuzz token_set_ratio of two quotes without the names of their parties
NAME_SAME, NAME_DIFFERS = 84.0, 62.0  # token_sort_ratio of two names
WIDE_DAYS = 370
WEEKS = 45  # days: a slip of the month at most; a yearly exercise that bears one name is farther apart


@dataclass(frozen=True, slots=True)
class _Settings:
    weights: Mapping[str, float]
    keep: float
    near: Mapping[str, int]
    parts_of_one: frozenset[str]
    repeated_standing: frozenset[str]
    names: tuple[str, ...]
    things: tuple[str, ...]
    fulfilment: Mapping[str, Any]
    peripheral: Mapping[str, frozenset[str]]
    standing: frozenset[str]
    turns: Mapping[str, Mapping[str, str]]
    exercises: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Sight:
    """A claim as the linker sees it: what is compared, worked out once."""

    claim: Claim
    parties: frozenset[str]
    roles: frozenset[tuple[str, str]]
    stance: str
    names: frozenset[str]
    things: frozenset[str]
    persons: Mapping[str, str]
    levels: Mapping[str, str]
    words: str
    published: Interval | None


@dataclass(frozen=True, slots=True)
class _Reason:
    weight: float
    words: str


def link(claims: Sequence[Claim], texts: Mapping[str, Text], codebook: Codebook) -> list[Link]:
    """The links among ``claims``, sorted; the same for every order of input.

    ``same``: both may report one happening (or one standing fact, or one view of one holder).
    ``fulfils``: the plan ``a`` may have been carried out by ``b``; ``cancels``: it was called off or refused by ``b``.
    ``denies``: one says what the other says did not happen. Raises CodebookError where linking.yml is wanting.
    """
    settings = _settings(codebook)
    seen = [_sight(c, texts.get(c.text_id), settings) for c in sorted(claims, key=lambda c: c.id)]
    links = [found for a, b in _candidates(seen, settings) if (found := _judge(a, b, texts, settings)) is not None]
    return sorted(links, key=lambda each: (each.a, each.b, each.relation))


def stance(claim: Claim) -> str:
    """``done``, ``plan``, ``open`` (offered, talked of), ``failed`` or ``view``: two stances are never one event."""
    if claim.status.is_done:
        return "done"
    if claim.status.is_prospective:
        return "plan"
    if claim.status in OPEN:
        return "open"
    return "failed" if claim.status in FAILED else "view"


def _settings(codebook: Codebook) -> _Settings:
    data = codebook.raw.get("linking.yml")
    if not data:
        raise CodebookError("linking.yml: missing from the codebook. Restore it from the package.")
    try:
        return _Settings(
            weights={k: float(v) for k, v in data["weights"].items()},
            keep=float(data["keep"]),
            near={kind: at for at, group in enumerate(data["near_types"]) for kind in group},
            parts_of_one=frozenset(data["parts_of_one"]),
            repeated_standing=frozenset(data["repeated_standing"]),
            names=tuple(data["names"]),
            things=tuple(data["things"]),
            fulfilment=data["fulfilment"],
            peripheral={
                name: frozenset(r.name for r in kind.roles if r.peripheral) for name, kind in codebook.types.items()
            },
            standing=frozenset(name for name, family in codebook.families.items() if family.group != "event"),
            turns=data["turns"],
            exercises={n.casefold(): e.name.casefold() for e in codebook.exercises for n in (e.name, *e.names)},
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise CodebookError(f"linking.yml: key or value missing or wrong ({bad}). Compare the packaged file.") from bad


def _sight(claim: Claim, text: Text | None, settings: _Settings) -> _Sight:
    peripheral = settings.peripheral.get(claim.type, frozenset())
    core = [r for r in claim.roles if r.role not in peripheral]
    names = {_name(claim.attributes[k], settings) for k in settings.names if claim.attributes.get(k)}
    lowered = claim.quote.exact.casefold()
    names |= {canonical for name, canonical in settings.exercises.items() if len(name) > 3 and name in lowered}
    things = {
        t.strip().casefold()
        for k in settings.things
        for t in claim.attributes.get(k, "").replace(";", ",").split(",")
        if t.strip()
    }
    return _Sight(
        claim=claim,
        parties=frozenset(r.actor for r in core),
        roles=frozenset((r.role, r.actor) for r in core),
        stance=stance(claim),
        names=frozenset(n for n in names if n),
        things=frozenset(things),
        persons={r.actor: r.name.casefold() for r in core if r.name},
        levels={r.actor: r.level for r in core if r.level},
        words=_bare_words(claim),
        published=text.published if text else None,
    )


def _name(raw: str, settings: _Settings) -> str:
    bare = " ".join("".join(ch if ch.isalnum() else " " for ch in raw.casefold()).split()).removeprefix("the ")
    return settings.exercises.get(bare, bare)


def _bare_words(claim: Claim) -> str:
    """The quote without the mentions of its parties: what is said of them, not who they are."""
    words = claim.quote.exact
    for role in claim.roles:
        words = words.replace(role.mention, " ")
    return " ".join("".join(ch if ch.isalnum() else " " for ch in words.casefold()).split())


# Candidates


def _candidates(seen: Sequence[_Sight], settings: _Settings) -> Iterator[tuple[_Sight, _Sight]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, sight in enumerate(seen):
        for key in _keys(sight, settings):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for _, block in sorted(blocks.items()):
        if len(block) <= MAX_BLOCK:
            pairs.update(combinations(block, 2))
        else:  # a crowded block: neighbours by date only; named and worded matches have blocks of their own
            ordered = sorted(block, key=lambda at: (_first(seen[at]), at))
            for here, at in enumerate(ordered):
                pairs.update((min(at, to), max(at, to)) for to in ordered[here + 1 : here + 21])
    for a, b in sorted(pairs):
        yield seen[a], seen[b]


def _keys(sight: _Sight, settings: _Settings) -> Iterator[tuple[str, ...]]:
    """Blocks a claim stands in: its parties two by two (or the one), its kind of act, and its years."""
    claim = sight.claim
    kind = str(settings.near[claim.type]) if claim.type in settings.near else claim.type
    parties = sorted(sight.parties)
    duos: list[tuple[str, ...]] = [*combinations(parties[:8], 2)] or [(party,) for party in parties]
    for duo in duos:
        for name in sight.names:
            yield ("named", kind, *duo, name)
        if claim.date is None or sight.stance != "done":
            yield ("text", kind, *duo, claim.text_id)
        yield ("plan", kind, *duo)
        if claim.date is not None:
            last = min(claim.date.last.year, claim.date.first.year + 12)
            for year in range(claim.date.first.year, last + 1):
                yield ("year", kind, *duo, str(year))


def _first(sight: _Sight) -> date:
    return sight.claim.date.first if sight.claim.date else date.max


# Judging a pair


def _judge(a: _Sight, b: _Sight, texts: Mapping[str, Text], settings: _Settings) -> Link | None:
    standing = a.claim.family in settings.standing
    if standing != (b.claim.family in settings.standing) or a.claim.id == b.claim.id:
        return None
    if standing and a.claim.type != b.claim.type:
        return None
    if _turned(a.claim, settings) != _turned(b.claim, settings):
        return None
    if standing and a.claim.negated != b.claim.negated:
        return None
    if a.stance == b.stance:
        relation = "same" if a.claim.negated == b.claim.negated else "denies"
        reasons = list(_sameness(a, b, texts, settings))
        return _linked(a.claim.id, b.claim.id, relation, reasons, settings)
    if standing or a.claim.negated or b.claim.negated:
        return None
    return _carried_out(a, b, settings)


def _turned(claim: Claim, settings: _Settings) -> bool:
    """True for the form of a type that takes back what the type brings about: a withdrawal, a lifting."""
    turn = settings.turns.get(claim.type, {})
    return bool(turn) and all(claim.attributes.get(k) == v for k, v in turn.items())


def _linked(a: str, b: str, relation: str, reasons: Sequence[_Reason], settings: _Settings) -> Link | None:
    score = 1.0 / (1.0 + math.exp(-sum(r.weight for r in reasons)))
    if score < settings.keep:
        return None
    words = [r.words for r in sorted(reasons, key=lambda r: -r.weight) if r.words]
    return Link(a, b, round(score, 4), tuple(words), relation)


def _sameness(a: _Sight, b: _Sight, texts: Mapping[str, Text], settings: _Settings) -> Iterator[_Reason]:
    w = settings.weights
    yield _Reason(w["prior"], "")
    if a.claim.type == b.claim.type:
        yield _Reason(w["type_same"], f"Both report the same kind of act ({a.claim.type}).")
    else:
        yield _Reason(w["type_near"], f"The kinds of act are near ({a.claim.type}, {b.claim.type}).")
    yield from _same_roles(a, b, w)
    named = _same_names(a, b)
    if named is not None:
        yield _named_reason(named, w)
    yield from _same_date(a, b, settings, bool(named))
    yield from _same_details(a, b, w)
    yield from _same_words(a, b, texts, settings)
    statuses = {a.claim.status, b.claim.status}
    if statuses == {Status.ONGOING, Status.OCCURRED}:
        yield _Reason(w["ongoing_and_occurred"], "One tells of it as going on, the other as past.")
    elif Status.HABITUAL in statuses and len(statuses) == 2:
        yield _Reason(w["habitual_and_occurred"], "One tells of a habit, the other of one time.")


def _same_roles(a: _Sight, b: _Sight, w: Mapping[str, float]) -> Iterator[_Reason]:
    parties = ", ".join(sorted(a.parties & b.parties))
    if a.roles == b.roles:
        yield _Reason(w["roles_same"], f"The same parties in the same roles ({parties}).")
    elif a.parties == b.parties and a.claim.type == b.claim.type:
        yield _Reason(w["roles_crossed"], f"The same parties ({parties}) in different roles.")
    elif a.parties == b.parties:
        yield _Reason(w["roles_within"], f"The same parties ({parties}).")
    elif a.parties < b.parties or b.parties < a.parties:
        yield _Reason(w["roles_within"], f"The parties of one are among those of the other ({parties}).")
    else:
        yield _Reason(w["roles_shared"], f"Some parties are the same ({parties}).")


def _same_names(a: _Sight, b: _Sight) -> str | None:
    """The shared name in words; "" where both are named and differ; None where nothing can be said."""
    if a.things & b.things:
        return f"Both tell of {', '.join(sorted(a.things & b.things))}."
    if not a.names or not b.names:
        return None
    best, first, _ = max((_name_ratio(x, y), x, y) for x in a.names for y in b.names)
    if best >= NAME_SAME:
        return f"Both name {first}."
    return "" if best < NAME_DIFFERS else None


def _name_ratio(x: str, y: str) -> float:
    """How alike two names are; a name of two words or more within a longer one counts as the same."""
    short = min(x.split(), y.split(), key=len)
    within = len(short) > 1 and set(short) <= set(x.split()) & set(y.split())
    return 100.0 if within else token_sort_ratio(x, y)


def _named_reason(named: str, w: Mapping[str, float]) -> _Reason:
    return _Reason(w["named_same"], named) if named else _Reason(w["named_differs"], "They name different things.")


def _same_date(a: _Sight, b: _Sight, settings: _Settings, named: bool) -> Iterator[_Reason]:
    w, one, two = settings.weights, a.claim.date, b.claim.date
    if one is None or two is None:
        if one is None and two is None:
            stands = a.claim.type in settings.repeated_standing  # what stands needs no date
            yield _Reason(w["date_both_unknown_standing" if stands else "date_both_unknown"], "Neither is dated.")
        elif _too_late(a, b) or _too_late(b, a):
            yield _Reason(w["date_apart"], "One was reported before the other came about.")
        else:
            yield _Reason(w["date_one_unknown"], "One of them is undated.")
        return
    if not one.overlaps(two):
        gap = max((two.first - one.last).days, (one.first - two.last).days)
        how = "date_days_apart" if gap <= 3 else "date_weeks_apart" if gap <= WEEKS else "date_apart"
        yield _Reason(w[how], f"The dates are {gap} days apart.")
        return
    widest = max(_width(one), _width(two))
    if widest <= 1:
        yield _Reason(w["date_same_day"], f"Both are dated {one.first.isoformat()}.")
    elif widest <= 10:
        yield _Reason(w["date_near_day"], "Their dates fall within the same days.")
    elif widest <= 31:
        yield _Reason(w["date_same_month"], f"Both fall in the month of {max(one.first, two.first):%Y-%m}.")
    elif widest <= WIDE_DAYS:
        yield _Reason(w["date_same_year"], f"Both fall in {max(one.first, two.first).year}.")
    else:
        yield _Reason(w["date_wide"], "Their wide dates overlap.")
        if min(_width(one), _width(two)) <= 31 and not named:  # one time within a period is not the period
            yield _Reason(w["date_one_unknown"], "One is a time within the period of the other.")


def _too_late(undated: _Sight, dated: _Sight) -> bool:
    """True where the undated one, told as done, was published before the other happened."""
    if undated.claim.date is not None or dated.claim.date is None or undated.published is None:
        return False
    return undated.stance == "done" and undated.published.last < dated.claim.date.first


def _width(when: Interval) -> int:
    if when.start is None or when.end is None:
        return 10 * WIDE_DAYS
    return (when.end - when.start).days + 1


def _same_details(a: _Sight, b: _Sight, w: Mapping[str, float]) -> Iterator[_Reason]:
    one, two = a.claim.place, b.claim.place
    if one and two and one.country and two.country:
        if one.country != two.country:
            yield _Reason(w["place_differs"], f"The places differ ({one.country}, {two.country}).")
        else:
            yield _Reason(w["place_same"], f"Both are in {one.country}.")
    for actor in sorted(set(a.persons) & set(b.persons)):
        x, y = a.persons[actor], b.persons[actor]
        if token_set_ratio(x, y) >= NAME_SAME:
            yield _Reason(w["person_same"], f"The same person or body for {actor} ({x}).")
        else:
            yield _Reason(w["person_differs"], f"Different persons or bodies for {actor} ({x}; {y}).")
            break
    if any(a.levels[actor] != b.levels[actor] for actor in set(a.levels) & set(b.levels)):
        yield _Reason(w["level_differs"], "The levels of the officials differ.")
    verdicts = [_bounds_meet(x, y) for x in a.claim.amounts for y in b.claim.amounts if _comparable(x, y)]
    if any(verdicts):
        yield _Reason(w["amount_same"], "A number is the same.")
    elif verdicts:
        yield _Reason(w["amount_differs"], "The numbers differ.")


def _comparable(x: Any, y: Any) -> bool:
    return bool(x.unit == y.unit and x.attribute == y.attribute)


def _bounds_meet(x: Any, y: Any) -> bool:
    low = max(_low(x), _low(y))
    return low <= min(_high(x), _high(y))


def _low(amount: Any) -> float:
    if amount.low is not None:
        return float(amount.low)
    return float(amount.value) if amount.value is not None and amount.op in {"=", ">", ">=", "about"} else -math.inf


def _high(amount: Any) -> float:
    if amount.high is not None:
        return float(amount.high)
    return float(amount.value) if amount.value is not None and amount.op in {"=", "<", "<=", "about"} else math.inf


def _same_words(a: _Sight, b: _Sight, texts: Mapping[str, Text], settings: _Settings) -> Iterator[_Reason]:
    w = settings.weights
    alike = token_set_ratio(a.words, b.words) if len(a.words) > 8 and len(b.words) > 8 else 50.0
    same_text = a.claim.text_id == b.claim.text_id
    parted = same_text and _in_one_sentence(a.claim, b.claim, texts)
    whole = a.claim.type == b.claim.type and a.claim.type in settings.parts_of_one and a.claim.date is not None
    if parted and not (whole and a.roles == b.roles and _width(a.claim.date) <= 31):  # type: ignore[arg-type]
        yield _Reason(w["same_sentence"], "One sentence tells of them apart.")
    elif same_text and whole and a.roles == b.roles:
        yield _Reason(w["parts_of_one"], "One document tells of them as parts of one act.")
    elif alike >= CLOSE and (same_text or _known_near(a, b)):
        yield _Reason(w["words_close"], "The wording is nearly the same.")
    elif alike >= ALIKE:
        yield _Reason(w["words_alike"], "The wording is alike.")
    elif alike <= APART:
        yield _Reason(w["words_apart"], "The wording has little in common.")
    if same_text and not parted and _in_one_block(a.claim, b.claim, texts):
        yield _Reason(w["same_paragraph"], "They stand in one paragraph.")


def _known_near(a: _Sight, b: _Sight) -> bool:
    """Dated both, or reported within weeks: set phrases ("signed a joint statement") recur over the years."""
    if a.claim.date is not None and b.claim.date is not None:
        return True
    if a.published is None or b.published is None:
        return False
    return abs((a.published.first - b.published.first).days) <= WEEKS


def _in_one_sentence(a: Claim, b: Claim, texts: Mapping[str, Text]) -> bool:
    first, second = sorted((a.quote, b.quote), key=lambda q: (q.start, q.end))
    if second.start < first.end:
        return True
    text = texts.get(a.text_id)
    between = text.body[first.end : second.start] if text else ". "
    return not any(stop in between for stop in (". ", "? ", "! ", ".\n", "\n\n", ".”", '."', ") "))


def _in_one_block(a: Claim, b: Claim, texts: Mapping[str, Text]) -> bool:
    text = texts.get(a.text_id)
    if text is None:
        return False
    block = text.block_at(a.quote.start)
    return block is not None and block.start <= b.quote.start < block.end


# Plans and what became of them


def _carried_out(a: _Sight, b: _Sight, settings: _Settings) -> Link | None:
    plan, act = (a, b) if a.stance in {"plan", "open"} else (b, a)
    if act.stance not in {"done", "failed"} or plan.stance not in {"plan", "open"}:
        return None
    if plan.claim.status is Status.HYPOTHETICAL or plan.claim.type != act.claim.type:
        return None
    if act.claim.status is Status.HABITUAL:
        return None
    f, w = settings.fulfilment, settings.weights
    timing = _timing(plan, act, f)
    if timing is None:
        return None
    reasons = [_Reason(float(f["prior"]) + float(f["kinds"].get(plan.claim.status.value, 0.0)), ""), timing]
    reasons += list(_same_roles(plan, act, w))
    named = _same_names(plan, act)
    if named is not None:
        reasons.append(_named_reason(named, w))
    reasons += list(_same_details(plan, act, w))
    if token_set_ratio(plan.words, act.words) >= ALIKE:
        reasons.append(_Reason(w["words_alike"], "The wording is alike."))
    relation = "fulfils" if act.stance == "done" else "cancels"
    return _linked(plan.claim.id, act.claim.id, relation, reasons, settings)


def _timing(plan: _Sight, act: _Sight, f: Mapping[str, Any]) -> _Reason | None:
    """How the act lies in time to the plan; None where it cannot have carried it out, or nothing is known."""
    when = act.claim.date
    due, slack = _due(plan), timedelta(days=int(f["slack_days"]))
    if when is None:
        return _reported_in_time(plan, act, slack, f)
    if _width(when) > WIDE_DAYS:  # a period that began before the plan is not its fulfilment
        return None
    if plan.published is not None and when.last < plan.published.first:
        return None
    if due is not None:
        if when.last < due.first or when.first > due.last + slack:
            return None
        inside = due.overlaps(when) and _width(due) <= WIDE_DAYS
        weight, words = ("within_plan", "falls in") if inside else ("after_report", "comes soon after")
        return _Reason(float(f[weight]), f"It {words} the time it was planned for.")
    if plan.published is None:
        return None
    return _Reason(float(f["after_report"]), "It came after the plan was reported.")


def _due(plan: _Sight) -> Interval | None:
    """When the plan is for; nothing where the year was only inferred and lies before the report of the plan."""
    due = plan.claim.date
    if due is not None and due.year_inferred and plan.published is not None and due.last < plan.published.first:
        return None
    return due


def _reported_in_time(plan: _Sight, act: _Sight, slack: timedelta, f: Mapping[str, Any]) -> _Reason | None:
    """For an undated act: reported after the plan, and not long after the time it was planned for."""
    if act.published is None or plan.published is None or act.published.first <= plan.published.last:
        return None
    due = _due(plan)
    last = due.last if due else plan.published.last
    if act.published.first > last + slack:
        return None
    return _Reason(float(f["undated"]), "It was reported soon after the plan.")
