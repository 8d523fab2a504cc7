# A small operating-system simulation after Martin Richards' idea: tasks, packets, a scheduler.
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = 0, 1

class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind = link, ident, kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue

class Task:
    def __init__(self, ident, pri, queue, world):
        self.ident, self.pri, self.queue, self.world = ident, pri, queue, world
        self.holding = False
        self.waiting = queue is None
        self.next = world.tasks
        world.tasks = self
        world.table[ident] = self

    def add(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.waiting = False
            if self.pri > old.pri:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def run(self):
        packet = None
        if self.queue is not None:
            packet = self.queue
            self.queue = packet.link
        return self.step(packet)

    def wait(self):
        self.waiting = True
        return self

class Idle(Task):
    def __init__(self, world, count):
        super().__init__(IDLE, 0, None, world)
        self.waiting = False
        self.seed, self.count = 1, count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            self.holding = True
            return self.next
        if self.seed & 1 == 0:
            self.seed //= 2
            return self.world.release(DEVICE_A)
        self.seed = self.seed // 2 ^ 0xD008
        return self.world.release(DEVICE_B)

class Worker(Task):
    dest, n = HANDLER_A, 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.dest = HANDLER_B if self.dest == HANDLER_A else HANDLER_A
        packet.ident = self.dest
        packet.datum = 0
        for i in range(4):
            self.n = self.n + 1 if self.n < 26 else 1
            packet.data[i] = 64 + self.n
        return self.world.send(packet, self)

class Handler(Task):
    work = devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        if self.work is not None:
            work = self.work
            if work.datum >= 4:
                self.work = work.link
                return self.world.send(work, self)
            if self.devices is not None:
                dev = self.devices
                self.devices = dev.link
                dev.datum = work.data[work.datum]
                work.datum += 1
                return self.world.send(dev, self)
        return self.wait()

class Device(Task):
    pending = None

    def step(self, packet):
        if packet is None:
            if self.pending is None:
                return self.wait()
            packet, self.pending = self.pending, None
            return self.world.send(packet, self)
        self.pending = packet
        self.holding = True
        self.world.holds += 1
        return self.next

class World:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.holds = self.sent = 0

    def send(self, packet, task):
        target = self.table[packet.ident]
        self.sent += 1
        packet.link = None
        packet.ident = task.ident
        return target.add(packet, task)

    def release(self, ident):
        task = self.table[ident]
        task.holding = False
        return task if task.pri > self.table[IDLE].pri else self.table[IDLE]

    def schedule(self):
        task = self.tasks
        while task is not None:
            if task.holding or (task.waiting and task.queue is None):
                task = task.next
            else:
                task.waiting = False
                task = task.run()

def main():
    world = World()
    Idle(world, 30_000)
    queue = Packet(Packet(None, WORKER, KIND_WORK), WORKER, KIND_WORK)
    Worker(WORKER, 1000, queue, world)
    for handler, device, pri in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, KIND_DEVICE)
        Handler(handler, pri, queue, world)
    Device(DEVICE_A, 4000, None, world)
    Device(DEVICE_B, 5000, None, world)
    world.schedule()
    return world.sent, world.holds

for _ in range(4):
    result = main()
print(*result)
