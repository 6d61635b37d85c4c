"""HTML: every visible block with its XPath; what is the article is trafilatura's word, the walk is ours."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from foedera.errors import UnreadableError
from foedera.formats.decoding import decode
from foedera.formats.extract import Extract, Fact, Paragraph, joined
from foedera.model import BlockKind

__all__ = ["declared_charset", "read"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template head meta link title svg math canvas iframe object embed audio video "
    "select datalist input textarea button map".split()
)
_APART = frozenset("nav footer aside form menu".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u200b]+")
_NOT_WORD = re.compile(r"\W+")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "citation_publisher", "publisher"),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "citation_author"),
    "published": (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "og:published_time",
    ),
    "url": ("og:url",),
}
_MAX_DEPTH = 100  # elements within elements; below that only the innermost is kept in mind
_ENDS = 60  # letters at either end by which a long block is known
_SHORT = 30  # characters; so short a block is too common to be matched by its words alone


def declared_charset(data: bytes) -> str | None:
    """The charset that the page's own first bytes name."""
    match = _CHARSET.search(data[:4096]) or _XML_CHARSET.search(data[:200])
    return match.group(1).decode("ascii") if match else None


def read(
    data: bytes, *, where: str, charset: str | None = None, comment_marks: frozenset[str] = frozenset()
) -> Extract:
    """Visible blocks in order, located by XPath, and what meta elements, JSON-LD and bylines say.

    ``charset`` is what the sender declared; ``comment_marks`` are class and id words of readers' comments.
    Raises UnreadableError with reason ``binary``, ``undecodable``, ``broken`` or ``empty``.
    """
    text = decode(data, declared=charset or declared_charset(data), where=where)
    root = _tree(text, where)
    main = _main_words(text)
    paragraphs = [_paragraph(b, main, comment_marks) for b in _blocks(root, comment_marks)]
    extract = joined(paragraphs, facts=_facts(root))
    if not extract.body:
        raise UnreadableError(
            f"{where}: the page shows no text. If a script fills it, save it from a browser first.", reason="empty"
        )
    return extract


def _tree(text: str, where: str) -> Any:
    html = import_module("lxml.html")
    etree = import_module("lxml.etree")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(
            f"{where}: the page is empty or no HTML. Open it in a browser to see.", reason="broken"
        ) from error
    if root is None:
        raise UnreadableError(f"{where}: the page is empty.", reason="empty")
    return root


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the way from the root, the block-level elements around, their telling classes."""

    path: str
    tags: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


class _Block:
    """Text gathered from one element, up to its next block-level child."""

    __slots__ = ("parts", "place")

    def __init__(self, place: _Place) -> None:
        self.place = place
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        lines = ("".join(self.parts)).split("\v")
        return "\n".join(s for s in (_BLANKS.sub(" ", line).strip() for line in lines) if s)


def _blocks(root: Any, marks: frozenset[str]) -> Iterator[_Block]:
    """Depth first, with a stack of our own: pages nest deeper than Python's."""
    current: _Block | None = None
    stack: list[tuple[str, Any, _Place]] = [("open", root, _Place(f"/{root.tag}"))]
    while stack:
        step, element, place = stack.pop()
        if step == "close":
            if current is not None:
                yield current
            current = None
        elif step == "tail":
            current = _with_text(current, element.tail, place)
        elif _is_seen(element):
            inner = replace(place, words=place.words | (_class_words(element) & marks))
            if element.tag in _BLOCKS:
                if current is not None:
                    yield current
                inner = replace(inner, tags=(*place.tags[:_MAX_DEPTH], element.tag))
                current = _Block(inner)
                stack.append(("close", element, place))
            elif element.tag == "br" and current is not None:
                current.parts.append("\v")
            current = _with_text(current, element.text, inner)
            for child, path in reversed(_children(element, place.path)):
                stack.append(("tail", child, inner))
                stack.append(("open", child, replace(inner, path=path)))
    if current is not None:
        yield current


def _children(element: Any, path: str) -> list[tuple[Any, str]]:
    """Each child with its XPath, as lxml's ``getpath`` would write it, but counted once for all."""
    tags = [child.tag for child in element]
    total, seen = Counter(tags), Counter[Any]()
    out: list[tuple[Any, str]] = []
    for child, tag in zip(element, tags, strict=True):
        seen[tag] += 1
        out.append((child, f"{path}/{tag}[{seen[tag]}]" if total[tag] > 1 else f"{path}/{tag}"))
    return out


