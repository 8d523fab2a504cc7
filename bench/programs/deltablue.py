# One-way constraints kept by strength, after the DeltaBlue algorithm's planner.
class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = 6
        self.stay = True

class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.satisfied = False

    def attach(self):
        for v in self.variables():
            v.constraints.append(self)

class Stay(Constraint):
    def __init__(self, v, strength):
        super().__init__(strength)
        self.v = v
    def variables(self): return [self.v]
    def inputs(self): return []
    def output(self): return self.v
    def execute(self): pass

class Equal(Constraint):
    def __init__(self, a, b, strength):
        super().__init__(strength)
        self.a, self.b = a, b
    def variables(self): return [self.a, self.b]
    def inputs(self): return [self.a]
    def output(self): return self.b
    def execute(self): self.b.value = self.a.value

class Scale(Equal):
    def __init__(self, a, b, factor, offset, strength):
        super().__init__(a, b, strength)
        self.factor, self.offset = factor, offset
    def execute(self): self.b.value = self.a.value * self.factor + self.offset

class Planner:
    def __init__(self): self.clock = 0

    def add(self, c):
        c.attach()
        out = c.output()
        if out.determined_by is None or c.strength < out.determined_by.strength:
            if out.determined_by is not None:
                out.determined_by.satisfied = False
            out.determined_by = c
            out.strength = c.strength
            c.satisfied = True
            self.run(out)

    def plan(self, source):
        self.clock += 1
        todo, order = [source], []
        while todo:
            v = todo.pop()
            if v.mark == self.clock:
                continue
            v.mark = self.clock
            for c in v.constraints:
                if c.satisfied and c.output() is not v and v in c.inputs():
                    order.append(c)
                    todo.append(c.output())
        return order

    def run(self, source):
        for c in self.plan(source):
            c.execute()

    def change(self, v, value):
        v.value = value
        self.run(v)

def chain(n):
    planner = Planner()
    vs = [Variable(f"v{i}") for i in range(n)]
    for a, b in zip(vs, vs[1:]):
        planner.add(Equal(a, b, 1))
    planner.add(Stay(vs[-1], 3))
    for i in range(100):
        planner.change(vs[0], i)
        assert vs[-1].value == i
    return vs[-1].value

def projection(n):
    planner = Planner()
    pairs = [(Variable("s", i), Variable("d", i)) for i in range(n)]
    for s, d in pairs:
        planner.add(Stay(s, 4))
        planner.add(Scale(s, d, 10, 1000, 1))
    for k in range(20):
        for s, d in pairs:
            planner.change(s, k)
    return sum(d.value for _, d in pairs)

print(chain(2400), projection(12000))
