# A tool whose result depends on an argument.
n = parse(question, "int")
words = parse(question, "list")
print(n + 1, [w.upper() for w in words], (limit or 10) + n)
window = words[: limit if limit is not None else 5]
print(" ".join(window))
