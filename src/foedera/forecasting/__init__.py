"""The ledger of forecasts: Claims, Texts, Events and Judgements -> Forecasts. Pure: no database and no clock.

A forecast is an assessment that looks ahead, or an act that somebody thinks likely, unlikely or possible. A state's own
plan is none: it is tied to what fulfilled it. The order of input is immaterial.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.decisions import in_force, latest, told
from foedera.forecasting.evidence import evidence_of
from foedera.forecasting.hearing import Record, heard_in
from foedera.forecasting.horizons import horizon_of
from foedera.forecasting.records import forecast_from, forecast_record, score_record
from foedera.forecasting.scoring import EVEN, brier, score_of, scores
from foedera.forecasting.sentences import sentence_of
from foedera.forecasting.settings import Settings, Yardstick, settings_of
from foedera.forecasting.views import View, view_of
from foedera.model import Bearing, Claim, Event, Forecast, Interval, Judgement, Outcome, Text

__all__ = [
    "EVEN",
    "Yardstick",
    "brier",
    "forecast_from",
    "forecast_record",
    "ledger",
    "score_of",
    "score_record",
    "scores",
    "settings_of",
    "yardsticks",
]

_VERDICTS = frozenset({"true", "false", "partly", "open"})


def ledger(
    claims: Iterable[Claim],
    texts: Mapping[str, Text],
    events: Iterable[Event],
    judgements: Iterable[Judgement],
    codebook: Codebook,
) -> list[Forecast]:
    """Every forecast, by the day of the view (unknown days last), then id.

    ``texts`` by id, ``events`` those assembled from the claims. Judgements obeyed: claim "accept", "correct" and
    "reject" (what does not count is neither a forecast nor evidence) and claim "outcome". Raises CodebookError where
    forecasting.yml or a yardstick is wanting.
    """
    settings = settings_of(codebook)
    judgements = in_force(judgements)
    outcomes = {name: _outcome(j) for name, j in latest(judgements, "claim", "outcome").items()}
    standing = {c.id: c for c in told(list(claims), judgements)}
    ordered = sorted(standing.values(), key=lambda c: (c.text_id, c.quote.start, c.id))
    record = heard_in(ordered, texts, list(events), settings)
    as_of = max((t.published.last for t in texts.values() if t.published), default=None)
    found = []
    for claim in ordered:
        text = texts.get(claim.text_id)
        if view := _foreseen(claim, text, settings):
            found.append(_forecast(claim, text, view, outcomes.get(claim.id), as_of, record, settings))
    views = {c.id for c in ordered if c.family in settings.assessments}
    kept = _without_echoes(found, views)
    return sorted(kept, key=lambda f: (f.made is None, f.made.first if f.made else date.min, f.id))


def _without_echoes(found: Sequence[Forecast], views: Collection[str]) -> list[Forecast]:
    """Without the views that say in general what the same sentence foresees as an act of the same parties: "is likely
    to buy jets" is one forecast, and counts once for its holder. One whose outcome a person told is kept."""
    acts: dict[tuple[str, str, str | None], list[frozenset[str]]] = defaultdict(list)
    for each in found:
        if each.id not in views:
            acts[each.text_id, each.sentence, each.holder].append(frozenset(each.actors))

    def is_echo(f: Forecast) -> bool:
        told = acts.get((f.text_id, f.sentence, f.holder), ())
        return f.id in views and f.outcome is None and any(parties.issuperset(f.actors) for parties in told)

    return [f for f in found if not is_echo(f)]


def _forecast(
    claim: Claim,
    text: Text | None,
    view: View,
    outcome: Outcome | None,
    as_of: date | None,
    record: Record,
    settings: Settings,
) -> Forecast:
    language = text.language if text else ""
    horizon, printed = horizon_of(claim, view.sentence, view.made, language, settings)
    evidence = evidence_of(claim, view, language, record, settings)
    return Forecast(
        id=claim.id,
        text_id=claim.text_id,
        holder=view.holder,
        holder_kind=view.holder_kind,
        made=view.made,
        what=claim.quote.exact,
        sentence=view.sentence.words,
        type=claim.type,
        actors=tuple(dict.fromkeys(r.actor for r in claim.roles)),
        status=claim.status,
        negated=claim.negated,
        direction=view.direction,
        horizon=horizon,
        horizon_words=printed,
        probability=view.probability,
        evidence_for=tuple(e for e in evidence if e.bearing is Bearing.FOR),
        evidence_against=tuple(e for e in evidence if e.bearing is Bearing.AGAINST),
        bears_on=tuple(e for e in evidence if e.bearing is Bearing.OPEN),
        due=_is_due(horizon, as_of),
        outcome=outcome,
        score=score_of(view.probability, outcome),
    )


def yardsticks(codebook: Codebook) -> tuple[Yardstick, ...]:
    """The yardsticks of the codebook in the order in which they are asked, the default first. Raises CodebookError."""
    return settings_of(codebook).yardsticks


def _foreseen(claim: Claim, text: Text | None, settings: Settings) -> View | None:
    """The claim as a view of the future; None where it is none."""
    is_view = claim.family in settings.assessments
    if claim.status not in (settings.views if is_view else settings.acts | settings.estimated):
        return None
    view = view_of(claim, text, sentence_of(claim, text), settings)
    if is_view or claim.status in settings.acts:
        return view
    printed = view.probability.as_printed if view.probability else None
    return view if printed and printed in " ".join(claim.quote.exact.split()) else None


def _is_due(horizon: Interval | None, as_of: date | None) -> bool:
    return horizon is not None and horizon.end is not None and as_of is not None and horizon.end < as_of


def _outcome(judgement: Judgement) -> Outcome | None:
    """None where a judgement made elsewhere bears no outcome that we know."""
    verdict = judgement.values.get("outcome", "")
    if verdict not in _VERDICTS:
        return None
    try:
        day = date.fromisoformat(judgement.values.get("date", ""))
    except ValueError:
        day = None
    return Outcome(verdict, day, judgement.who, judgement.when, judgement.why, judgement.id)
