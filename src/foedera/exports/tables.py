"""Claims, events, parties, actors, sources, documents and panels as tables, with a data dictionary: CSV or Parquet."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from foedera.decisions import REJECTED, UNSURE
from foedera.errors import ExportError
from foedera.exports.material import Export, Material, packaged
from foedera.exports.mending import Mender
from foedera.records import record_of
from foedera.rows import event_record, text_record
from foedera.table import Table

__all__ = ["as_csv", "as_parquet", "columns_of", "joined", "rows_of"]

Row = dict[str, Any]
Column = Sequence[str]  # type, unit, meaning, and the field of the record that it is, where it is one
_DICTIONARY = ("table", "column", "type", "unit", "meaning")
_ODD = re.compile(r"[\s%\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FRICTIONLESS = {"list": "string", "json": "string"}  # of the Data Package, whose CSV has no lists


def as_csv(material: Material) -> Export:
    """A folder of CSV (RFC 4180, UTF-8). A cell without quotation marks and without content is "none"."""
    mender = Mender()
    tables = rows_of(material)
    files = {
        f"{name}.csv": _csv(columns_of(name), rows, mender) for name, rows in tables.items()
    }  # fmt: skip
    return _export("csv", tables, files, mender, material)


def as_parquet(material: Material) -> Export:
    """A folder of Parquet, with units and meanings in the schema. ExportError without the extra ``tables``."""
    mender = Mender()
    tables = rows_of(material)
    files = {
        f"{name}.parquet": _parquet(columns_of(name), rows, mender) for name, rows in tables.items()
    }  # fmt: skip
    return _export("parquet", tables, files, mender, material)


def columns_of(table: str) -> Mapping[str, Column]:
    found: Mapping[str, Column] = packaged("tables.yml")[table]["columns"]
    return found


def rows_of(material: Material) -> dict[str, list[Row]]:
    """Every table with its rows, each value under its column, in an order that the record alone decides."""
    claims, events = list(material.claims.values()), list(material.events.values())
    records = {c.id: record_of(c, material.texts[c.text_id]) for c in claims}
    in_claims = Counter(a for c in claims for a in c.actors)
    in_events = Counter(a for e in events for a in e.actors)
    of_text = Counter(c.text_id for c in claims)
    made: dict[str, Iterable[Row]] = {
        "claims": (
            _row("claims", records[c.id])
            | {
                "event": material.event_of.get(c.id), "rejected": material.apart.get(c.id) == REJECTED,
                "unsure": material.apart.get(c.id) == UNSURE, "actors": sorted(c.actors),
            }
            for c in claims
        ),
        "events": (
            _row("events", event_record(e))
            | {"actors": sorted(e.actors), "independent_origins": len(e.independent)}
            for e in events
        ),
        "parties": _parties(material),
        "actors": (
            {
                "id": actor, "name": material.name_of(actor), "kind": kind, "cow": material.cow_of(actor),
                "iso2": (packaged("countries.yml")["states"].get(actor) or [None])[0],
                "claims": in_claims[actor], "events": in_events[actor],
            }
            for actor, kind in material.kinds.items()
        ),
        "sources": (
            {name: getattr(s, name) for name in columns_of("sources")}
            for s in sorted(material.dossier.sources, key=lambda s: s.id)
        ),
        "documents": (
            _row("documents", text_record(t)) | {"characters": len(t.body), "claims": of_text[t.id]}
            for t in material.texts.values()
        ),
    }  # fmt: skip
    made |= {name: _panel(table) for name, table in material.panels.items()}
    return {name: list(rows) for name, rows in made.items()}


def joined(ids: Iterable[str]) -> str:
    """Ids with blanks between; what is blank, unprintable or a per cent sign within one is percent-encoded."""
    return " ".join(_ODD.sub(lambda m: quote(m[0], safe="", errors="surrogatepass"), i) for i in ids)


def _row(table: str, record: Mapping[str, Any]) -> Row:
    return {name: _at(record, about[3]) for name, about in columns_of(table).items() if len(about) > 3}


def _at(record: Any, path: str) -> Any:
    for key in path.split("."):
        if not isinstance(record, Mapping):
            return None
        record = record.get(key)
    return record


def _parties(material: Material) -> Iterable[Row]:
    for c in material.claims.values():
        for r in c.roles:
            yield {
                "record": "claim", "id": c.id, "role": r.role, "actor": r.actor, "kind": r.kind, "name": r.name,
                "level": r.level, "mention": r.mention,
            }  # fmt: skip
    for e in material.events.values():
        for role, actor in e.roles:
            yield {"record": "event", "id": e.id, "role": role, "actor": actor}


def _panel(table: Table) -> Iterable[Row]:
    for row in table:
        keys = {
            k: (int(v) if v else None) if k in table.integers else v for k, v in zip(table.keys, row.keys, strict=True)
        }
        cells = dict(zip(table.columns, row.cells, strict=True))
        counts = {name: None if cell.value is None else int(cell.value) for name, cell in cells.items()}
        yield keys | counts | {f"{name}_claims": list(cell.claims) for name, cell in cells.items()}


def _export(
    name: str, tables: Mapping[str, Sequence[Row]], files: dict[str, bytes], mender: Mender, material: Material
) -> Export:
    files["dictionary.csv"] = _dictionary(tables)
    files["datapackage.json"] = _package(name, tables, material)
    return Export(
        name,
        files,
        {f"rows of {table}": len(rows) for table, rows in tables.items()},
        changed=mender.changed,
    )


# CSV


def _csv(columns: Mapping[str, Column], rows: Iterable[Row], mender: Mender) -> bytes:
    lines = [",".join(columns)]
    written = {name: _writer(about[0], mender) for name, about in columns.items()}
    lines += [",".join(write(row.get(name)) for name, write in written.items()) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _writer(kind: str, mender: Mender) -> Callable[[Any], str]:
    ways: dict[str, Callable[[Any], str]] = {
        "string": lambda v: _quoted(mender.cell(v)),
        "list": lambda v: _quoted(mender.cell(joined(v))) if v else "",
        "json": lambda v: _quoted(_json(v)),
        "boolean": lambda v: "true" if v else "false",
        "number": lambda v: str(int(v)) if float(v).is_integer() and abs(v) < 1e15 else repr(float(v)),
    }
    way = ways.get(kind, str)
    return lambda value: "" if value is None else way(value)


def _quoted(text: str) -> str:
    plain = text and text == text.strip() and not any(c in text for c in ',"\r\n')
    return text if plain else '"' + text.replace('"', '""') + '"'


def _json(value: Any) -> str:
    """Compact; NUL and half a surrogate pair, which UTF-8 or C cannot hold, as the escapes that JSON has for them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace").decode()


