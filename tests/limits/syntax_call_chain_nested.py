# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile('f(' * 5000 + ')' * 5000, 'f', 'eval')
