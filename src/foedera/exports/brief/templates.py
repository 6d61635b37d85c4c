"""Templates and their fields, and the cleaning of words that a document prints in a field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["fill", "first_filled", "noun", "plain", "titled"]

_FIELD = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"<(\w+):([^|<>]*)\|([^<>]*)>")
_QUOTED = re.compile(r"[“\"«„]\s*([^“”\"«»„]+?)\s*(?:[”\"»]|$)")


def fill(template: str, values: Mapping[str, Any], *, several: frozenset[str] = frozenset()) -> str:
    """The template with its fields; a part in square brackets goes where a field in it is empty.

    ``<role:a|b>`` is b where ``several`` holds the role. Raises KeyError where a field outside brackets has no value.
    """

    def optional(match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(values.get(name) not in (None, "") for name in _FIELD.findall(part)) else ""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if values.get(name) in (None, ""):
            raise KeyError(name)
        return str(values[name])

    while (shorter := _OPTIONAL.sub(optional, template)) != template:  # from the inside out
        template = shorter
    template = _NUMBER.sub(lambda m: m.group(3) if m.group(1) in several else m.group(2), template)
    return _FIELD.sub(value, template)


def first_filled(
    templates: str | Sequence[str], values: Mapping[str, Any], *, several: frozenset[str] = frozenset()
) -> str:
    """The first of the templates that can be filled, or nothing."""
    for template in [templates] if isinstance(templates, str) else templates:
        try:
            return fill(template, values, several=several)
        except KeyError:
            continue
    return ""


def plain(words: str) -> str:
    """Blanks collapsed."""
    return " ".join(words.split())


def noun(words: str, data: Mapping[str, Any], *, article: bool = False) -> str:
    """What a document prints in a field, as a noun within a sentence; nothing where it says nothing by itself.

    A title in quotation marks is taken out of the words around it; the article (unless asked for) and a dangling "and"
    or "of" behind go; what begins with "their" or is longer than brief.yml allows is left to the quote.
    """
    quoted = _QUOTED.search(words)
    if quoted:
        return f"“{plain(quoted.group(1)).rstrip(',.;:')}”"
    printed = plain(words.replace("_", " ")).strip(" ,.;:()").split(" ")
    before = printed[:1] if article and printed[0].casefold() in data["articles"] else []
    said = _bare(printed, data)
    if not said or said[0].casefold() in data["dull_starts"] or len(said) > int(data["longest"]):
        return ""
    kept = " ".join(said)
    return "" if kept.casefold() in data["dull"] else " ".join([*(a.lower() for a in before), kept])


def _bare(words: list[str], data: Mapping[str, Any]) -> list[str]:
    """Words without articles before and without dangling words and marks on either side."""
    while words:
        kept = words[1:] if words[0].casefold() in data["articles"] else words
        kept = kept[:-1] if kept and kept[-1].casefold() in data["dull_ends"] else kept
        kept = " ".join(kept).strip(" ,.;:()").split()
        if kept == words:
            return words
        words = kept
    return words


def titled(words: str, data: Mapping[str, Any]) -> str:
    """A title as printed, in quotation marks and without the article before them."""
    bare = plain(words).strip(' ,.;:“”"«»„')
    first, _, rest = bare.partition(" ")
    bare = rest.strip('“”"«»„ ') if rest and first in data["articles"] else bare
    return f"“{bare}”" if bare else ""
