def main():
    s = ""
    for i in range(1_200_000):
        s += "line %d; " % i
    parts = []
    for i in range(900_000):
        parts.append("k" + str(i))
    t = ",".join(parts)
    n = 0
    for piece in t.split(","):
        if piece.endswith("7") and piece.startswith("k1"):
            n += len(piece.replace("k", "key").upper())
    print(len(s), len(t), n, s[1000:1020], t.count("99"), t.find("k899999"))

main()
