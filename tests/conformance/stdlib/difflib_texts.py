# difflib: blocks, ratios, unified, context and marked differences.
import difflib, random
random.seed(3)
a="one\ntwo\nthree\nfour\nfive six\n".splitlines(1); b="one\ntwo!\nthree\nfive  six\nseven\n\tx\n".splitlines(1)
for f in (difflib.unified_diff, difflib.context_diff): print("".join(f(a,b,'x','y','d1','d2')))
print("".join(difflib.ndiff(a,b)))
print("".join(difflib.restore(difflib.ndiff(a,b),2)))
for i in range(150):
    x=[random.choice('abcde fgh')*random.randrange(1,3) for _ in range(random.randrange(0,15))]
    y=[c for c in x if random.random()<.8]+[random.choice('abcxyz') for _ in range(3)]
    s=difflib.SequenceMatcher(None,x,y)
    print(s.get_opcodes(), s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.find_longest_match())
    l1=["".join(x)+'\n' for _ in range(3)]+[''.join(y[:4])+'\n']; l2=[''.join(y)+'\n','q\n',''.join(x[:5])+'\n']
    print(list(difflib.ndiff(l1,l2)), list(difflib.unified_diff(l1,l2,lineterm='')), list(difflib.context_diff(l1,l2,n=1)))
s=difflib.SequenceMatcher(lambda c:c==' ',"private Thread currentThread;","private volatile Thread currentThread;"); print(round(s.ratio(),3), s.get_matching_blocks(), list(s.get_grouped_opcodes(2)), s.bjunk)
print(difflib.get_close_matches('appel',['ape','apple','peach','puppy']), difflib.get_close_matches('x',['a']))
try: difflib.get_close_matches('a',[],n=0)
except ValueError as e: print(e)
