from array import array
import copy
a = array("i", [1, 2, 3]); print(a, a.typecode, a.itemsize, len(a), a[0], a[-1], a[1:], list(a), sum(a), 2 in a, a.tobytes(), a.index(2), a.count(1))
a.append(4); a.extend([5, 6]); a.insert(0, 0); print(a, a.pop(), a.pop(0), a); a.remove(3); a.reverse(); print(a, a.tolist(), a + array("i", [9]), a * 2)
a[0] = 10; a[1:2] = array("i", [7, 8]); del a[0]; print(a, a == array("i", [7, 8, 2, 1]), a < array("i", [8]), copy.copy(a), copy.deepcopy(a))
print(array("d", [1.5, 2]), array("f", [0.1]), array("b", b"ab"), array("B"), array("Q", [2**64 - 1]))
for f in (lambda: array("i", [1.5]), lambda: array("b", [200]), lambda: array("B", [-1]), lambda: array("i", [2**40]), lambda: a[99], lambda: array("i").pop(), lambda: a.append("x"), lambda: a + [1], lambda: array("d", ["x"]), lambda: a.remove(99), lambda: array("h", [70000]), lambda: array("I", [-1]), lambda: a["x"], lambda: array("i", "abc"), lambda: array("i", b"abc"), lambda: array("H", [70000]), lambda: array("q", [2**70])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
b = array("h"); b.frombytes(b"\x01\x00\x02\x00"); print(b); b.byteswap(); print(b); b.fromlist([3]); print(b, bytes(array("B", [1, 2])), array("i", range(3)), array("i", (x for x in (1, 2))))
