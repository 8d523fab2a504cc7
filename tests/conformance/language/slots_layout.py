class A: __slots__=('a',)
class B(A): __slots__=()
class C(A): __slots__=()
class D(B,C): __slots__=('d',)
class E(A): __slots__=('e',)
class F(B,E): __slots__=()
f=F(); f.a=1; f.e=2; print(f.a,f.e)
d=D(); d.a=1; d.d=3; print(d.a,d.d)
class G(A): __slots__=('g',)
try:
    class H(E,G): pass
except TypeError as x: print(x)
class I: __slots__=('i',)
try:
    class J(A,I): pass
except TypeError as x: print(x)
class K(C,E): pass
k=K(); k.e=1; k.a=2; k.z=3; print(k.e,k.a,k.__dict__)
