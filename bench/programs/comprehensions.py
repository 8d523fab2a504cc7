def main():
    total = 0
    for k in range(300):
        squares = [i * i for i in range(8000) if i % 3]
        table = {i: str(i) for i in range(2000)}
        unique = {i % 97 for i in squares}
        pairs = [(a, b) for a in range(60) for b in range(a, 60) if a ^ b & 1]
        total += len(squares) + len(table) + len(unique) + len(pairs) + sum(x & k for x in squares)
        total += sum(len(v) for v in table.values())
    print(total)

main()
