"""The review on a terminal: a queue of claims that await a decision, one at a time, decided by a key.

``review`` runs it on a screen, ``converse`` in plain lines; both ask one ``Session``, and a decision is committed
before either moves on.
"""

from __future__ import annotations

from foedera.review.keys import OWN, Action, Keys, read_keys
from foedera.review.looking import Wanted
from foedera.review.plain import converse
from foedera.review.session import Session

__all__ = ["OWN", "Action", "Keys", "Session", "Wanted", "converse", "read_keys", "review"]


def review(session: Session, keys: Keys) -> None:
    """Show the session on this terminal until the reviewer leaves."""
    from foedera.review.screen import ReviewApp

    ReviewApp(session, keys).run(mouse=False)
