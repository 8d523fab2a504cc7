class Shape:
    sides = 0
    def __init__(self, name): self.name = name
    def area(self): return 0
    def describe(self): return len(self.name) + self.area()
class Rect(Shape):
    sides = 4
    def __init__(self, w, h):
        super().__init__("rect")
        self.w, self.h = w, h
    def area(self): return self.w * self.h
class Square(Rect):
    def __init__(self, s):
        super().__init__(s, s)
        self.name = "square"
    def area(self): return super().area() + 1
class Mixin:
    def describe(self): return super().describe() * 2
class Loud(Mixin, Square): pass
class Tri(Shape):
    sides = 3
    def __init__(self, b, h):
        super().__init__("tri")
        self.b, self.h = b, h
    def area(self): return self.b * self.h // 2

def main():
    total = 0
    for i in range(90_000):
        for s in (Rect(i, 2), Square(i & 7), Loud(3), Tri(i, 4)):
            total += s.describe() + s.sides
            if isinstance(s, Rect): total += 1
    print(total)

main()
