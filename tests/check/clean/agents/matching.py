# Values of any form, matched.
def describe(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:g}"
        case str():
            return value
        case {"type": "error", "message": str(message)}:
            return f"error: {message}"
        case [first, *rest]:
            return f"{describe(first)} and {len(rest)} more"
        case _:
            return type(value).__name__

print([describe(v) for v in call_api("GET", "/v1/mixed")], describe(settings.get("theme")))
