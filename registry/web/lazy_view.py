"""Views that are imported when they are first asked for, and not at start."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from werkzeug.utils import import_string


def lazy_view(import_name: str) -> Callable[..., ResponseReturnValue]:
    """Return a view by its import name: what it needs costs nothing until it is opened."""

    def view(**arguments: str) -> ResponseReturnValue:
        answer: ResponseReturnValue = import_string(import_name)(**arguments)
        return answer

    return view
