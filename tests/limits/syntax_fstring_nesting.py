# expect: error:SyntaxError, error:IndentationError, error:MemoryError, error:ValueError
compile('f"{' * 300 + '1' + '}"' * 300, 'f', 'eval')
