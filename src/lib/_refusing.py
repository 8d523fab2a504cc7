# SPDX-License-Identifier: MIT
# Names of modules that public code imports whole and uses in parts: what a sandbox cannot do says so when it is called.


def refusing(module, why, functions="", classes="", error=PermissionError):
    """The __getattr__ of `module`: makes the functions and classes named there, each of which refuses with the reason."""
    def make(name):
        message = f"{module}.{name} is not available: {why}"
        arguments = (1, message) if error in (OSError, PermissionError) else (message,)
        if name in functions.split():
            def refuse(*args, **kwargs):
                raise error(*arguments)

            refuse.__name__ = refuse.__qualname__ = name
            refuse.__module__ = module
            refuse.__doc__ = f"Not available: {why}."
            return refuse
        if name in classes.split():
            def refuse(cls, /, *args, **kwargs):
                raise error(*arguments)

            return type(name, (), {"__new__": refuse, "__module__": module, "__doc__": f"Not available: {why}.", "_refuses": True})
        raise AttributeError(f"module {module!r} has no attribute {name!r}", name=name)

    made = {}

    def __getattr__(name):
        if name not in made:
            made[name] = make(name)
        return made[name]

    return __getattr__
