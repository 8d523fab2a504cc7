# Some tools by name, others unpacked.
import asyncio

symbols = ["A", "B"]
hits, page, *prices = await asyncio.gather(
    web_search(question),
    fetch_url("https://example.com"),
    *(get_price(s) for s in symbols),
)
print(hits[0].get("title"), page.upper(), sum(prices) / len(prices))
first, *others = await asyncio.gather(get_price("C"), *map(get_price, symbols), return_exceptions=True)
print(0.0 if isinstance(first, BaseException) else first + 1, len(others))
