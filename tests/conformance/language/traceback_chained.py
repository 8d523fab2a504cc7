# exit: 1
class ConfigError(Exception):
    pass

def read(d, key):
    try:
        return d[key]
    except KeyError as e:
        raise ConfigError(f"missing {key}") from e

def load():
    try:
        read({"a": 1}, "b")
    except ConfigError:
        int("not a number")

load()
