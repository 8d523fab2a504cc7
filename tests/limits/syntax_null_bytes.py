# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile('x = 1\0', 'f', 'exec')
