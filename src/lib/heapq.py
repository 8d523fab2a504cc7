# SPDX-License-Identifier: MIT
# heapq: a list as a priority queue. Sifting down walks to a leaf first and then up again, as CPython does, since the
# item moved nearly always belongs near the bottom.

import _monty

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop",
           "heappush_max", "heappop_max", "heapify_max", "heapreplace_max", "heappushpop_max"]

# Both answer False, with nothing done, where a comparison takes Python code.
_heap_up = _monty.heap_up
_heap_down = _monty.heap_down


def _up(heap, start, at):
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[at] = above
        at = parent
    heap[at] = item


def _down(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _up(heap, start, at)


def _up_max(heap, start, at):
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        above = heap[parent]
        if not above < item:
            break
        heap[at] = above
        at = parent
    heap[at] = item


def _down_max(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _up_max(heap, start, at)


def heappush(heap, item, /):
    heap.append(item)
    _heap_up(heap) or _up(heap, 0, len(heap) - 1)


def heappop(heap, /):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _heap_down(heap, 0) or _down(heap, 0)
        return first
    return last


def heapreplace(heap, item, /):
    if not heap:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _heap_down(heap, 0) or _down(heap, 0)
    return first


def heappushpop(heap, item, /):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _heap_down(heap, 0) or _down(heap, 0)
    return item


def heapify(heap, /):
    for i in range(len(heap) // 2 - 1, -1, -1):
        _heap_down(heap, i) or _down(heap, i)


def heappush_max(heap, item, /):
    heap.append(item)
    _up_max(heap, 0, len(heap) - 1)


def heappop_max(heap, /):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _down_max(heap, 0)
        return first
    return last


def heapreplace_max(heap, item, /):
    first = heap[0]
    heap[0] = item
    _down_max(heap, 0)
    return first


def heappushpop_max(heap, item, /):
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _down_max(heap, 0)
    return item


def heapify_max(heap, /):
    for i in range(len(heap) // 2 - 1, -1, -1):
        _down_max(heap, i)


_heapify_max = heapify_max
_heappop_max = heappop_max
_heapreplace_max = heapreplace_max


def merge(*iterables, key=None, reverse: bool = False):
    down, fix, pop = (_down_max, heapify_max, heappop_max) if reverse else (_down, heapify, heappop)
    sign = -1 if reverse else 1
    heap = []
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            value = advance()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), order * sign, value, advance])
    fix(heap)
    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[2]
                value = entry[3]()
                entry[2] = value
                entry[0] = value if key is None else key(value)
                down(heap, 0)
        except StopIteration:
            pop(heap)
    if heap:
        _, _, value, advance = heap[0]
        yield value
        yield from advance.__self__


def nsmallest(n: int, iterable, key=None) -> list:
    if n == 1:
        it = iter(iterable)
        empty = object()
        result = min(it, default=empty) if key is None else min(it, default=empty, key=key)
        return [] if result is empty else [result]
    if n <= 0:
        return []
    items = list(iterable)
    if n * 4 >= len(items):
        return sorted(items, key=key)[:n]
    keys = items if key is None else [key(item) for item in items]
    best = [(keys[i], i) for i in range(n)]
    heapify_max(best)
    top = best[0][0]
    for i in range(n, len(items)):
        if keys[i] < top:
            best[0] = (keys[i], i)
            _down_max(best, 0)
            top = best[0][0]
    best.sort()
    return [items[i] for _, i in best]


def nlargest(n: int, iterable, key=None) -> list:
    if n == 1:
        it = iter(iterable)
        empty = object()
        result = max(it, default=empty) if key is None else max(it, default=empty, key=key)
        return [] if result is empty else [result]
    if n <= 0:
        return []
    items = list(iterable)
    if n * 4 >= len(items):
        return sorted(items, key=key, reverse=True)[:n]
    keys = items if key is None else [key(item) for item in items]
    best = [(keys[i], -i) for i in range(n)]
    heapify(best)
    top = best[0][0]
    for i in range(n, len(items)):
        if top < keys[i]:
            best[0] = (keys[i], -i)
            _down(best, 0)
            top = best[0][0]
    best.sort(reverse=True)
    return [items[-i] for _, i in best]
