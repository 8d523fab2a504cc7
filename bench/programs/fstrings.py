def main():
    total = 0
    name = "value"
    for i in range(300_000):
        x = i * 0.37
        total += len(f"{name}: {i:>8} {x:.2f}")
        total += len(f"{i!r}/{name!s}")
        total += len(f"{i:,}|{x:10.3e}|{i:#x}")
    print(total, f"{total:,} {total / 7:.4f}")

main()
