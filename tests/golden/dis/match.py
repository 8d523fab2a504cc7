def f(p):
    match p:
        case 0 | 1:
            return "small"
        case [x, *rest] if x:
            return rest
        case {"a": v, **more}:
            return v, more
        case Point(x, y=None):
            return f"{x!r:>4}|{p}"
        case _:
            return None
