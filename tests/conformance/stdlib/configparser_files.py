import configparser, io
text = """
# comment
[DEFAULT]
base = /opt
debug = no

[server]
host = example.com
port: 8080
path = %(base)s/www
multi = line one
    line two

    line three
Enabled = Yes
; another
[db]
url=postgres://x
timeout = 2.5
empty =
"""
c = configparser.ConfigParser()
c.read_string(text)
print(c.sections(), c["server"]["host"], c["server"]["path"], c.getint("server", "port"), c["db"].getfloat("timeout"), c["server"].getboolean("enabled"), c["db"]["base"], repr(c["db"]["empty"]))
print(repr(c["server"]["multi"]), list(c["server"]), dict(c["db"]), c.items("db"), c.has_option("db", "url"), c.has_section("x"), "db" in c, c.options("db"), c.defaults())
print(c.get("db", "nope", fallback="fb"), c["db"].get("nope"), c["db"].get("nope", "d"), c.get("db", "url", raw=True), c["server"].getint("nope", 5))
for f in (lambda: c["zzz"], lambda: c.get("zzz", "a"), lambda: c.get("db", "a"), lambda: c["db"]["a"], lambda: c.add_section("db"), lambda: c.set("db", "a", 1), lambda: c.getint("db", "url"), lambda: c.getboolean("db", "url"), lambda: c.set("nosec", "a", "b"), lambda: c.set("db", "a", "%x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for t in ("a = 1", "[a]\nx=1\nx=2", "[a]\n[a]", "[a]\nnovalue", "[a]\nx = %(y)s", "[a]\nx = %(x)s", "[a]\nx = 100%"):
    p = configparser.ConfigParser()
    try: p.read_string(t); print(p.get("a", "x"))
    except Exception as e: print(type(e).__name__, e)
c["new"] = {"a": "1", "B": "two"}; c.set("db", "url", "u2"); c.remove_option("db", "timeout"); c["db"]["k"] = "v"; c.remove_section("server")
out = io.StringIO(); c.write(out); print(out.getvalue())
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True)
e.read_string("[p]\nhome=/h\nflag\n[q]\nx=${p:home}/y\nz=${x}!")
print(e["q"]["x"], e["q"]["z"], e["p"]["flag"], e["p"])
r = configparser.RawConfigParser(); r.optionxform = str; r.read_dict({"S": {"Key": 1}}); print(r["S"]["Key"], list(r["S"]))
i = configparser.ConfigParser(inline_comment_prefixes=("#",), delimiters=("=",), converters={"list": lambda s: s.split(",")}); i.read_string("[a]\nx = 1 # c\ny = a,b,c\n"); print(i["a"]["x"], i.getlist("a", "y"), i["a"].getlist("y"), len(i), [s for s in i], i.get("a", "x", vars={"x": "9"}))