def _dictionary(tables: Iterable[str]) -> bytes:
    lines = [",".join(_DICTIONARY)]
    for table in tables:
        lines += [",".join(map(_quoted, (table, name, *about[:3]))) for name, about in columns_of(table).items()]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _package(form: str, tables: Iterable[str], material: Material) -> bytes:
    """The same as a Frictionless Data Package, for programs."""
    about = packaged("tables.yml")
    resources = [
        {
            "name": name,
            "path": f"{name}.{form}",
            "format": form,
            "encoding": "utf-8",
            "description": about[name]["about"],
            "schema": {
                "fields": [
                    {
                        "name": column,
                        "type": _FRICTIONLESS.get(told[0], told[0]),
                        "description": told[2],
                        **({"unit": told[1]} if told[1] else {}),
                    }
                    for column, told in columns_of(name).items()
                ],
                **({"primaryKey": about[name]["key"]} if about[name]["key"] else {}),
                "missingValues": [""],
            },
        }
        for name in tables
    ]
    package = {"name": "foedera-tables", "foedera": {"codebook": material.dossier.codebook}, "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


# Parquet


def _parquet(columns: Mapping[str, Column], rows: Sequence[Row], mender: Mender) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ExportError("Parquet needs pyarrow. Run: pip install foedera[tables]") from None
    types = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()), "json": pa.string(),
    }  # fmt: skip
    ready: dict[str, Callable[[Any], Any]] = {
        "string": mender.plain,
        "list": lambda v: [mender.plain(each) for each in v],
        "json": _json,
        "date": date.fromisoformat,
        "number": float,
    }
    fields, held = [], []
    for name, about in columns.items():
        way = ready.get(about[0], lambda v: v)
        values = [None if row.get(name) is None else way(row[name]) for row in rows]
        held.append(pa.array(values, types[about[0]]))
        fields.append(pa.field(name, types[about[0]], metadata={"unit": about[1], "description": about[2]}))
    sink = io.BytesIO()
    parquet.write_table(pa.table(held, schema=pa.schema(fields)), sink)
    return sink.getvalue()
