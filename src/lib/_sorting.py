# SPDX-License-Identifier: MIT
# Sorting where a comparison runs Python code: CPython's own method (Tim Peters' listsort.txt; Munro and Wild's powersort
# decides what is merged), so that a program that counts or prints comparisons sees the same ones.
#
# `order` holds the positions of the items; `keys[order[i]]` is what is compared. When a comparison raises, every
# position is in `order` once.

_MIN_GALLOP = 7


def sort_order(keys, order):
    n = len(order)
    if n < 2:
        return
    least = _least_run(n)
    pending = []  # [start, length, power of the boundary to the next run]
    gallop = [_MIN_GALLOP]
    start = 0
    while start < n:
        length = _count_run(keys, order, start, n)
        if length < least:
            stop = min(start + least, n)
            _insert(keys, order, start, start + length, stop)
            length = stop - start
        if pending:
            power = _power(pending[-1][0], pending[-1][1], length, n)
            while len(pending) > 1 and pending[-2][2] > power:
                _merge_at(keys, order, pending, len(pending) - 2, gallop)
            pending[-1][2] = power
        pending.append([start, length, 0])
        start += length
    while len(pending) > 1:
        i = len(pending) - 2
        if i > 0 and pending[i - 1][1] < pending[i + 1][1]:
            i -= 1
        _merge_at(keys, order, pending, i, gallop)


def _least_run(n):
    odd = 0
    while n >= 64:
        odd |= n & 1
        n >>= 1
    return n + odd


def _power(start, first, second, n):
    a = 2 * start + first
    b = a + first + second
    power = 1
    while a >= n or b < n:
        if a >= n:
            a -= n
            b -= n
        a *= 2
        b *= 2
        power += 1
    return power


def _reverse(order, lo, hi):
    order[lo:hi] = order[lo:hi][::-1]


# The length of the run at `lo`; a descending one is reversed, its equal items keep their order.
def _count_run(keys, order, lo, n):
    at = lo + 1
    while at < n and not keys[order[at]] < keys[order[at - 1]]:
        at += 1
    if at == n:
        return n - lo
    if at - lo > 1:
        if keys[order[lo]] < keys[order[at - 1]]:
            return at - lo
        _reverse(order, lo, at)
    at += 1
    equal = 0
    while at < n:
        if keys[order[at]] < keys[order[at - 1]]:
            if equal:
                _reverse(order, at - equal - 1, at)
                equal = 0
        elif keys[order[at - 1]] < keys[order[at]]:
            break
        else:
            equal += 1
        at += 1
    if equal:
        _reverse(order, at - equal - 1, at)
    _reverse(order, lo, at)
    while at < n and not keys[order[at]] < keys[order[at - 1]]:
        at += 1
    return at - lo


def _insert(keys, order, lo, start, stop):
    for i in range(start, stop):
        pivot = order[i]
        key = keys[pivot]
        left, right = lo, i
        while left < right:
            middle = (left + right) >> 1
            if key < keys[order[middle]]:
                right = middle
            else:
                left = middle + 1
        order[left + 1:i + 1] = order[left:i]
        order[left] = pivot


# Where the key belongs among the n items from `base`: before those that equal it, or after them (_gallop_right).
def _gallop_left(keys, key, order, base, n, hint):
    last, offset = 0, 1
    if keys[order[base + hint]] < key:
        most = n - hint
        while offset < most and keys[order[base + hint + offset]] < key:
            last = offset
            offset = 2 * offset + 1
        offset = min(offset, most)
        last, offset = last + hint, offset + hint
    else:
        most = hint + 1
        while offset < most and not keys[order[base + hint - offset]] < key:
            last = offset
            offset = 2 * offset + 1
        offset = min(offset, most)
        last, offset = hint - offset, hint - last
    last += 1
    while last < offset:
        middle = last + ((offset - last) >> 1)
        if keys[order[base + middle]] < key:
            last = middle + 1
        else:
            offset = middle
    return offset


def _gallop_right(keys, key, order, base, n, hint):
    last, offset = 0, 1
    if key < keys[order[base + hint]]:
        most = hint + 1
        while offset < most and key < keys[order[base + hint - offset]]:
            last = offset
            offset = 2 * offset + 1
        offset = min(offset, most)
        last, offset = hint - offset, hint - last
    else:
        most = n - hint
        while offset < most and not key < keys[order[base + hint + offset]]:
            last = offset
            offset = 2 * offset + 1
        offset = min(offset, most)
        last, offset = last + hint, offset + hint
    last += 1
    while last < offset:
        middle = last + ((offset - last) >> 1)
        if key < keys[order[base + middle]]:
            offset = middle
        else:
            last = middle + 1
    return offset


