def text(n):
    words = ["alpha", "beta", "gamma", "delta", "eps", "zeta", "eta", "theta", "iota", "kappa", "the", "a", "of"]
    seed, out = 7, []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        w = words[seed % 13]
        if seed & 64: w += str(seed >> 7 & 31)
        out.append(w + ("." if seed & 0xF00 == 0 else ""))
    return " ".join(out)

def main():
    body = text(300_000)
    counts = {}
    for word in body.split():
        word = word.strip(".").lower()
        counts[word] = counts.get(word, 0) + 1
    by_letter = {}
    for word, n in counts.items():
        by_letter.setdefault(word[0], []).append((n, word))
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5]
    print(top, len(counts), {k: max(v) for k, v in sorted(by_letter.items())})

main()
main()
