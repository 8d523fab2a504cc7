# exit: 1
def fail(kind, text):
    raise kind(text)

errors = []
for kind, text in [(ValueError, "first"), (TypeError, "second")]:
    try:
        fail(kind, text)
    except Exception as e:
        e.add_note(f"note for {text}")
        errors.append(e)
raise ExceptionGroup("several", [*errors, ExceptionGroup("inner", [KeyError("deep")])])
