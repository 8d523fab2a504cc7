# None where a value is wanted.
import os
import re
from dataclasses import dataclass, field


@dataclass
class Node:
    value: int
    next: "Node | None" = None
    tags: list[str] | None = field(default=None)


def find(items: list[Node], value: int) -> Node | None:
    for item in items:
        if item.value == value:
            return item
    return None


node = find([Node(1)], 1)
print(node.value)  # error: unresolved-attribute
print(Node(1).next.value)  # error: unresolved-attribute
print(len(Node(1).tags))  # error: invalid-argument-type
for tag in Node(1).tags:  # error: not-iterable
    print(tag)
match = re.search(r"(\d+)", "a1")
print(match.group(1))  # error: unresolved-attribute
print(os.environ.get("HOME") + "/x")  # error: unsupported-operator
scores = {"a": 1}
print(scores.get("b") + 1)  # error: unsupported-operator
total: int = scores.get("b")  # error: invalid-assignment
print([1, 2].sort()[0])  # error: not-subscriptable


def first(words: list[str]) -> str:
    if words:
        return words[0]
    return None  # error: invalid-return-type


def forgets(n: int) -> str:  # error: invalid-return-type
    if n > 0:
        return "positive"


async def sleepy(n: int | None) -> int:
    return n * 2  # error: unsupported-operator