def _merge_at(keys, order, pending, i, gallop):
    a, na, _ = pending[i]
    b, nb, power = pending[i + 1]
    pending[i] = [a, na + nb, power]
    del pending[i + 1]
    skip = _gallop_right(keys, keys[order[b]], order, a, na, 0)
    a += skip
    na -= skip
    if na == 0:
        return
    nb = _gallop_left(keys, keys[order[a + na - 1]], order, b, nb, nb - 1)
    if nb > 0:
        (_merge_low if na <= nb else _merge_high)(keys, order, a, na, b, nb, gallop)


# Merges neighbours from the left; the first, shorter one is copied away. `at` is where the next item goes.
def _merge_low(keys, order, a, na, b, nb, gallop):
    copy = order[a:a + na]
    order[a] = order[b]
    at, x, b, nb = a + 1, 0, b + 1, nb - 1
    least = gallop[0]
    try:
        while nb > 0 and na > 1:
            wins_a = wins_b = 0
            while wins_a < least and wins_b < least:
                if keys[order[b]] < keys[copy[x]]:
                    order[at] = order[b]
                    at, b, nb, wins_a, wins_b = at + 1, b + 1, nb - 1, 0, wins_b + 1
                    if nb == 0:
                        return
                else:
                    order[at] = copy[x]
                    at, x, na, wins_a, wins_b = at + 1, x + 1, na - 1, wins_a + 1, 0
                    if na == 1:
                        return
            least += 1
            wins_a = _MIN_GALLOP
            while wins_a >= _MIN_GALLOP or wins_b >= _MIN_GALLOP:
                if least > 1:
                    least -= 1
                gallop[0] = least
                wins_a = _gallop_right(keys, keys[order[b]], copy, x, na, 0)
                order[at:at + wins_a] = copy[x:x + wins_a]
                at, x, na = at + wins_a, x + wins_a, na - wins_a
                if na <= 1 and wins_a:
                    return
                order[at] = order[b]
                at, b, nb = at + 1, b + 1, nb - 1
                if nb == 0:
                    return
                wins_b = _gallop_left(keys, keys[copy[x]], order, b, nb, 0)
                order[at:at + wins_b] = order[b:b + wins_b]
                at, b, nb = at + wins_b, b + wins_b, nb - wins_b
                if nb == 0:
                    return
                order[at] = copy[x]
                at, x, na = at + 1, x + 1, na - 1
                if na == 1:
                    return
            least += 1
            gallop[0] = least
    except BaseException:
        order[at:at + na] = copy[x:x + na]
        nb = na = 0
        raise
    finally:
        if na or nb:  # one of the copy at most is left, or nothing of the second run
            order[at:at + na + nb] = order[b:b + nb] + copy[x:x + na]


# The same from the right; the second run is copied away.
def _merge_high(keys, order, a, na, b, nb, gallop):
    copy = order[b:b + nb]
    at = b + nb - 1
    x = a + na - 1
    order[at] = order[x]
    at, x, na = at - 1, x - 1, na - 1
    least = gallop[0]
    try:
        while na > 0 and nb > 1:
            wins_a = wins_b = 0
            while wins_a < least and wins_b < least:
                if keys[copy[nb - 1]] < keys[order[x]]:
                    order[at] = order[x]
                    at, x, na, wins_a, wins_b = at - 1, x - 1, na - 1, wins_a + 1, 0
                    if na == 0:
                        return
                else:
                    order[at] = copy[nb - 1]
                    at, nb, wins_a, wins_b = at - 1, nb - 1, 0, wins_b + 1
                    if nb == 1:
                        return
            least += 1
            wins_a = _MIN_GALLOP
            while wins_a >= _MIN_GALLOP or wins_b >= _MIN_GALLOP:
                if least > 1:
                    least -= 1
                gallop[0] = least
                wins_a = na - _gallop_right(keys, keys[copy[nb - 1]], order, a, na, na - 1)
                order[at - wins_a + 1:at + 1] = order[x - wins_a + 1:x + 1]
                at, x, na = at - wins_a, x - wins_a, na - wins_a
                if na == 0:
                    return
                order[at] = copy[nb - 1]
                at, nb = at - 1, nb - 1
                if nb == 1:
                    return
                wins_b = nb - _gallop_left(keys, keys[order[x]], copy, 0, nb, nb - 1)
                order[at - wins_b + 1:at + 1] = copy[nb - wins_b:nb]
                at, nb = at - wins_b, nb - wins_b
                if nb <= 1 and wins_b:
                    return
                order[at] = order[x]
                at, x, na = at - 1, x - 1, na - 1
                if na == 0:
                    return
            least += 1
            gallop[0] = least
    except BaseException:
        order[at - nb + 1:at + 1] = copy[:nb]
        nb = na = 0
        raise
    finally:
        if na or nb:  # one of the copy at most is left, or nothing of the first run
            order[at - na - nb + 1:at + 1] = copy[:nb] + order[x - na + 1:x + 1]
