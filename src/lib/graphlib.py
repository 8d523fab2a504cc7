# SPDX-License-Identifier: MIT
# graphlib: topological order of a graph.
from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    pass


class TopologicalSorter:
    def __init__(self, graph=None):
        self._waits = {}        # node -> number of predecessors not done; None: handed out, False: done
        self._followers = {}    # node -> list of successors
        self._ready = None
        self._out = 0
        self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _enter(self, node):
        if node not in self._waits:
            self._waits[node] = 0
            self._followers[node] = []

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._enter(node)
        self._waits[node] += len(predecessors)
        for before in predecessors:
            self._enter(before)
            self._followers[before].append(node)

    def prepare(self):
        if self._ready is not None and (self._out or self._finished or not hasattr(self, "_prepared")):
            raise ValueError("cannot prepare() more than once")
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [node for node, count in self._waits.items() if count == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self) -> tuple:
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._waits[node] = None
        self._ready.clear()
        self._out += len(result)
        return result

    def is_active(self) -> bool:
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._waits:
                raise ValueError(f"node {node!r} was not added using add()")
            state = self._waits[node]
            if state is False:
                raise ValueError(f"node {node!r} was already marked done")
            if state is not None:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            self._waits[node] = False
            for after in self._followers[node]:
                self._waits[after] -= 1
                if self._waits[after] == 0:
                    self._ready.append(after)
            self._finished += 1

    def _find_cycle(self):
        seen = set()
        for start in self._waits:
            if start in seen:
                continue
            path = []
            places = {}
            walks = []
            node = start
            while True:
                if node in seen:
                    if node in places:
                        return path[places[node]:] + [node]
                else:
                    seen.add(node)
                    walks.append(iter(self._followers[node]))
                    places[node] = len(path)
                    path.append(node)
                while path:
                    try:
                        node = next(walks[-1])
                        break
                    except StopIteration:
                        del places[path.pop()]
                        walks.pop()
                else:
                    break
        return None

    def static_order(self):
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)

    __class_getitem__ = classmethod(GenericAlias)
