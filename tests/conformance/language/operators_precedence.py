import itertools
vals = {"a": 7, "b": 3, "c": 2, "d": 5}
for ops in itertools.product("+ - * // % ** << >> & | ^ == < and or".split(), repeat=2):
    e = f"a {ops[0]} b {ops[1]} c"
    try:
        r = eval(e, {}, vals)
    except Exception as x:
        r = type(x).__name__
    print(e, "=", r, end="; ")
    if ops[1] == "or": print()
for e in ["-a ** 2", "2 ** -1", "-2 ** -2", "not a == b", "not a in [a]", "a if b else c if d else 1", "lambda: a if b else c", "a < b < c", "a > b > c > 0", "a == b != c", "a in [7] == True", "~a & b", "-a // 2", "-(a // 2)", "a % -b", "-a % b", "a << 1 + 1", "(a << 1) + 1", "a & b == b", "a | b and c", "a or b and 0", "not a or b", "a is not None", "a not in (1, 2)", "a - b - c", "a ** b ** c", "(a ** b) ** c", "a / b * c", "a * b / c", "+-+a", "~-a", "a if a > b else b + 1", "[*range(3)] + [1]", "a, b + c", "(a, b) + (c,)", "a < b or c > d and not a", "'%s' % a + 'x'", "'a' 'b' * 2", "a.__add__(1) + 1", "[a, b][0] + 1", "-a.real", "2 * a.__neg__()", "a @ b if False else 1", "1 if not a else 2", "(lambda x: x + 1)(a) * 2", "a != b is True", "0 == 0 is not False", "1 < 2 in [2]", "- - -a", "not not a", "a and b and c", "a and not b", "a ^ b | c & d", "a + b if a else b * c, 1"]:
    try:
        r = eval(e, {}, vals)
        print(e, "=>", r if not callable(r) else "function")
    except Exception as x:
        print(e, "->", type(x).__name__, x)
