from dataclasses import dataclass, field, replace

@dataclass
class Line:
    sku: str
    qty: int
    price: float
    def total(self) -> float: return self.qty * self.price

@dataclass
class Order:
    ident: int
    lines: list[Line] = field(default_factory=list)
    paid: bool = False
    def total(self): return sum(line.total() for line in self.lines)

@dataclass(frozen=True, order=True)
class Key:
    group: int
    ident: int

def main():
    seen, amount = {}, 0.0
    for i in range(60_000):
        o = Order(i)
        for j in range(3):
            o.lines.append(Line(f"s{j}", i % 5 + j, 1.5))
        o.paid = i % 2 == 0
        amount += o.total()
        k = Key(i % 100, i)
        seen[k] = o
        if i % 50 == 0:
            k2 = replace(k, group=7)
            amount += k2 < k
            amount += o == Order(i)
            amount += len(repr(o.lines[0]))
    print(amount, len(seen), min(seen), max(seen))

main()
