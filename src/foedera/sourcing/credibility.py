"""The grade of an event after STANAG 2511, proposed from origins and conflicts, or given by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedera.model import Conflict, Credibility, Event, Judgement
from foedera.sourcing.origins import Traced
from foedera.sourcing.telling import listed

__all__ = ["decided", "proposed"]

CONFIRMED, CONSISTENT, POSSIBLE, DOUBTFUL, IMPROBABLE, UNJUDGED = 1, 2, 3, 4, 5, 6
_GRADES = frozenset("123456")


def proposed(
    event: Event,
    found: Sequence[Traced],
    *,
    homes: Mapping[str, Traced],
    fields: Mapping[str, Sequence[str]],
) -> Credibility:
    """The grade that origins and conflicts propose. ``homes``: the origin of each claim of the record, for the denials
    that stand in other events; ``fields``: which conflicts deny, cast doubt or blur, by the beginning of their field.
    """
    counted = [t for t in found if t.is_counted]
    denial = _denied(event, found, counted, homes, fields["denial"])
    if denial is not None:
        return denial
    doubt = _parted(event, homes, fields["doubt"])
    if doubt is not None:
        return Credibility(DOUBTFUL, f"Its origins conflict on who did what: {doubt}.")
    if not any(t.is_known for t in found):
        is_ring = any(t.is_ring for t in found)
        what = "its reports are circular, each names another" if is_ring else "nobody known stands for it"
        return Credibility(UNJUDGED, f"Cannot be judged: {what} ({_names(found)}).")
    if len(found) == 1:
        return Credibility(POSSIBLE, f"It rests on one origin alone: {_names(found)}.")
    if len(counted) < 2:
        loose = [t for t in found if not t.is_counted]
        ring = " The circular reports add nothing." if any(t.is_ring for t in loose) else ""
        known = f"{_names(counted)} and " if counted else ""
        return Credibility(CONSISTENT, f"Told by {known}{_names(loose)}, whose independence is not shown.{ring}")
    blur = _parted(event, homes, fields["blur"])
    if blur is not None:
        return Credibility(CONSISTENT, f"Told by {_names(counted)}, independent of one another, who differ on {blur}.")
    told = f"Confirmed by {len(counted)} independent origins: {_names(counted)}."
    return Credibility(CONFIRMED, told + _parties(event, counted) + _by_one_reader(counted))


def decided(event: Event, grades: Mapping[str, Judgement], proposal: Credibility) -> Credibility:
    """What people graded the event's claims, the latest word; the proposal where none did."""
    given = [grades[c] for c in event.claims if c in grades and grades[c].values.get("credibility", "") in _GRADES]
    if not given:
        return proposal
    last = max(given, key=lambda j: (j.when, j.id))
    grade = int(last.values["credibility"])
    reason = f"Graded by {last.who}{': ' + last.why.strip() if last.why.strip() else '.'}"
    others = sorted({j.values["credibility"] for j in given} - {str(grade)})
    if others:
        reason += f" People's grades of its claims differ ({listed(others)} besides {grade}); the latest stands."
    if grade != proposal.grade:
        reason += f" Proposed was {proposal.grade}: {proposal.reason}"
    return Credibility(grade, reason, last.who)


def _denied(
    event: Event,
    found: Sequence[Traced],
    counted: Sequence[Traced],
    homes: Mapping[str, Traced],
    fields: Sequence[str],
) -> Credibility | None:
    own = {t.origin.id for t in found}
    against: dict[str, Traced] = {}
    for conflict in _on(event, fields):
        for _, claims in conflict.values:
            if set(claims) & set(event.claims):
                continue
            against.update({homes[c].origin.id: homes[c] for c in claims if c in homes})
    others = [t for name, t in sorted(against.items()) if name not in own]
    if not against:
        return None
    if not others:  # one voice says both
        return Credibility(DOUBTFUL, f"{_names(list(against.values()))} says so and denies it.")
    weight = sum(t.is_counted for t in others)
    says, denies = _names(found), _names(others)
    words = ("denied", "said to have happened") if not event.negated else ("contradicted", "said not to have happened")
    if weight > len(counted):
        return Credibility(
            IMPROBABLE, f"It is {words[0]} by more independent origins ({denies}) than it is told by ({says})."
        )
    if len(counted) > max(1, weight):
        return Credibility(POSSIBLE, f"It is {words[1]} by {says}; {words[0]} by {denies}, by fewer origins.")
    return Credibility(DOUBTFUL, f"It is {words[1]} by {says}; {words[0]} by {denies}.")


def _on(event: Event, fields: Sequence[str]) -> list[Conflict]:
    return [c for c in event.conflicts if c.field.startswith(tuple(fields))]


def _parted(event: Event, homes: Mapping[str, Traced], fields: Sequence[str]) -> str | None:
    """The first conflict on which origins differ, each by itself; what one origin tells in two ways is none."""
    for conflict in _on(event, fields):
        sides = [(value, {homes[c].origin.id for c in claims if c in homes}) for value, claims in conflict.values]
        if any(one and two and not one & two for at, (_, one) in enumerate(sides) for _, two in sides[at + 1 :]):
            return f"{conflict.field} ({'; '.join(value for value, _ in sides)})"
    return None


def _names(found: Sequence[Traced]) -> str:
    return listed(sorted(t.origin.name for t in found))


def _parties(event: Event, counted: Sequence[Traced]) -> str:
    """What the sides of an act say of it are origins of their own, but none of them is a bystander."""
    if len(counted) > 1 and all(t.actor in event.actors for t in counted):
        return " All are parties to it."
    return ""


def _by_one_reader(counted: Sequence[Traced]) -> str:
    """Two sources that one document cites are two, but its author alone says what they said."""
    documents = {d for t in counted for d in t.documents}
    return " All are cited in one document; look at them themselves." if len(documents) == 1 else ""
