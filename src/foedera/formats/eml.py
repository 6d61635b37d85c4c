"""E-mail: subject and text, plain before HTML; From, Date and Subject are its facts."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
import re
from email.message import EmailMessage

from foedera.errors import UnreadableError
from foedera.formats import html, plain
from foedera.formats.decoding import decode
from foedera.formats.extract import Extract, Fact, Paragraph, joined
from foedera.model import BlockKind, Note

__all__ = ["read"]

_SIGNATURE = re.compile(r"--[ \t]*(?:\r?\n|$)")
_QUOTED = re.compile(r"^\s*>")


def read(data: bytes, *, where: str, comment_marks: frozenset[str] = frozenset()) -> Extract:
    """The subject as headline, then the text. Raises UnreadableError with reason ``broken`` or ``empty``."""
    message = _parse(data, where)
    facts = _facts(message)
    subject = facts.get("title")
    paragraphs = [Paragraph(subject.value, "header Subject", BlockKind.HEADLINE)] if subject else []
    text = _text(message, where, comment_marks)
    if not any(p.text.strip() for p in text):
        raise UnreadableError(f"{where}: the message has no text of its own.", reason="empty")
    notes = tuple(
        Note("attachment", f"{name} is attached to the message and was not read; add it as a file of its own.")
        for name in _attachments(message)
    )
    return joined([*paragraphs, *text], facts=facts, notes=notes)


def _parse(data: bytes, where: str) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except Exception as error:  # the parser's errors on hostile headers have no common root
        raise UnreadableError(f"{where}: the message is damaged.", reason="broken") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError(f"{where}: no headers found, so it is no e-mail message.", reason="broken")
    return message


def _facts(message: EmailMessage) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if subject := _header(message, "Subject"):
        facts["title"] = Fact(subject, "header Subject")
    if sender := _header(message, "From"):
        name, address = email.utils.parseaddr(sender)
        facts["author"] = Fact(name or address or sender, "header From")
    if when := _header(message, "Date"):
        try:
            day = email.utils.parsedate_to_datetime(when).date().isoformat()
        except (TypeError, ValueError, OverflowError):
            day = ""
        if day:
            facts["published"] = Fact(day, "header Date")
    return facts


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name) or "")
    except Exception:  # noqa: BLE001  malformed encoded words raise errors of many kinds; the header then says nothing
        return ""
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _text(message: EmailMessage, where: str, marks: frozenset[str]) -> list[Paragraph]:
    for kind in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(kind,))
            data = part.get_payload(decode=True) if part is not None else None
        except Exception:  # noqa: BLE001, S112  as above: a broken part is passed over
            continue
        if part is None or not isinstance(data, bytes) or not data.strip():
            continue
        charset = part.get_content_charset()
        if kind == "html":
            extract = html.read(data, where=where, charset=charset, comment_marks=marks)
            return [Paragraph(extract.body[p.start : p.end], p.locator, p.kind, p.item, p.main) for p in extract.pieces]
        return _plain(decode(data, declared=charset, where=where))
    return []


def _plain(text: str) -> list[Paragraph]:
    out: list[Paragraph] = []
    over = False
    for piece in plain.pieces(text):
        words = text[piece.start : piece.end]
        over = over or bool(_SIGNATURE.match(words))
        kind = BlockKind.FURNITURE if over else BlockKind.QUOTATION if _QUOTED.match(words) else None
        out.append(Paragraph(words, f"message, {piece.locator}", kind, piece.item))
    return out


def _attachments(message: EmailMessage) -> list[str]:
    try:
        return [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    except Exception:  # noqa: BLE001  as above
        return []
