# SPDX-License-Identifier: MIT
# Code of the frames that the host's calls wait in (see _external.py). Programs cannot import it.
# native: module python private
from typing import Any

def external_call(leave: Any, kind: Any, call_id: Any, what: Any, args: Any, kwargs: Any) -> Any: ...
def run_main(main: Any) -> Any: ...
