# queue, and weakref as far as it does not depend on when objects die.
import queue
import weakref

q = queue.Queue(2)
q.put(1)
q.put_nowait(2)
try:
    q.put_nowait(3)
except queue.Full as error:
    print("full", repr(error), q.qsize(), q.full())
print(q.get(), q.get(), q.empty())
try:
    q.get(timeout=0)
except queue.Empty as error:
    print("empty", repr(error))
q.task_done()
q.task_done()
q.join()
p = queue.PriorityQueue()
for item in (3, 1, 2):
    p.put(item)
print([p.get() for _ in range(3)])
s = queue.LifoQueue()
s.put("a")
s.put("b")
print(s.get(), s.get())


class Thing:
    pass


thing = Thing()
reference = weakref.ref(thing)
print(reference() is thing, reference == weakref.ref(thing), weakref.WeakKeyDictionary({thing: 1})[thing], thing in weakref.WeakSet([thing]))
cache = weakref.WeakValueDictionary()
cache["k"] = thing
print(cache["k"] is thing, "x" in cache, len(cache), cache.get("x"))
try:
    weakref.ref(5)
except TypeError as error:
    print(error)
