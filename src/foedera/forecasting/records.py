"""Forecasts as JSON-ready data and back: ``forecast_from(forecast_record(forecast, text)) == forecast``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from foedera.model import (
    Bearing,
    Brier,
    Direction,
    Evidence,
    Forecast,
    HolderScore,
    Outcome,
    Probability,
    Status,
    Text,
)
from foedera.records import interval_from, interval_record

__all__ = ["forecast_from", "forecast_record", "score_record"]

Record = dict[str, Any]


def forecast_record(forecast: Forecast, text: Text | None = None) -> Record:
    """Keys in a fixed order; ``document`` says more where the text is at hand."""
    return {
        "id": forecast.id,
        "document": {"id": forecast.text_id} | (_document(text) if text else {}),
        "holder": {"name": forecast.holder, "kind": forecast.holder_kind},
        "made": interval_record(forecast.made),
        "what": forecast.what,
        "sentence": forecast.sentence,
        "type": forecast.type,
        "actors": list(forecast.actors),
        "status": forecast.status.value,
        "negated": forecast.negated,
        "direction": forecast.direction.value,
        "horizon": interval_record(forecast.horizon),
        "horizon_words": forecast.horizon_words,
        "probability": _probability(forecast.probability),
        "evidence_for": _evidence(forecast.evidence_for),
        "evidence_against": _evidence(forecast.evidence_against),
        "bears_on": _evidence(forecast.bears_on),
        "due": forecast.due,
        "outcome": _outcome(forecast.outcome),
        "score": {"brier": forecast.score.point, "low": forecast.score.low, "high": forecast.score.high}
        if forecast.score
        else None,
    }


def forecast_from(record: Mapping[str, Any]) -> Forecast:
    """Raises KeyError, TypeError or ValueError where the record is not one of a forecast."""
    odds, outcome, score = record.get("probability"), record.get("outcome"), record.get("score")
    return Forecast(
        id=record["id"],
        text_id=record["document"]["id"],
        holder=record["holder"]["name"],
        holder_kind=record["holder"]["kind"],
        made=interval_from(record["made"]),
        what=record["what"],
        sentence=record["sentence"],
        type=record["type"],
        actors=tuple(record["actors"]),
        status=Status(record["status"]),
        negated=bool(record["negated"]),
        direction=Direction(record["direction"]),
        horizon=interval_from(record.get("horizon")),
        horizon_words=record.get("horizon_words"),
        probability=Probability(
            odds["low"], odds["high"], odds["yardstick"], odds["as_printed"], odds["note"], odds["denied"]
        )
        if odds
        else None,
        evidence_for=_evidence_from(record["evidence_for"], Bearing.FOR),
        evidence_against=_evidence_from(record["evidence_against"], Bearing.AGAINST),
        bears_on=_evidence_from(record["bears_on"], Bearing.OPEN),
        due=bool(record["due"]),
        outcome=Outcome(
            outcome["verdict"],
            date.fromisoformat(outcome["date"]) if outcome["date"] else None,
            outcome["who"],
            outcome["when"],
            outcome["why"],
            outcome["judgement"],
        )
        if outcome
        else None,
        score=Brier(score["brier"], score["low"], score["high"]) if score else None,
    )


def score_record(score: HolderScore) -> Record:
    return {
        "holder": score.holder,
        "forecasts": score.forecasts,
        "due": score.due,
        "scored": score.scored,
        "brier": score.brier,
        "low": score.low,
        "high": score.high,
        "skill": score.skill,
    }


def _document(text: Text) -> Record:
    return {
        "path": text.path,
        "url": text.url,
        "title": text.title,
        "outlet": text.outlet,
        "author": text.author,
        "published": interval_record(text.published),
    }


def _probability(odds: Probability | None) -> Record | None:
    if odds is None:
        return None
    return {
        "low": odds.low,
        "high": odds.high,
        "point": odds.point,
        "yardstick": odds.yardstick,
        "as_printed": odds.as_printed,
        "note": odds.note,
        "denied": odds.denied,
    }


def _outcome(outcome: Outcome | None) -> Record | None:
    if outcome is None:
        return None
    return {
        "verdict": outcome.verdict,
        "date": outcome.date.isoformat() if outcome.date else None,
        "who": outcome.who,
        "when": outcome.when,
        "why": outcome.why,
        "judgement": outcome.judgement,
    }


def _evidence(items: Iterable[Evidence]) -> list[Record]:
    return [
        {"claim": e.claim, "event": e.event, "kind": e.kind, "when": interval_record(e.when), "reason": e.reason}
        for e in items
    ]


def _evidence_from(records: Iterable[Mapping[str, Any]], bearing: Bearing) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(r["claim"], r["event"], r["kind"], bearing, interval_from(r["when"]), r["reason"]) for r in records
    )
