"""Rings in a graph of who names whom."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

__all__ = ["components", "shortest_ring"]

_N = TypeVar("_N", bound=Hashable)


def components(nodes: Sequence[_N], edges: Mapping[_N, Sequence[_N]]) -> list[frozenset[_N]]:
    """The strongly connected components (Tarjan 1972), those that are pointed to before those that point."""
    index: dict[_N, int] = {}
    low: dict[_N, int] = {}
    stack: list[_N] = []
    on_stack: set[_N] = set()
    found: list[frozenset[_N]] = []
    for start in nodes:
        if start in index:
            continue
        work: list[tuple[_N, int]] = [(start, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
                on_stack.add(node)
            following = edges.get(node, ())
            if at < len(following):
                work.append((node, at + 1))
                other = following[at]
                if other not in index:
                    work.append((other, 0))
                elif other in on_stack:
                    low[node] = min(low[node], index[other])
                continue
            if low[node] == index[node]:
                ring: list[_N] = []
                while not ring or ring[-1] != node:
                    ring.append(stack.pop())
                on_stack.difference_update(ring)
                found.append(frozenset(ring))
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[node])
    return found


def shortest_ring(start: _N, edges: Mapping[_N, Sequence[_N]]) -> list[_N]:
    """The shortest way from ``start`` back to it, ``start`` first; among equals the first in the order of the edges.
    Empty where there is none."""
    came: dict[_N, _N] = {}
    front = [start]
    while front:
        following: list[_N] = []
        for node in front:
            for other in edges.get(node, ()):
                if other == start:
                    way = [node]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return way[::-1]
                if other not in came:
                    came[other] = node
                    following.append(other)
        front = following
    return []
