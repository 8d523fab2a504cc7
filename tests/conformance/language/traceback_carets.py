# exit: 1
# Which part of a long line failed.
class Node:
    def __init__(self): self.next = None
data = {"a": {"b": [1, 2, {"c": None}]}}
for code in range(6):
    try:
        if code == 0: data["a"]["b"][2]["c"]["d"]
        elif code == 1: Node().next.next.value
        elif code == 2: x = (1 + 2) * (3 / 0) - 4
        elif code == 3: print(len([1, 2]), max(1, "a"))
        elif code == 4: [i for i in range(3) if i / (i - 1)]
        else: (lambda a, b: a @ b)(1, 2)
    except Exception as e:
        import traceback
        print("".join(traceback.format_exception(e)).replace(__file__, "FILE"), end="")
undefined_function(1,
                   2)
