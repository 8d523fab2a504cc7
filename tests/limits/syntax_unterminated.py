# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile('"""' + 'x' * 10**6, 'f', 'exec')
