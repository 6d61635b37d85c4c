"""Foedera: a dated, sourced record of relations between states, read out of open reporting.

>>> import foedera
>>> with foedera.open("project", create=True) as project:
...     project.add("reports/")
...     project.brief("GHA", "brief.html", partners=["EU", "ECOWAS"])

The names below are loaded when first used, so that ``import foedera`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedera.checking import check
    from foedera.codebook import load as load_codebook
    from foedera.project import Project, code
    from foedera.project import open_project as open  # noqa: A004 - foedera.open reads as it should

__all__ = ["Project", "__version__", "check", "code", "load_codebook", "open"]

__version__: str

_HOME = {
    "Project": ("foedera.project", "Project"),
    "check": ("foedera.checking", "check"),
    "code": ("foedera.project", "code"),
    "load_codebook": ("foedera.codebook", "load"),
    "open": ("foedera.project", "open_project"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("foedera")
    if name not in _HOME:
        raise AttributeError(f"module 'foedera' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _HOME[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