def _with_text(current: _Block | None, text: str | None, place: _Place) -> _Block | None:
    """The open block with ``text`` added; a new one where none is open and there is something to add."""
    if not text or (current is None and not text.strip()):
        return current
    block = current or _Block(place)
    block.parts.append(text)
    return block


def _is_seen(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag not in _UNSEEN and not _is_hidden(element)


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _class_words(element: Any) -> frozenset[str]:
    both = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return frozenset(both.split())


def _main_words(text: str) -> str | None:
    """The article's letters run together, or None where no article is found."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page without an article
    trafilatura = import_module("trafilatura")
    try:
        found = trafilatura.extract(
            text, include_comments=False, include_tables=True, deduplicate=False, output_format="txt"
        )
    except Exception:  # noqa: BLE001  a foreign library on hostile pages: without its word every block counts as undecided
        return None
    return _letters(found) if found and len(found) > 200 else None


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text).lower()


def _paragraph(block: _Block, main: str | None, marks: frozenset[str]) -> Paragraph:
    text = block.text
    is_comment = bool(block.place.words & marks)
    kind = BlockKind.COMMENT if is_comment else _kind(block)
    letters = _letters(text)
    inside: bool | None = None
    if main is not None and letters:
        inside = _is_inside(letters, main) if len(text) >= _SHORT else (None if letters in main else False)
    if any(t in _APART for t in block.place.tags) and not inside:
        inside = False
    return Paragraph(
        text, block.place.path, kind, bool({"li", "td", "th", "dd", "dt"} & set(block.place.tags[-1:])), inside
    )


def _is_inside(letters: str, main: str) -> bool:
    """True too where the article has the block but for a word in its middle, such as a link that was dropped."""
    return letters in main or (len(letters) >= 4 * _SHORT and (letters[:_ENDS] in main or letters[-_ENDS:] in main))


def _kind(block: _Block) -> BlockKind | None:
    last = block.place.tags[-1] if block.place.tags else ""
    if "figcaption" in block.place.tags or last == "caption":
        return BlockKind.CAPTION
    if last in _HEADINGS:
        return BlockKind.HEADLINE
    if "blockquote" in block.place.tags:
        return BlockKind.QUOTATION
    return None


def _facts(root: Any) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    metas = _metas(root)
    data = _linked_data(root)
    for name, keys in _META.items():
        for key in keys:
            value = metas.get(key)
            if value and not (name == "author" and "://" in value):
                facts[name] = Fact(value, f"meta {key}")
                break
    for name, value in data.items():
        if name == "published" or name not in facts:
            facts[name] = Fact(value, "JSON-LD")
    _add_elements(root, facts)
    return facts


def _add_elements(root: Any, facts: dict[str, Fact]) -> None:
    if "published" not in facts:
        for element in root.iter("time"):
            when = element.get("datetime") or ""
            if re.match(r"\d{4}-\d\d-\d\d", when):
                facts["published"] = Fact(when, "time element")
                break
    for path, basis in ((".//h1", "h1"), (".//title", "title element")):
        element = root.find(path) if "title" not in facts else None
        words = _BLANKS.sub(" ", element.text_content()).strip() if element is not None else ""
        if words:
            facts["title"] = Fact(words, basis)
    if "author" not in facts:
        for element in root.xpath("//*[@rel='author' or @itemprop='author']")[:1]:
            if words := _BLANKS.sub(" ", element.text_content()).strip():
                facts["author"] = Fact(words[:120], "byline")
    if language := (root.get("lang") or "").strip():
        facts["language"] = Fact(language, "lang attribute")


def _metas(root: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = _BLANKS.sub(" ", meta.get("content") or "").strip()
        if key and value:
            out.setdefault(key, value)
    return out


def _linked_data(root: Any) -> dict[str, str]:
    """What schema.org data of an article in the page says."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if node.get("datePublished") or node.get("headline"):
                return _article(node)
    return {}


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    todo = [data]
    while todo:
        node = todo.pop(0)
        if isinstance(node, list):
            todo.extend(node)
        elif isinstance(node, Mapping):
            yield node
            todo.extend(v for k, v in node.items() if k == "@graph")


def _article(node: Mapping[str, Any]) -> dict[str, str]:
    out = {
        "published": node.get("datePublished"),
        "title": node.get("headline"),
        "author": _name(node.get("author")),
        "outlet": _name(node.get("publisher")),
    }
    return {k: " ".join(v.split()) for k, v in out.items() if isinstance(v, str) and v.strip()}


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        names = [n for n in (_name(v) for v in value) if n]
        return ", ".join(names) or None
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) and "://" not in value else None
