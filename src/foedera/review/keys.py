"""Which key does what: the packaged map, a project's own laid over it, and the sheet made from the two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from foedera.codebook import parse
from foedera.errors import CodebookError, UsageError

__all__ = ["OWN", "Action", "Keys", "packaged_keys", "read_keys"]

PACKAGED = Path(str(files("foedera"))) / "data" / "review" / "keys.yml"
OWN = "review.yml"  # in the project's folder
_SPELT = {"question_mark": "?", "slash": "/", "colon": ":", "return": "enter", "esc": "escape"}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does. ``name`` is also what is typed where there are no keys: ``credibility_3`` is
    typed as "credibility 3". ``short`` stands in the line of hints, where there is one."""

    name: str
    keys: tuple[str, ...]
    does: str
    short: str = ""

    @property
    def typed(self) -> str:
        return self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Keys:
    """The map in use, its actions in the order of the sheet."""

    actions: tuple[Action, ...]

    def action(self, key: str) -> str | None:
        """The name of what a key does, or None; ``key`` as typed, or by its name."""
        key = _SPELT.get(key, key if len(key) == 1 else key.lower())
        return next((a.name for a in self.actions if key in a.keys), None)

    def typed(self, words: str) -> str | None:
        """The name of the action that somebody typed in full, by its key, or by a beginning that only one has."""
        wanted = " ".join(words.replace("_", " ").split())
        if (named := next((a.name for a in self.actions if a.typed.casefold() == wanted.casefold()), None)) is not None:
            return named
        if (by_key := self.action(wanted)) is not None:
            return by_key
        begun = [a.name for a in self.actions if wanted and a.typed.casefold().startswith(wanted.casefold())]
        return begun[0] if len(begun) == 1 else None

    def key_of(self, action: str) -> str:
        """The first key of an action as it is printed; "" where it has none."""
        return next((_shown(a.keys[0]) for a in self.actions if a.name == action and a.keys), "")

    def hints(self, without: Collection[str] = ()) -> list[tuple[str, str]]:
        """(key, word) of the actions that have both, in order, without those named."""
        return [(_shown(a.keys[0]), a.short) for a in self.actions if a.keys and a.short and a.name not in without]

    def sheet(self) -> list[tuple[str, str]]:
        """(keys, what they do) of every action; those without a key by the words that are typed for them."""
        return [(" or ".join(map(_shown, a.keys)) or f"({a.typed})", a.does) for a in self.actions]


def packaged_keys() -> Keys:
    return read_keys(None)


def read_keys(folder: Path | None) -> Keys:
    """The packaged keys with the project's own laid over them.

    Raises UsageError where ``review.yml`` cannot be read, names no action, or gives one key two things to do.
    """
    base = parse(PACKAGED, PACKAGED.read_bytes())
    actions = {name: _action(name, data) for name, data in base["actions"].items()}
    own = {} if folder is None else _own(folder / OWN)
    where = OWN if folder is None else str(folder / OWN)
    changed = own.get("keys") or {}
    if not isinstance(changed, Mapping):
        raise UsageError(f"{where}: 'keys' is a mapping of actions to lists of keys.")
    for name, keys in changed.items():
        if name not in actions:
            raise UsageError(f"{where}: no action '{name}'. Known: {', '.join(actions)}.")
        actions[name] = _with_keys(actions[name], _listed(keys))
    single = str(own.get("single_keys", base["single_keys"])).casefold()
    if single not in ("on", "off", "true", "false"):
        raise UsageError(f"{where}: 'single_keys' is on or off, not '{single}'.")
    if single in ("off", "false"):
        actions = {n: _with_keys(a, [k for k in a.keys if len(k) > 1]) for n, a in actions.items()}
    _refuse_doubles(actions, where)
    return Keys(tuple(actions.values()))


def _own(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        data = parse(path, path.read_bytes())
    except CodebookError as bad:
        raise UsageError(str(bad)) from bad
    except OSError as bad:
        raise UsageError(f"{path}: cannot be read ({bad.strerror}). Mend it or take it away.") from bad
    if unknown := sorted(set(data) - {"keys", "single_keys"}):
        raise UsageError(f"{path}: no setting '{unknown[0]}'. Known: keys, single_keys.")
    return data


def _action(name: str, data: Mapping[str, object]) -> Action:
    return Action(name, tuple(_listed(data["keys"])), str(data["does"]), str(data.get("short", "")))


def _with_keys(action: Action, keys: Sequence[str]) -> Action:
    return Action(action.name, tuple(keys), action.does, action.short)


def _listed(keys: object) -> list[str]:
    if keys is None:
        return []
    found = keys if isinstance(keys, list) else [keys]
    return [_SPELT.get(k, k) for k in (_lowered(str(key).strip()) for key in found) if k]


def _lowered(key: str) -> str:
    """Names of keys in small letters; a letter by itself keeps its case, and Shift with a letter is the capital."""
    if len(key) == 1:
        return key
    name = key.lower()
    return name[-1].upper() if name.startswith("shift+") and len(name) == len("shift+") + 1 else name


def _shown(key: str) -> str:
    return key if len(key) == 1 else "+".join(part.capitalize() for part in key.split("+"))


def _refuse_doubles(actions: Mapping[str, Action], where: str) -> None:
    seen: dict[str, str] = {}
    for name, key in _pairs(actions):
        if key in seen and seen[key] != name:
            raise UsageError(f"{where}: the key '{key}' is given to both '{seen[key]}' and '{name}'. Give one another.")
        seen[key] = name


def _pairs(actions: Mapping[str, Action]) -> Iterator[tuple[str, str]]:
    for action in actions.values():
        for key in action.keys:
            yield action.name, key
