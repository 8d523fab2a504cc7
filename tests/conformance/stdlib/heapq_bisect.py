# heapq and bisect.
import bisect
import heapq

heap = [5, 3, 8, 1, 9, 2, 7]
heapq.heapify(heap)
print(heap)
heapq.heappush(heap, 4)
print(heap, heapq.heappop(heap), heap, heapq.heapreplace(heap, 6), heapq.heappushpop(heap, 0), heap)
print([heapq.heappop(heap) for _ in range(len(heap))])
print(heapq.nlargest(3, "banana"), heapq.nsmallest(2, [(2, "b"), (1, "z"), (1, "a")], key=lambda pair: pair[0]), heapq.nlargest(0, [1]))
print(list(heapq.merge([1, 4, 7], [2, 5], [3, 6, 9])), list(heapq.merge(["dog", "horse"], ["cat", "fish"], key=len)), list(heapq.merge([5, 3], [4, 1], reverse=True)))
for wrong in (lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: bisect.bisect([1], 1, -1)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
numbers = [1, 2, 2, 2, 5]
print(bisect.bisect(numbers, 2), bisect.bisect_left(numbers, 2), bisect.bisect_right(numbers, 9), bisect.bisect_left(["aa", "b"], 1, key=len))
bisect.insort(numbers, 3)
bisect.insort_left(numbers, 2, 0, 3)
print(numbers)
