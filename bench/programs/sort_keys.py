def records(n):
    seed, out = 99, []
    for i in range(n):
        seed = (seed * 6364136223846793005 + 1) & 0xFFFFFFFFFFFFFFFF
        out.append({"id": i, "score": seed >> 40 & 1023, "name": f"user{seed >> 33 & 4095}"})
    return out

rows = records(80_000)
a = sorted(rows, key=lambda r: r["score"])
b = sorted(rows, key=lambda r: (r["name"], -r["score"]))
c = sorted(rows, key=lambda r: r["id"] ^ 0x5555, reverse=True)
d = sorted(str(r["score"]) for r in rows)
e = sorted(r["score"] * 1.5 for r in rows)
print(a[0]["id"], a[-1]["id"], b[0]["id"], b[-1]["id"], c[0]["id"], d[1000], e[5000], [r["id"] for r in a[100:104]])
