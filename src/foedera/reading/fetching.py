"""Web addresses: what they send, within a size and a time. The only place that touches the network."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from foedera.errors import UnreadableError

__all__ = ["Fetched", "fetch"]

MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 20.0
TOTAL_SECONDS = 90.0
_CHUNK_BYTES = 65_536
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; foedera)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,application/rss+xml,*/*;q=0.5",
    "Accept-Language": "en;q=0.9,*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address sent: ``url`` is where redirections led."""

    data: bytes
    url: str
    charset: str | None
    media_type: str | None


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    timeout_seconds: float = TIMEOUT_SECONDS,
    only_first_bytes: int | None = None,
) -> Fetched:
    """Everything, or the first bytes where only those are wanted.

    Raises UnreadableError with reason ``unreachable`` or ``too_large``."""
    request = urllib.request.Request(_quoted(url), headers=_HEADERS)  # noqa: S310  (scheme is checked there)
    try:
        with urllib.request.urlopen(request, timeout=timeout_seconds) as answer:  # noqa: S310
            data = answer.read(only_first_bytes) if only_first_bytes else _limited(answer, url, max_bytes)
            headers = answer.headers
            return Fetched(data, answer.geturl(), headers.get_content_charset(), headers.get_content_type())
    except urllib.error.HTTPError as error:
        raise UnreadableError(
            f"{url}: the server answered {error.code} {error.reason}. Open it in a browser and save the page.",
            reason="unreachable",
        ) from error
    except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or error
        raise UnreadableError(
            f"{url}: cannot be reached ({why}). Check the address and the network.", reason="unreachable"
        ) from error


def _quoted(url: str) -> str:
    """The address in ASCII; only http and https."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except ValueError as error:
        raise UnreadableError(f"{url}: no valid web address. Check it.", reason="unreachable") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise UnreadableError(f"{url}: only http and https addresses are read.", reason="unreachable")
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, host, path, query, ""))


def _limited(answer: http.client.HTTPResponse, url: str, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    deadline = time.monotonic() + TOTAL_SECONDS
    while chunk := answer.read(_CHUNK_BYTES):
        size += len(chunk)
        if size > max_bytes:
            raise UnreadableError(
                f"{url}: it sends more than {max_bytes:,} bytes. Save the part you need and add that.",
                reason="too_large",
            )
        if time.monotonic() > deadline:
            raise UnreadableError(
                f"{url}: it took longer than {TOTAL_SECONDS:.0f} seconds. Save the page and add the file.",
                reason="unreachable",
            )
        chunks.append(chunk)
    return b"".join(chunks)
