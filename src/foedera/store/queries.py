"""The longer questions put to the record, and what their parameters and answers mean."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedera.model import Text

__all__ = [
    "CLAIMS",
    "EVENTS",
    "JUDGEMENTS",
    "LINKS",
    "NAMED",
    "SEARCH",
    "VANISHED",
    "Filter",
    "Hit",
    "Known",
    "day",
    "hit",
    "match",
    "parameters",
]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims or events are wanted; an empty field asks for nothing.

    ``actors``: one of them takes part; ``partners``: one of them too. ``since`` and ``until``, both
    included: the date may lie between them; what has no date is then left out.
    """

    actors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a search found. ``marks`` are the spans of ``snippet`` that matched."""

    id: str
    title: str | None
    outlet: str | None
    published: tuple[str, str] | None
    language: str
    claims: int
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds of a text: as it stands, as it was read, which fields a manifest gave, and
    which codebook coded it."""

    text: Text
    read: Text
    given: frozenset[str]
    codebook: str
    paths: tuple[str, ...]
    is_superseded: bool


def day(of: date | None) -> str | None:
    return of.isoformat() if of else None


CLAIMS = """
with wanted as (
  select c.id from claims c
  where (:types is null or c.type in (select value from json_each(:types)))
    and (:families is null or c.family in (select value from json_each(:families)))
    and (:statuses is null or c.status in (select value from json_each(:statuses)))
    and (:documents is null or c.text_id in (select value from json_each(:documents)))
    and (:actors is null or exists (
      select 1 from claim_actors p where p.claim_id = c.id and p.actor in (select value from json_each(:actors))))
    and (:partners is null or exists (
      select 1 from claim_actors p where p.claim_id = c.id and p.actor in (select value from json_each(:partners))))
    and (:since is null and :until is null or coalesce(c.date_start, c.date_end) is not null)
    and (:since is null or c.date_end is null or c.date_end >= :since)
    and (:until is null or c.date_start is null or c.date_start <= :until)
)
select case when :as_coded then coalesce(c.coded, c.record) else c.record end
from claims c join wanted using (id) join texts t on t.id = c.text_id
where t.superseded_by is null or :documents is not null
order by t.published_start is null, t.published_start, t.id, c.start, c.ordinal
limit :limit
"""

EVENTS = """
with parties as (
  select e.event_id, p.actor from event_claims e join claim_actors p using (claim_id)
)
select e.record from events e
where (:types is null or e.type in (select value from json_each(:types)))
  and (:families is null or e.family in (select value from json_each(:families)))
  and (:statuses is null or e.status in (select value from json_each(:statuses)))
  and (:documents is null or e.id in (
    select x.event_id from event_claims x join claims c on c.id = x.claim_id
    where c.text_id in (select value from json_each(:documents))))
  and (:actors is null or e.id in (
    select event_id from parties where actor in (select value from json_each(:actors))))
  and (:partners is null or e.id in (
    select event_id from parties where actor in (select value from json_each(:partners))))
  and (:since is null and :until is null or coalesce(e.date_start, e.date_end) is not null)
  and (:since is null or e.date_end is null or e.date_end >= :since)
  and (:until is null or e.date_start is null or e.date_start <= :until)
order by coalesce(e.date_start, e.date_end) is null, coalesce(e.date_start, e.date_end), e.date_end, e.id
limit :limit
"""

LINKS = """
select record from links
where :ids is null or a in (select value from json_each(:ids)) or b in (select value from json_each(:ids))
order by a, b, relation
"""

VANISHED = """
select n.claim_id, n.anchor from event_names n
left join claims c on c.id = n.claim_id left join texts t on t.id = c.text_id
where n.anchor is not null and (c.id is null or t.superseded_by is not null)
order by n.claim_id
"""

JUDGEMENTS = """
select id, subject, subject_id, verdict, who, decided, why, vals, part, anchors from judgements
where (:subject is null or subject = :subject) and (:subject_id is null or subject_id = :subject_id)
order by decided, id
"""

NAMED = """
with named (kind, id, exact) as (
  select 'document', id, id = :ref from texts where substr(id, 1, length(:ref)) = :ref
  union
  select 'document', text_id, 1 from paths where path = :ref or path like '%/' || :ref
  union
  select 'document', id, 1 from texts
  where :ref in (title, json_extract(record, '$.text.path'), json_extract(record, '$.text.url'))
  union
  select 'claim', id, id = :ref from claims where substr(id, 1, length(:ref)) = :ref
  union
  select 'event', id, id = :ref from events where substr(id, 1, length(:ref)) = :ref
)
select kind, id, max(exact) from named group by kind, id order by kind, id
"""

SEARCH = """
with hits as (
  select rowid as seq, bm25(texts_index, 4.0, 1.0) as badness,
         snippet(texts_index, -1, char(2), char(3), ' … ', 24) as snippet
  from texts_index where texts_index match :query
)
select t.id, t.title, t.outlet, t.published_start, t.published_end, t.language,
       (select count(*) from claims c where c.text_id = t.id) as claims, h.snippet
from hits h join texts t using (seq)
where t.superseded_by is null
  and (:outlet is null or t.outlet = :outlet collate nocase)
  and (:language is null or t.language = :language)
  and (:since is null and :until is null or coalesce(t.published_start, t.published_end) is not null)
  and (:since is null or t.published_end is null or t.published_end >= :since)
  and (:until is null or t.published_start is null or t.published_start <= :until)
  and (not :with_claims or exists (select 1 from claims c where c.text_id = t.id))
order by h.badness, t.id
limit :limit
"""


def parameters(wanted: Filter) -> dict[str, Any]:
    def listed(values: tuple[str, ...]) -> str | None:
        return json.dumps(values) if values else None

    return {
        "actors": listed(wanted.actors),
        "partners": listed(wanted.partners),
        "types": listed(wanted.types),
        "families": listed(wanted.families),
        "statuses": listed(wanted.statuses),
        "documents": listed(wanted.documents),
        "since": day(wanted.since),
        "until": day(wanted.until),
        "limit": -1 if wanted.limit is None else wanted.limit,
    }


def match(words: str) -> str:
    """What a person typed as an FTS5 query; every word is quoted, so that none is taken for syntax."""
    words = re.sub(r"[\x00-\x1f\ud800-\udfff]", " ", words)  # what SQLite cannot be asked
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', words):
        if word == "OR" and wanted and not minus:
            wanted.append("OR")
            continue
        star = "*" if word.endswith("*") else ""
        term = (phrase or word.rstrip("*")).strip()
        if not re.search(r"\w", term):
            continue
        (unwanted if minus else wanted).append(f'"{term}"{star}')
    while wanted and wanted[-1] == "OR":
        wanted.pop()
    if not wanted:
        return ""
    joined = re.sub(r"(?: AND)? OR (?:AND )?", " OR ", " AND ".join(wanted))
    return f"({joined})" + "".join(f" NOT {term}" for term in unwanted)


def hit(row: Sequence[Any]) -> Hit:
    text_id, title, outlet, start, end, language, claims, marked = row
    plain, marks = "", []
    for piece in re.split(r"(\x02[^\x03]*\x03)", " ".join(marked.split())):
        if piece.startswith("\x02"):
            marks.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("\x02\x03")
    published = (start or end, end or start) if start or end else None
    return Hit(text_id, title, outlet, published, language, claims, plain, tuple(marks))
