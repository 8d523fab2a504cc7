"""Published packages that use pydantic_monty, unmodified, over this one. They lie in an environment of their own (tools/setup.sh
clients), where `import pydantic_monty` gives monty.compat."""

import monty

monty.install_as_pydantic_monty()
