# expect: error:ValueError
raise ValueError("x" * 9_000_000)
