# expect: recursion, syntax, error:MemoryError, error:SyntaxError
# flags: --max-memory 256MB
import ast
ast.literal_eval('[' * 100_000 + ']' * 100_000)
