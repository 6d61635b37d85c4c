"""The review on a terminal: one claim at a time, a key decides it. Works at 80 by 24, without colour and mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text as Cell
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from foedera.errors import FoederaError, UsageError
from foedera.review import painting
from foedera.review.commands import ASKS, perform, understood
from foedera.review.completing import completed, fields
from foedera.review.inert import one_line
from foedera.review.keys import Keys
from foedera.review.session import NOT_HERE, Session

__all__ = ["ReviewApp"]


class ReviewApp(App[None]):
    """The session on a screen. Every decision is committed before the screen moves on."""

    TITLE = "Foedera review"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    CSS = """
    Static { width: 1fr; height: auto; }
    #where { height: 1; background: $panel; padding: 0 1; text-style: bold; }
    #body { padding: 0 1; scrollbar-size-vertical: 1; }
    #pair, #left, #right { height: auto; }
    #passage { margin: 0 0 1 0; }
    .-wide #pair { layout: horizontal; }
    .-wide #left { width: 1fr; padding: 0 2 0 0; }
    .-wide #right { width: 1fr; }
    .-wide #pair.-turned { layout: vertical; }
    .-wide #pair.-turned #left, .-wide #pair.-turned #right { width: 100%; padding: 0; }
    #event { margin: 1 0 0 0; }
    #said { max-height: 3; padding: 0 1; text-style: bold; }
    #hints { max-height: 3; background: $panel; padding: 0 1; }
    ModalScreen { align: center middle; background: $background 60%; }
    .box { width: 94%; max-width: 110; height: auto; max-height: 94%; border: round $primary; background: $surface;
           padding: 0 1; }
    .box VerticalScroll { height: auto; max-height: 11; }
    .sheet VerticalScroll { max-height: 100%; height: 1fr; }
    .sheet { height: 94%; }
    .box Input { border: tall $primary; padding: 0 1; }
    .box .title, .box .wrong { text-style: bold; }
    """

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__()
        self.session = session
        self.keys = keys

    def get_default_screen(self) -> Screen[None]:
        return ClaimScreen(self.session, self.keys)


class ClaimScreen(Screen[None]):
    """The claim, and the keys that decide it."""

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__()
        self.session = session
        self.keys = keys

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        with VerticalScroll(id="body"):
            with Vertical(id="pair"):
                with Vertical(id="left"):
                    yield Static(id="notices", markup=False)
                    yield Static(id="passage", markup=False)
                with Vertical(id="right"):
                    yield Static(id="fields", markup=False)
            yield Static(id="event", markup=False)
        yield Static(id="said", markup=False)
        yield Static(id="hints", markup=False)

    def on_mount(self) -> None:
        self.query_one("#body").focus()
        self.show()

    def on_resize(self) -> None:
        self.show()

    def on_key(self, event: events.Key) -> None:
        """Keys come here only while no input is open: those stand on screens of their own."""
        typed = event.character if event.is_printable and event.character != " " else event.key
        action = self.keys.action(typed or event.key) or self.keys.action(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            self.do(action)

    def do(self, action: str, words: str = "") -> None:
        """What a key or a command asks for; an error is said and changes nothing."""
        if action == "quit":
            self.app.exit()
        elif action == "sheet":
            self.app.push_screen(Sheet(self.keys))
        elif action in ASKS and not words:
            self.ask(action)
        else:
            try:
                said = perform(self.session, action, words)
            except FoederaError as bad:  # such as a record that another process has locked
                said = f"Not done: {bad}"
            self.show(said)

    def ask(self, action: str) -> None:
        """Open an input for what the action needs; it stays open, with the reason, where the words will not do."""
        if self.session.current is None and action != "command":
            self.show("No claim is shown.")
            return

        def take(words: str) -> str:
            if action != "command":
                return perform(self.session, action, words)
            named, rest = understood(self.keys, words)
            if named is None or named == "command":
                raise UsageError(f"'{one_line(words)}' is no command. The sheet lists them.")
            if named in ("quit", "sheet") or (named in ASKS and not rest):
                self.call_later(self.do, named)
                return ""
            return perform(self.session, named, rest)

        above = self._above(action)
        suggester = _Completing(self.session, self.keys, action)
        self.app.push_screen(Ask(ASKS[action], take, above=above, suggester=suggester), self.told)

    def _above(self, action: str) -> RenderableType | None:
        if action == "merge":
            return painting.candidates(self.session.candidates())
        return Cell(f"Fields: {', '.join(fields(self.session))}") if action == "edit" else None

    def told(self, said: str | None) -> None:
        if said is not None:
            self.show(said)

    def show(self, said: str = "") -> None:
        """Paint the session as it stands, and say what was done."""
        try:
            card = self.session.card()
        except FoederaError as bad:
            self.query_one("#notices", Static).update(Cell(one_line(str(bad))))
            return
        part = {"first": "", "second": ", second coder", "adjudication": ", adjudicating"}[self.session.part.value]
        where = f"Review: {self.session.where()} · {one_line(self.session.who)}{part}"
        self.query_one("#where", Static).update(Cell(where, no_wrap=True, overflow="ellipsis"))
        self.query_one("#said", Static).update(Cell(one_line(said)))
        self.query_one("#said").display = bool(said)
        self.query_one("#hints", Static).update(
            painting.hints(self.keys, width=self.size.width - 2, without=NOT_HERE[self.session.part])
        )
        pair = self.query_one("#pair")
        if card is None:
            self._fill(notices=painting.lines(self.session.nothing()))
            return
        pair.set_class(painting.is_turned(card), "-turned")
        self._fill(
            notices=painting.notices(card),
            passage=Group(*painting.above(card)),
            fields=painting.fields(card.fields),
            event=Group(*painting.below(card.event, width=max(20, self.size.width - 4))),
        )

    def _fill(
        self,
        *,
        notices: RenderableType = "",
        passage: RenderableType = "",
        fields: RenderableType = "",
        event: RenderableType = "",
    ) -> None:
        for name, what in {"notices": notices, "passage": passage, "fields": fields, "event": event}.items():
            self.query_one(f"#{name}", Static).update(what)
        self.query_one("#body").scroll_home(animate=False)


class Ask(ModalScreen[str | None]):
    """A line to type. ``take`` does what is wanted and says so, or raises UsageError: then the input stays as it is,
    with the reason below it. Escape leaves without doing anything."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(
        self,
        title: str,
        take: Callable[[str], str],
        *,
        above: RenderableType | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._told = title
        self._take = take
        self._above = above
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Cell(self._told[:1].upper() + self._told[1:]), classes="title", markup=False)
            if self._above is not None:
                with VerticalScroll():
                    yield Static(self._above, markup=False)
            yield Input(suggester=self._suggester, select_on_focus=False)
            yield Static(id="wrong", classes="wrong", markup=False)
            yield Static(Cell("Enter: done   Right: complete   Escape: leave", "dim"), markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        self.query_one("#wrong", Static).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.dismiss(None)
            return
        try:
            said = self._take(event.value)
        except FoederaError as bad:
            self.query_one("#wrong", Static).update(Cell(f"Not done: {one_line(str(bad))}"))
        else:
            self.dismiss(said)

    def action_leave(self) -> None:
        self.dismiss(None)


class Sheet(ModalScreen[None]):
    """Every key and what it does, from the map in use."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box sheet"):
            yield Static(Cell("Keys. Arrows scroll; any other key leaves this sheet."), classes="title", markup=False)
            with VerticalScroll():
                yield Static(painting.sheet(self._keys), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            self.dismiss(None)


class _Completing(Suggester):
    """Completes the name of a field, its value, or a command, as far as it is known."""

    def __init__(self, session: Session, keys: Keys, action: str) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._session = session
        self._keys = keys
        self._action = action

    async def get_suggestion(self, value: str) -> str | None:
        return completed(self._session, self._keys, self._action, value)
