# struct, uuid, secrets: packing, layouts, errors.
import struct, math
for f,a in [('<i',(5,)),('>hHbB',(-2,3,-1,200)),('@bi',(1,2)),('=bi',(1,2)),('!d',(3.14,)),('<f',(0.1,)),('<e',(1.5,)),('5s',(b'abc',)),('4p',(b'abcdef',)),('?c',(True,b'x')),('2i3x1h',(1,2,3)),('q',(-2**63,)),('Q',(2**64-1,)),('<f',(1e-40,)),('<d',(5e-324,)),('<d',(math.inf,)),('<d',(math.nan,)),('<d',(-0.0,)),('iq',(1,2)),('0s',(b'x',)),('10s i',(b'x',1)),('<f',(3.4028235e38,)),('<e',(65504.0,)),('<e',(6e-8,)),('n',(3,)), ('<L',(1,)),('L',(1,))]:
    b=struct.pack(f,*a); print(f,b,struct.unpack(f,b),struct.calcsize(f))
for fn in [lambda: struct.pack('b',200), lambda: struct.pack('B',-1), lambda: struct.pack('i','x'), lambda: struct.pack('ii',1), lambda: struct.unpack('i',b'12'), lambda: struct.pack('z',1), lambda: struct.pack('3',1), lambda: struct.pack('<f',1e39), lambda: struct.pack('<e',1e6), lambda: struct.pack('f','x'), lambda: struct.pack('s',1), lambda: struct.pack('c',b'ab'), lambda: struct.unpack_from('i',b'123456',4), lambda: struct.pack_into('i',bytearray(4),2,1), lambda: list(struct.iter_unpack('h',b'12345')), lambda: struct.pack('<n',1), lambda: struct.pack('q',2**63), lambda: struct.pack('h',40000), lambda: struct.pack(5,1)]:
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
s=struct.Struct('<Ih'); print(s.size,s.format,s, s.unpack(s.pack(1,2)), list(s.iter_unpack(s.pack(1,2)*2)))
b=bytearray(10); s.pack_into(b,1,7,-1); print(b, s.unpack_from(b,1), struct.unpack_from('<h',b,offset=-5))
import uuid
u=uuid.UUID('12345678123456781234567812345678'); print(u,repr(u),u.fields,u.bytes_le,u.version,u.variant,u.urn,u.int,u.time,u.clock_seq,u.node)
print(uuid.uuid5(uuid.NAMESPACE_DNS,'python.org'), uuid.uuid3(uuid.NAMESPACE_URL,'x'), uuid.uuid4().version, uuid.uuid1().version, len(str(uuid.uuid4())), uuid.UUID(int=5)<uuid.UUID(int=6), {u:1}[uuid.UUID(str(u))])
for fn in [lambda: uuid.UUID('x'), lambda: uuid.UUID(), lambda: uuid.UUID(bytes=b'1'), lambda: uuid.UUID(int=-1), lambda: setattr(u,'int',3), lambda: uuid.UUID(fields=(2**32,0,0,0,0,0)), lambda: uuid.UUID('g'*32)]:
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
import secrets
print(len(secrets.token_hex(8)), len(secrets.token_bytes()), secrets.randbelow(5)<5, secrets.choice([1,2]) in (1,2), len(secrets.token_urlsafe(16)), secrets.compare_digest('a','a'), secrets.randbits(4)<16)
import copy
print(copy.copy(u)==u, copy.deepcopy([u])==[u])
