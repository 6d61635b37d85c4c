"""The templates and style sheets that the renderers fill, as packaged."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["asset"]


def asset(name: str) -> str:
    return (files("foedera") / "data" / "brief" / name).read_text(encoding="utf-8")
