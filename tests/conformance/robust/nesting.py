# How deep brackets, expressions, blocks and f-strings may nest.
def attempt(what, source, mode='eval'):
    try:
        code = compile(source, 'f.py', mode)
        print(what, 'compiles')
        return code
    except SyntaxError as e:
        print(what, type(e).__name__, e.msg.split(' (')[0])
for pair in '()', '[]', '{}':
    o, c = pair
    attempt(f'199 {pair}', o * 199 + c * 199)
    attempt(f'201 {pair}', o * 201 + c * 201)
    attempt(f'100000 {pair}', o * 100000 + c * 100000)
    attempt(f'100000 {o}', o * 100000)
attempt('mixed', '([{' * 70 + '}])' * 70)
attempt('closing', ')' * 100000)
attempt('closing others', '(' * 100 + ']')
attempt('19 blocks', ''.join('  ' * i + 'if x:\n' for i in range(19)) + '  ' * 19 + 'pass\n', 'exec')
attempt('99 indents', ''.join(' ' * i + 'if x:\n' for i in range(99)) + ' ' * 99 + 'pass\n', 'exec') if False else None
attempt('101 indents', ''.join(' ' * i + 'if x:\n' for i in range(101)) + ' ' * 101 + 'pass\n', 'exec')
attempt('many terms', '+'.join(['1'] * 900))
attempt('many comparisons', '<'.join(['1'] * 2000))
attempt('many items', '[' + ','.join(['1'] * 20000) + ']')
attempt('many arguments', 'f(' + ','.join(['1'] * 2000) + ')')
attempt('many parts', "'a' " * 5000)
attempt('a long text', repr('x' * 1000000))
attempt('a long name', 'x' * 100000)
attempt('many statements', 'x = 1;' * 10000, 'exec')
attempt('many elifs', 'if x: pass\n' + 'elif y: pass\n' * 500 + 'else: pass\n', 'exec')
attempt('no end', '"' * 3 + 'x' * 1000)
attempt('too many digits', '1' * 5000)
attempt('hex digits', '0x' + 'f' * 5000)
attempt('exponent', '1e' + '9' * 400)
attempt('null', 'x = 1\0')
