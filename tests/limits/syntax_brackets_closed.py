# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile('(' * 100000 + ')' * 100000, 'f', 'eval')
