# expect: error:ValueError
raise ValueError('x' * 10**6)
