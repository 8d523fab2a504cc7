# Results and failures of tools called side by side.
import asyncio

symbols = ["AAPL", "MSFT", "??"]
outcomes = await asyncio.gather(*(get_price(s) for s in symbols), return_exceptions=True)
prices: dict[str, float] = {}
errors: dict[str, str] = {}
for symbol, outcome in zip(symbols, outcomes, strict=True):
    if isinstance(outcome, BaseException):
        errors[symbol] = f"{type(outcome).__name__}: {outcome}"
    else:
        prices[symbol] = round(outcome, 2)
best = max(prices, key=lambda s: prices[s]) if prices else None
{"prices": prices, "errors": errors, "best": best}
