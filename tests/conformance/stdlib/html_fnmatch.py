# html and fnmatch.
import fnmatch
import html

print(html.escape("<a href=\"x\">'T&C'</a>"), html.escape("\"q\"", quote=False))
print(html.unescape("&lt;b&gt; &amp;amp; &quot;x&quot; &#39;y&#x27; &copy; &eacute; &nope; &#8364; &hellip; &lt x & y &amp"))
print(repr(html.unescape("&#0; &#x80; &#xd800; &#; &nbsp;")))
print(fnmatch.fnmatch("report.txt", "*.txt"), fnmatch.fnmatch("a1", "a[0-9]"), fnmatch.fnmatch("ab", "a[!0-9]"), fnmatch.fnmatchcase("A", "a"))
print(fnmatch.filter(["a.py", "b.txt", "c.py"], "*.py"), fnmatch.fnmatch("x[", "x["), fnmatch.fnmatch("abc", "a?c"))
