"""What speaks for and against two claims reporting one happening, each as a weight and a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from foedera.linking.sights import WEEKS, WIDE_DAYS, Reason, Settings, Sight, width
from foedera.model import Amount, Claim, Interval, Status, Text

__all__ = ["ALIKE", "named_reason", "same_details", "same_names", "same_roles", "sameness"]

CLOSE, ALIKE, APART = 88.0, 66.0, 25.0  # rapidfuzz token_set_ratio of two quotes without the names of their parties
NAME_SAME, NAME_DIFFERS = 84.0, 62.0  # token_sort_ratio of two names


def sameness(a: Sight, b: Sight, texts: Mapping[str, Text], settings: Settings) -> Iterator[Reason]:
    """Every reason for and against one happening, the prior first."""
    w = settings.weights
    yield Reason(w["prior"], "")
    if a.claim.type == b.claim.type:
        yield Reason(w["type_same"], f"Both report the same kind of act ({a.claim.type}).")
    else:
        yield Reason(w["type_near"], f"The kinds of act are near ({a.claim.type}, {b.claim.type}).")
    yield from same_roles(a, b, w)
    named = same_names(a, b)
    if named is not None:
        yield named_reason(named, w)
    yield from _same_date(a, b, settings, bool(named))
    yield from same_details(a, b, w)
    yield from _same_words(a, b, texts, settings)
    statuses = {a.claim.status, b.claim.status}
    if statuses == {Status.ONGOING, Status.OCCURRED}:
        yield Reason(w["ongoing_and_occurred"], "One tells of it as going on, the other as past.")
    elif Status.HABITUAL in statuses and len(statuses) == 2:
        yield Reason(w["habitual_and_occurred"], "One tells of a habit, the other of one time.")


def same_roles(a: Sight, b: Sight, w: Mapping[str, float]) -> Iterator[Reason]:
    parties = ", ".join(sorted(a.parties & b.parties))
    if a.roles == b.roles:
        yield Reason(w["roles_same"], f"The same parties in the same roles ({parties}).")
    elif a.parties == b.parties and a.claim.type == b.claim.type:
        yield Reason(w["roles_crossed"], f"The same parties ({parties}) in different roles.")
    elif a.parties == b.parties:
        yield Reason(w["roles_within"], f"The same parties ({parties}).")
    elif a.parties < b.parties or b.parties < a.parties:
        yield Reason(w["roles_within"], f"The parties of one are among those of the other ({parties}).")
    else:
        yield Reason(w["roles_shared"], f"Some parties are the same ({parties}).")


def same_names(a: Sight, b: Sight) -> str | None:
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


def named_reason(named: str, w: Mapping[str, float]) -> Reason:
    return Reason(w["named_same"], named) if named else Reason(w["named_differs"], "They name different things.")


def _same_date(a: Sight, b: Sight, settings: Settings, named: bool) -> Iterator[Reason]:
    w, one, two = settings.weights, a.claim.date, b.claim.date
    if one is None or two is None:
        if one is None and two is None:
            stands = a.claim.type in settings.repeated_standing  # what stands needs no date
            yield Reason(w["date_both_unknown_standing" if stands else "date_both_unknown"], "Neither is dated.")
        elif _too_late(a, b) or _too_late(b, a):
            yield Reason(w["date_apart"], "One was reported before the other came about.")
        elif (days := _cited_days(a, b)) is not None and not named:
            yield Reason(w["cited_same_days"], f"One is undated; both rest on reports of {days}.")
        else:
            yield Reason(w["date_one_unknown"], "One of them is undated.")
        return
    if not one.overlaps(two):
        gap = max((two.first - one.last).days, (one.first - two.last).days)
        how = "date_days_apart" if gap <= 3 else "date_weeks_apart" if gap <= WEEKS else "date_apart"
        yield Reason(w[how], f"The dates are {gap} days apart.")
        return
    widest = max(width(one), width(two))
    if widest <= 1:
        yield Reason(w["date_same_day"], f"Both are dated {one.first.isoformat()}.")
    elif widest <= 10:
        yield Reason(w["date_near_day"], "Their dates fall within the same days.")
    elif widest <= 31:
        yield Reason(w["date_same_month"], f"Both fall in the month of {max(one.first, two.first):%Y-%m}.")
    elif widest <= WIDE_DAYS:
        yield Reason(w["date_same_year"], f"Both fall in {max(one.first, two.first).year}.")
    else:
        yield Reason(w["date_wide"], "Their wide dates overlap.")
        if min(width(one), width(two)) <= 31 and not named:  # one time within a period is not the period
            yield Reason(w["date_one_unknown"], "One is a time within the period of the other.")


def _cited_days(a: Sight, b: Sight) -> str | None:
    """The day of the reports to which both are attributed, where these lie within three days; else None."""
    one, two = (_cited(s.claim) for s in (a, b))
    if one is None or two is None or max(width(one), width(two)) > 3:
        return None
    gap = max((two.first - one.last).days, (one.first - two.last).days)
    return min(one.first, two.first).isoformat() if gap <= 3 else None


def _cited(claim: Claim) -> Interval | None:
    """The date of the report at the far end of the attribution, where it bears one."""
    return next((each.date for each in reversed(claim.attribution) if each.date is not None), None)


def _too_late(undated: Sight, dated: Sight) -> bool:
    """True where the undated one, told as done, was published before the other happened."""
    if undated.claim.date is not None or dated.claim.date is None or undated.published is None:
        return False
    return undated.stance == "done" and undated.published.last < dated.claim.date.first


def same_details(a: Sight, b: Sight, w: Mapping[str, float]) -> Iterator[Reason]:
    one, two = a.claim.place, b.claim.place
    if one and two and one.country and two.country:
        if one.country != two.country:
            yield Reason(w["place_differs"], f"The places differ ({one.country}, {two.country}).")
        else:
            yield Reason(w["place_same"], f"Both are in {one.country}.")
    for actor in sorted(set(a.persons) & set(b.persons)):
        x, y = a.persons[actor], b.persons[actor]
        if token_set_ratio(x, y) >= NAME_SAME:
            yield Reason(w["person_same"], f"The same person or body for {actor} ({x}).")
        else:
            yield Reason(w["person_differs"], f"Different persons or bodies for {actor} ({x}; {y}).")
            break
    if any(a.levels[actor] != b.levels[actor] for actor in set(a.levels) & set(b.levels)):
        yield Reason(w["level_differs"], "The levels of the officials differ.")
    verdicts = [_bounds_meet(x, y) for x in a.claim.amounts for y in b.claim.amounts if _comparable(x, y)]
    if any(verdicts):
        yield Reason(w["amount_same"], "A number is the same.")
    elif verdicts:
        yield Reason(w["amount_differs"], "The numbers differ.")


def _comparable(x: Amount, y: Amount) -> bool:
    """Of one unit; what is counted is named as printed ("troops", "soldiers") and need not be the same word."""
    return bool(x.unit) and x.unit == y.unit


def _bounds_meet(x: Amount, y: Amount) -> bool:
    low = max(_low(x), _low(y))
    return low <= min(_high(x), _high(y))


def _low(amount: Amount) -> float:
    if amount.low is not None:
        return float(amount.low)
    return float(amount.value) if amount.value is not None and amount.op in {"=", ">", ">=", "about"} else -math.inf


def _high(amount: Amount) -> float:
    if amount.high is not None:
        return float(amount.high)
    return float(amount.value) if amount.value is not None and amount.op in {"=", "<", "<=", "about"} else math.inf


def _same_words(a: Sight, b: Sight, texts: Mapping[str, Text], settings: Settings) -> Iterator[Reason]:
    w = settings.weights
    alike = token_set_ratio(a.words, b.words) if len(a.words) > 8 and len(b.words) > 8 else 50.0
    same_text = a.claim.text_id == b.claim.text_id
    parted = same_text and _in_one_sentence(a.claim, b.claim, texts)
    whole = a.claim.type == b.claim.type and a.claim.type in settings.parts_of_one and a.claim.date is not None
    if parted and not (whole and a.roles == b.roles and width(a.claim.date) <= 31):  # type: ignore[arg-type]
        yield Reason(w["same_sentence"], "One sentence tells of them apart.")
    elif same_text and whole and a.roles == b.roles:
        yield Reason(w["parts_of_one"], "One document tells of them as parts of one act.")
    elif alike >= CLOSE and (same_text or _known_near(a, b)):
        yield Reason(w["words_close"], "The wording is nearly the same.")
    elif alike >= ALIKE:
        yield Reason(w["words_alike"], "The wording is alike.")
    elif alike <= APART:
        yield Reason(w["words_apart"], "The wording has little in common.")
    if same_text and not parted and _in_one_block(a.claim, b.claim, texts):
        yield Reason(w["same_paragraph"], "They stand in one paragraph.")


def _known_near(a: Sight, b: Sight) -> bool:
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
