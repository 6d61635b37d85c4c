"""Plans and what became of them: carried out, called off, put off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from foedera.linking.names import NAME_SAME
from foedera.linking.reasons import Reason, linked
from foedera.linking.sameness import ALIKE, NUMBERS_DIFFER, same_details, same_names, same_roles
from foedera.linking.sights import WEEKS, WIDE_DAYS, Settings, Sight, turned, width
from foedera.model import Interval, Link, Precision, Status

__all__ = ["became", "settled"]

SOON_DAYS = 10  # after the day it was planned for


def became(plan: Sight, act: Sight, settings: Settings) -> Link | None:
    """The link from a plan to what fulfilled, ended or postponed it."""
    if plan.claim.status is Status.HYPOTHETICAL or plan.claim.negated or act.claim.negated or act.is_series:
        return None
    if plan.claim.family in settings.standing or turned(plan.claim, settings) != turned(act.claim, settings):
        return None
    f = settings.fulfilment
    relation = "postpones" if act.is_put_off else "fulfils" if act.stance == "done" else "cancels"
    timing = _timing(plan, act, settings) if relation == "fulfils" else _ending(plan, act, f)
    if timing is None:
        return None
    reasons = [Reason(float(f["prior"]) + float(f["kinds"].get(plan.claim.status.value, 0.0))), timing]
    if plan.claim.type != act.claim.type:
        kinds = (plan.claim.type, act.claim.type)
        reasons.append(Reason(float(f["near_type"]), "The kinds of act are near ({}, {}).", kinds))
    reasons += same_roles(plan, act, settings)
    reasons += same_names(plan, act, settings.weights)
    reasons += _details(plan, act, settings)
    if token_set_ratio(plan.words, act.words) >= ALIKE:
        reasons.append(Reason(settings.weights["words_alike"], "The wording is alike."))
    return linked(plan.claim.id, act.claim.id, relation, reasons, settings.keep)


def _details(plan: Sight, act: Sight, settings: Settings) -> Iterator[Reason]:
    """As of one happening; but of what comes in parts, fewer than were planned is a part and no contradiction."""
    in_parts = plan.claim.type in settings.in_parts
    for reason in same_details(plan, act, settings.weights):
        some = _some_of(plan, act) if in_parts and reason.words == NUMBERS_DIFFER else None
        yield reason if some is None else Reason(0.0, "It brought {} of the {} planned.", some)


def _some_of(plan: Sight, act: Sight) -> tuple[str, str] | None:
    for unit in sorted(plan.numbers.keys() & act.numbers.keys()):
        planned, came = max(high for _, high in plan.numbers[unit]), max(low for low, _ in act.numbers[unit])
        if 0 < came < planned:
            return f"{came:g}", f"{planned:g}"
    return None


def _timing(plan: Sight, act: Sight, settings: Settings) -> Reason | None:
    """How the act lies in time to the plan; None where it cannot have carried it out, or nothing is known."""
    f, when = settings.fulfilment, act.claim.date
    supplied = plan.claim.type in settings.in_parts and bool(_shared_things(plan, act))
    due, slack = _due(plan), timedelta(days=int(f["slack_days"]))
    if when is None:
        return _reported_in_time(plan, act, slack, supplied, f)
    if width(when) > WIDE_DAYS:  # a period that began before the plan is not its fulfilment
        return None
    if plan.published is not None and when.last < plan.published.first:
        return None
    if due is None:
        if plan.published is None:
            return None
        return _after(act.first - plan.published.last.toordinal(), supplied, f)
    if due.start and when.last < due.start - timedelta(days=3):
        return None
    if due.overlaps(when) and width(due) <= WIDE_DAYS:
        return Reason(float(f["within_plan"]), "It falls in the time it was planned for.")
    late = (when.first - due.last).days if due.end else 0
    if late > slack.days:
        return (
            Reason(float(f["years_later"]), "It came {} days after the time it was planned for.", (str(late),))
            if supplied
            else None
        )
    how = "soon_after" if late <= SOON_DAYS else "weeks_after" if late <= WEEKS else "after_report"
    if late <= 0 and not due.overlaps(when):
        return Reason(float(f["soon_after"]), "It came days before the time it was planned for.")
    return Reason(float(f[how]), "It comes soon after the time it was planned for.")


def _after(days: int, supplied: bool, f: Mapping[str, Any]) -> Reason | None:
    """For a plan without a day of its own: what is to be supplied may take years, a visit or an exercise does not."""
    if days <= int(f["open_days"]):
        return Reason(float(f["no_day"]), "It came after the plan was reported.")
    if supplied:
        return Reason(float(f["years_later"]), "It came {} days after the plan was reported.", (str(days),))
    return None


def _ending(plan: Sight, act: Sight, f: Mapping[str, Any]) -> Reason | None:
    """For the end of a plan: it tells of the time that was planned, or was told between the plan and its time."""
    due, when = _due(plan), act.claim.date
    if due is not None and when is not None and due.overlaps(when):
        return Reason(float(f["within_plan"]), "It is told of the time that was planned.")
    if plan.told is None or act.told is None or act.told[1] < plan.told[0]:
        return None
    if due is not None and due.end is not None:
        in_time = act.told[0] <= due.end.toordinal() + SOON_DAYS
        return Reason(float(f["before_due"]), "It was told between the plan and its time.") if in_time else None
    if act.told[0] - plan.told[1] <= WIDE_DAYS:
        return Reason(float(f["no_day"]), "It was told after the plan.")
    return None


def _shared_things(plan: Sight, act: Sight) -> set[str]:
    return {x for x in plan.things for y in act.things if x == y or token_set_ratio(x, y) >= NAME_SAME}


def _due(plan: Sight) -> Interval | None:
    """When the plan is for: "by May" from the day of its report on, "from May" for a year at most.

    Nothing where it lies before the report of the plan and its year was only inferred, or the plan was no more
    than agreed, offered or asked: that is when it was so.
    """
    due = plan.claim.date
    if due is not None and plan.published is not None:
        if due.year_inferred and due.last < plan.published.first:
            return None
        if plan.claim.status is not Status.PLANNED and due.last <= plan.published.last:
            return None
    if due is not None and due.start is None and due.end and plan.published and plan.published.first <= due.end:
        return replace(due, start=plan.published.first, precision=Precision.RANGE)
    if due is not None and due.end is None and due.start:
        return replace(due, end=due.start + timedelta(days=WIDE_DAYS - 5), precision=Precision.RANGE)
    return due


def _reported_in_time(plan: Sight, act: Sight, slack: timedelta, supplied: bool, f: Mapping[str, Any]) -> Reason | None:
    """For an undated act: reported after the plan, and not long after the time it was planned for."""
    if act.published is None or plan.published is None or act.published.first <= plan.published.last:
        return None
    due = _due(plan)
    last = due.last if due else plan.published.last
    if due and due.start and act.published.last < due.start:
        return None
    if act.published.first <= last + slack:
        return Reason(float(f["undated"]), "It was reported soon after the plan.")
    return Reason(float(f["years_later"]), "It was reported years after the plan.") if supplied else None


def settled(links: Iterable[Link], seen: Mapping[str, Sight], settings: Settings) -> list[Link]:
    """``links`` without what a better one rules out: but for what comes in parts, a plan is carried out once.

    Of several acts the best is kept, the earliest among equals, with those whose dates meet it: they may be reports
    of the same act. An act in its turn carries out the plans that fit it best, and others of the same time.
    """
    kept: list[Link] = []
    by_plan: dict[str, list[Link]] = defaultdict(list)
    for each in links:
        if each.relation == "fulfils":
            by_plan[each.a].append(each)
        else:
            kept.append(each)
    for plan, found in sorted(by_plan.items()):
        if seen[plan].claim.type in settings.in_parts:
            kept.extend(found)
            continue
        best = min(found, key=lambda each: (-each.score, seen[each.b].first, each.b))
        first, last = seen[best.b].first, seen[best.b].last
        for each in found:
            act = seen[each.b]
            if each is best or (act.first <= last + SOON_DAYS // 3 and act.last >= first - SOON_DAYS // 3):
                kept.append(each)
    return kept
