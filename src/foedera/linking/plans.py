"""Plans and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from foedera.linking.sameness import ALIKE, named_reason, same_details, same_names, same_roles
from foedera.linking.sights import WIDE_DAYS, Reason, Settings, Sight, linked, width
from foedera.model import Interval, Link, Precision, Status

__all__ = ["carried_out"]


def carried_out(a: Sight, b: Sight, settings: Settings) -> Link | None:
    """The link from a plan to what fulfilled or ended it, where one of the two is a plan and the other is not."""
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
    reasons = [Reason(float(f["prior"]) + float(f["kinds"].get(plan.claim.status.value, 0.0)), ""), timing]
    reasons += list(same_roles(plan, act, w))
    named = same_names(plan, act)
    if named is not None:
        reasons.append(named_reason(named, w))
    reasons += list(same_details(plan, act, w))
    if token_set_ratio(plan.words, act.words) >= ALIKE:
        reasons.append(Reason(w["words_alike"], "The wording is alike."))
    relation = "fulfils" if act.stance == "done" else "cancels"
    return linked(plan.claim.id, act.claim.id, relation, reasons, settings)


def _timing(plan: Sight, act: Sight, f: Mapping[str, Any]) -> Reason | None:
    """How the act lies in time to the plan; None where it cannot have carried it out, or nothing is known."""
    when = act.claim.date
    due, slack = _due(plan), timedelta(days=int(f["slack_days"]))
    if when is None:
        return _reported_in_time(plan, act, slack, f)
    if width(when) > WIDE_DAYS:  # a period that began before the plan is not its fulfilment
        return None
    if plan.published is not None and when.last < plan.published.first:
        return None
    if due is not None:
        if (due.start and when.last < due.start) or (due.end and when.first > due.end + slack):
            return None
        inside = due.overlaps(when) and width(due) <= WIDE_DAYS
        weight, words = ("within_plan", "falls in") if inside else ("after_report", "comes soon after")
        return Reason(float(f[weight]), f"It {words} the time it was planned for.")
    if plan.published is None:
        return None
    return Reason(float(f["after_report"]), "It came after the plan was reported.")


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


def _reported_in_time(plan: Sight, act: Sight, slack: timedelta, f: Mapping[str, Any]) -> Reason | None:
    """For an undated act: reported after the plan, and not long after the time it was planned for."""
    if act.published is None or plan.published is None or act.published.first <= plan.published.last:
        return None
    due = _due(plan)
    last = due.last if due else plan.published.last
    if act.published.first > last + slack:
        return None
    return Reason(float(f["undated"]), "It was reported soon after the plan.")
