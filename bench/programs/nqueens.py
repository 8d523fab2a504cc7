def queens(n):
    def place(row, columns, left, right):
        if row == n:
            return 1
        total = 0
        for col in range(n):
            if col in columns or row + col in left or row - col in right:
                continue
            columns.add(col)
            left.add(row + col)
            right.add(row - col)
            total += place(row + 1, columns, left, right)
            columns.remove(col)
            left.remove(row + col)
            right.remove(row - col)
        return total
    return place(0, set(), set(), set())

print(queens(10))
print(queens(11))
