# Searches side by side, best hits first.
import asyncio

queries = [question, f"{question} tutorial", f"{question} site:docs.python.org"]
results = await asyncio.gather(*[web_search(q, max_results=5) for q in queries])
seen: set[str] = set()
hits = []
for group in results:
    for hit in group:
        url = hit.get("url")
        if url and url not in seen:
            seen.add(url)
            hits.append(hit)
hits.sort(key=lambda h: h.get("score", 0.0), reverse=True)
pages = await asyncio.gather(*(fetch_url(h["url"]) for h in hits[:3] if "url" in h))
summary = "\n".join(page[:200].strip() for page in pages)
results.append(hits)
print(f"{len(hits)} hits, {len(summary)} characters")
summary
