# expect: error:ValueError
# flags: --max-memory 16MB
raise ValueError("x" * 9_000_000)
