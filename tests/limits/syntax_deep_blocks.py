# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile(''.join(' ' * i + 'if 1:\n' for i in range(200)) + ' ' * 200 + 'pass', 'f', 'exec')
