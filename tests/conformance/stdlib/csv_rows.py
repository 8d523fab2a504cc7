# csv: readers, writers, dialects, dictionaries, sniffing, messages.
import csv, io
for kw in [{}, dict(quoting=csv.QUOTE_ALL), dict(quoting=csv.QUOTE_NONNUMERIC), dict(delimiter=';',quotechar="'"), dict(quoting=csv.QUOTE_NONE,escapechar='\\'), dict(lineterminator='\n'), dict(doublequote=False, escapechar='\\'), dict(quoting=csv.QUOTE_STRINGS), dict(quoting=csv.QUOTE_NOTNULL), dict(dialect='unix'), dict(dialect='excel-tab')]:
    f=io.StringIO()
    w=csv.writer(f,**kw)
    try:
        print(w.writerow(['a','b,c','d"e',1,2.5,None,'x\ny',' sp',True,"q'x;y"]))
        w.writerow([]); w.writerow(['']); w.writerows([[1,2],[3]])
    except csv.Error as e: print(e)
    print(repr(f.getvalue()))
for text, kw in [('a,b,c\n1,2,3\n',{}),('a,"b ""q"" x",c\r\n1,"multi\nline",3',{}),("a; b;'x;y'\n",dict(delimiter=';',quotechar="'",skipinitialspace=True)),('1,"2",3.5\n',dict(quoting=csv.QUOTE_NONNUMERIC)),('a\\,b,c\n',dict(escapechar='\\')),('\n\na,b\n',{}),('"unclosed',{}),('"ab"c,d',{}),('"ab"c,d',dict(strict=True)),('"abc',dict(strict=True)),('a,,b,\n',{}),('"",x\n,\n',dict(quoting=csv.QUOTE_NOTNULL)),('a b  c',dict(delimiter=' ')),('a"b,c',{}),('a,b"c"d\n',{})]:
    try:
        r=csv.reader(io.StringIO(text,newline=''),**kw); print(list(r), r.line_num)
    except csv.Error as e: print('E',e)
print(list(csv.reader(['a,b','c,d'])))
d=csv.DictReader(io.StringIO('x,y\n1,2\n3\n4,5,6\n'),restkey='rest',restval='?')
print(d.fieldnames, list(d), d.line_num)
f=io.StringIO(); w=csv.DictWriter(f,['a','b'],restval=0,extrasaction='ignore'); w.writeheader(); w.writerow({'a':1,'z':3}); w.writerows([{'b':2}]); print(repr(f.getvalue()))
try: csv.DictWriter(f,['a']).writerow({'a':1,'q':2})
except ValueError as e: print(e)
for bad in (lambda: csv.writer(f,delimiter='ab'), lambda: csv.reader([],quoting=9), lambda: csv.reader([],foo=1), lambda: csv.get_dialect('zz'), lambda: csv.writer(3), lambda: csv.writer(f).writerow(5), lambda: list(csv.reader([b'x'])), lambda: csv.reader([],dialect='zz'),lambda: csv.reader([],delimiter='\n'),lambda: csv.reader([],delimiter=None),lambda: csv.reader([],quotechar=None,quoting=1), lambda: list(csv.reader(['a\rb,c\n']))):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
csv.register_dialect('pipe',delimiter='|'); print(csv.list_dialects(), list(csv.reader(['a|b'],'pipe')))
s=csv.Sniffer().sniff('name;age\nann;3\nbob;44\n'); print(s.delimiter, s.quotechar, s.skipinitialspace)
s=csv.Sniffer().sniff('"a","b"\n"c d","e"\n'); print(s.delimiter, s.quotechar)
print(csv.Sniffer().has_header('name,age\nann,3\nbob,44\n'))
