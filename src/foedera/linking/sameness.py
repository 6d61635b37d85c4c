"""What speaks for and against two claims reporting one happening, each as a weight and a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz.fuzz import token_set_ratio

from foedera.linking.names import NAME_SAME
from foedera.linking.reasons import Reason
from foedera.linking.sights import FAR, WEEKS, WIDE_DAYS, Settings, Sight, width
from foedera.model import Claim, Interval, Status, Text

__all__ = ["ALIKE", "NUMBERS_DIFFER", "same_details", "same_names", "same_roles", "sameness"]

CLOSE, ALIKE, APART = 88.0, 66.0, 25.0  # rapidfuzz token_set_ratio of two quotes without the names of their parties
NEWS_DAYS = 10  # what is told as news is told within these days; later it is looked back on
NUMBERS_DIFFER = "The numbers differ."
DAYS_AFTER = 3  # and most of it within these

Weights = Mapping[str, float]


def sameness(a: Sight, b: Sight, texts: Mapping[str, Text], settings: Settings) -> list[Reason]:
    """Every reason for and against one happening, the prior first; none where no wording could make up for the rest."""
    w = settings.weights
    reasons = [Reason(w["prior"])]
    if a.claim.type == b.claim.type:
        reasons.append(Reason(w["type_same"], "Both report the same kind of act ({}).", (a.claim.type,)))
    else:
        kinds = tuple(sorted((a.claim.type, b.claim.type)))
        reasons.append(Reason(w["type_near"], "The kinds of act are near ({}, {}).", kinds))
    reasons.extend(same_roles(a, b, settings))
    named = list(same_names(a, b, w))
    reasons.extend(named)
    reasons.extend(_same_date(a, b, settings, bool(named) and named[0].weight > 0))
    reasons.extend(same_details(a, b, w))
    reasons.extend(_statuses(a, b, w))
    if sum(r.weight for r in reasons) + _most_for_words(a, b, settings) < settings.keep:
        return []
    reasons.extend(_same_words(a, b, texts, settings))
    return reasons


def _most_for_words(a: Sight, b: Sight, settings: Settings) -> float:
    w = settings.weights
    if a.claim.text_id != b.claim.text_id:
        return w["words_close"]
    return max(w["words_close"], w["parts_of_one"]) + w["same_paragraph"]


def _statuses(a: Sight, b: Sight, w: Weights) -> Iterator[Reason]:
    if {a.claim.status, b.claim.status} == {Status.ONGOING, Status.OCCURRED}:
        yield Reason(w["ongoing_and_occurred"], "One tells of it as going on, the other as past.")


def same_roles(a: Sight, b: Sight, settings: Settings) -> Iterator[Reason]:
    w, shared = settings.weights, a.party_set & b.party_set
    told = (", ".join(sorted(shared)),)
    if a.roles == b.roles:
        yield Reason(w["roles_same"], "The same parties in the same roles ({}).", told)
    elif a.party_set == b.party_set and a.claim.type == b.claim.type:
        yield Reason(w["roles_crossed"], "The same parties ({}) in different roles.", told)
    elif a.party_set == b.party_set:
        yield Reason(w["roles_within"], "The same parties ({}).", told)
    elif len(shared) == 1:
        yield Reason(w["roles_one_known"], "One names a single party ({}).", told)
    elif shared in (a.party_set, b.party_set):
        yield Reason(w["roles_within"], "The parties of one are among those of the other ({}).", told)
    else:
        yield Reason(w["roles_shared"], "Some parties are the same ({}).", told)
    few, many = sorted((len(a.parties), len(b.parties)))
    told_as_one = a.frameworks & b.frameworks or a.names.known.keys() & b.names.known.keys()
    if few == 2 and many >= settings.many and not told_as_one:
        yield Reason(w["two_of_many"], "Two of the parties may have met apart from the others.")
    elif few == 2 and many > few and not told_as_one:
        yield Reason(w["two_of_three"], "Two of the parties may have met apart from the third.")
    if a.in_margins != b.in_margins and few != many:
        yield Reason(w["in_margins"], "One tells of talks in the margins of a larger meeting.")
    if a.frameworks and b.frameworks:
        if both := a.frameworks & b.frameworks:
            yield Reason(w["framework_same"], "Both are under {}.", (", ".join(sorted(both)),))
        else:
            bodies = ", ".join(sorted(a.frameworks | b.frameworks))
            yield Reason(w["framework_differs"], "They are under different bodies ({}).", (bodies,))


def same_names(a: Sight, b: Sight, w: Weights) -> Iterator[Reason]:
    how, name = a.names.compare(b.names)
    if how == "same":
        yield Reason(w["named_same"], "Both name {}.", (name or "",))
    elif how == "instance":
        yield Reason(w["named_other_instance"], "They name different instances of {}.", (name or "",))
    elif how == "differs":
        yield Reason(w["named_differs"], "They name different things.")
    if a.things and b.things:
        shared = [x for x in a.things if any(_alike(x, y) for y in b.things)]
        if shared:
            yield Reason(w["things_same"], "Both tell of {}.", (", ".join(shared),))
        else:
            yield Reason(w["things_differ"], "They tell of different things ({}; {}).",
                         (", ".join(a.things), ", ".join(b.things)))  # fmt: skip


def _alike(x: str, y: str) -> bool:
    return x == y or token_set_ratio(x, y) >= NAME_SAME


def _same_date(a: Sight, b: Sight, settings: Settings, named: bool) -> Iterator[Reason]:
    w, one, two = settings.weights, a.claim.date, b.claim.date
    if one is None or two is None:
        yield from _undated(a, b, settings, named)
        return
    if not one.overlaps(two):
        gap = max(b.first - a.last, a.first - b.last)
        fine = max(width(one), width(two)) <= NEWS_DAYS  # of two months that follow one another the gap is a day
        how = "date_weeks_apart" if gap <= WEEKS else "date_apart"
        how = "date_day_apart" if fine and gap <= 1 else "date_days_apart" if fine and gap <= 3 else how
        yield Reason(w[how], "The dates are {} days apart.", (str(gap),))
        if fine and gap <= 3 and a.told and b.told and _apart(a.told, b.told) <= DAYS_AFTER:
            yield Reason(w["slip_told_together"], "They were reported within days of each other.")
        return
    widths = sorted((width(one), width(two)))
    if widths[1] <= 1:
        yield Reason(w["date_same_day"], "Both are dated {}.", (one.first.isoformat(),))
    elif widths[1] <= 10:
        yield Reason(w["date_near_day"], "Their dates fall within the same days.")
    elif widths[1] <= 31:
        yield Reason(w["date_same_month"], "Both fall in the month of {}.", (f"{max(one.first, two.first):%Y-%m}",))
    elif widths[1] <= WIDE_DAYS:
        yield Reason(w["date_same_year"], "Both fall in {}.", (str(max(one.first, two.first).year),))
    else:
        yield Reason(w["date_wide"], "Their wide dates overlap.")
        if widths[0] <= 31 and not named:  # one time within a period is not the period
            yield Reason(w["date_in_period"], "One is a time within the period of the other.")
    if widths[1] > 10:
        yield from _as_news(a, b, w)


def _undated(a: Sight, b: Sight, settings: Settings, named: bool) -> Iterator[Reason]:
    w = settings.weights
    if a.claim.date is None and b.claim.date is None:
        if a.claim.type in settings.repeated_standing:  # what stands needs no date
            yield Reason(w["date_both_unknown_standing"], "Neither is dated.")
            return
        yield Reason(w["date_both_unknown"], "Neither is dated.")
        if a.told and b.told and (gap := _apart(a.told, b.told)) > WEEKS and not named:
            yield Reason(w["told_long_apart"], "They were reported {} days apart.", (str(gap),))
        else:
            yield from _as_news(a, b, w)
    elif _too_late(a, b) or _too_late(b, a):
        yield Reason(w["date_apart"], "One was reported before the other came about.")
    elif (days := _cited_days(a, b)) is not None and not named:
        yield Reason(w["cited_same_days"], "One is undated; both rest on reports of {}.", (days,))
    else:
        yield Reason(w["date_one_unknown"], "One of them is undated.")
        yield from _as_news(a, b, w)
        undated, dated = (a, b) if a.claim.date is None else (b, a)
        if undated.told is not None and undated.told[0] - dated.last > WEEKS and not named:
            yield Reason(w["told_long_after"], "One was told long after the other's date.")


def _apart(one: tuple[int, int], two: tuple[int, int]) -> int:
    return max(two[0] - one[1], one[0] - two[1], 0)


def _as_news(a: Sight, b: Sight, w: Weights) -> Iterator[Reason]:
    """Where a date is missing or coarse: told as news within days of the other's day, or of the other's report."""
    vague, fine = (a, b) if _vagueness(a) >= _vagueness(b) else (b, a)
    if vague.told is None or vague.told[1] - vague.told[0] > NEWS_DAYS:
        return
    if _vagueness(fine) <= NEWS_DAYS:
        lag = vague.told[0] - fine.last
        if vague.stance == "done" and -3 <= lag <= NEWS_DAYS:
            how = "told_within_days" if lag <= DAYS_AFTER else "told_in_ten_days"
            yield Reason(w[how], "It was reported within days of the other's date.")
    elif fine.told is not None and fine.claim.text_id != vague.claim.text_id:
        gap = _apart(vague.told, fine.told)
        how = "told_together" if gap <= DAYS_AFTER else "told_in_ten_days"
        if gap <= NEWS_DAYS:
            yield Reason(w[how], "They were reported within days of each other.")


def _vagueness(sight: Sight) -> int:
    return FAR if sight.claim.date is None else sight.last - sight.first + 1


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


def same_details(a: Sight, b: Sight, w: Weights) -> Iterator[Reason]:
    yield from _same_place(a, b, w)
    for actor in sorted(a.persons.keys() & b.persons.keys()):
        x, y = a.persons[actor], b.persons[actor]
        if _alike(x, y):
            yield Reason(w["person_same"], "The same person or body for {} ({}).", (actor, x))
        else:
            yield Reason(w["person_differs"], "Different persons or bodies for {} ({}; {}).", (actor, x, y))
            break
    if any(a.levels[actor] != b.levels[actor] for actor in a.levels.keys() & b.levels.keys()):
        yield Reason(w["level_differs"], "The levels of the officials differ.")
    if a.topics and b.topics:
        if any(_alike(x, y) for x in a.topics for y in b.topics):
            yield Reason(w["topic_same"], "The matter is the same ({}).", (", ".join(a.topics),))
        else:
            yield Reason(w["topic_differs"], "The matters differ ({}; {}).", (", ".join(a.topics), ", ".join(b.topics)))
    verdicts = [_meet(x, y) for unit in a.numbers.keys() & b.numbers.keys()
                for x in a.numbers[unit] for y in b.numbers[unit]]  # fmt: skip
    if any(verdicts):
        yield Reason(w["amount_same"], "A number is the same.")
    elif verdicts:
        yield Reason(w["amount_differs"], NUMBERS_DIFFER)


def _same_place(a: Sight, b: Sight, w: Weights) -> Iterator[Reason]:
    one, two = a.claim.place, b.claim.place
    if not one or not two or not one.country or not two.country:
        return
    if one.country != two.country:
        yield Reason(w["place_differs"], "The places differ ({}, {}).", (one.country, two.country))
    elif not one.name or not two.name:
        yield Reason(w["place_same"], "Both are in {}.", (one.country,))
    elif _alike(one.name.casefold(), two.name.casefold()):
        yield Reason(w["town_same"], "Both are in {}.", (one.name,))
    else:
        yield Reason(w["town_differs"], "The places differ ({}, {}).", (one.name, two.name))


def _meet(x: tuple[float, float], y: tuple[float, float]) -> bool:
    return max(x[0], y[0]) <= min(x[1], y[1])


def _same_words(a: Sight, b: Sight, texts: Mapping[str, Text], settings: Settings) -> Iterator[Reason]:
    w = settings.weights
    alike = token_set_ratio(a.words, b.words) if len(a.words) > 8 and len(b.words) > 8 else 50.0
    same_text = a.claim.text_id == b.claim.text_id
    parted = same_text and _in_one_sentence(a.claim, b.claim, texts)
    when = a.claim.date
    whole = a.claim.type == b.claim.type and a.claim.type in settings.parts_of_one and when is not None
    if parted and not (whole and a.roles == b.roles and when is not None and width(when) <= 31):
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
