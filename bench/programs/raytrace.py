from math import sqrt

class Vec:
    __slots__ = ("x", "y", "z")
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y, self.z + o.z)
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y, self.z - o.z)
    def __mul__(self, k): return Vec(self.x * k, self.y * k, self.z * k)
    def dot(self, o): return self.x * o.x + self.y * o.y + self.z * o.z
    def unit(self): return self * (1.0 / sqrt(self.dot(self)))

class Sphere:
    def __init__(self, center, radius, shade, mirror):
        self.center, self.radius, self.shade, self.mirror = center, radius, shade, mirror
    def hit(self, origin, direction):
        oc = origin - self.center
        b = oc.dot(direction)
        disc = b * b - oc.dot(oc) + self.radius * self.radius
        if disc < 0:
            return None
        t = -b - sqrt(disc)
        return t if t > 1e-4 else None

SCENE = [Sphere(Vec(0, 0, 5), 1, 0.9, 0.3), Sphere(Vec(1.5, 0.5, 4), 0.7, 0.6, 0.5), Sphere(Vec(-1.4, -0.4, 3.5), 0.5, 0.8, 0.1), Sphere(Vec(0, -101, 5), 100, 0.5, 0.2)]
LIGHT = Vec(5, 8, -3).unit()

def trace(origin, direction, depth):
    nearest, found = 1e9, None
    for s in SCENE:
        t = s.hit(origin, direction)
        if t is not None and t < nearest:
            nearest, found = t, s
    if found is None:
        return 0.3 + 0.2 * direction.y
    point = origin + direction * nearest
    normal = (point - found.center).unit()
    light = max(0.0, normal.dot(LIGHT))
    if any(s.hit(point, LIGHT) is not None for s in SCENE if s is not found):
        light *= 0.3
    color = found.shade * (0.1 + 0.9 * light)
    if depth and found.mirror:
        reflected = direction - normal * (2 * direction.dot(normal))
        color = color * (1 - found.mirror) + found.mirror * trace(point, reflected, depth - 1)
    return color

def main(w, h):
    eye, total = Vec(0, 0, -1), 0.0
    for y in range(h):
        for x in range(w):
            total += trace(eye, Vec((x - w / 2) / w * 2, (h / 2 - y) / h * 1.5, 2).unit(), 2)
    print(f"{total:.6f}")

main(240, 160)
