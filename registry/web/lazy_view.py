"""Views that are imported when they are first asked for, and not at start."""

from collections.abc import Callable
from typing import cast

from flask.typing import ResponseReturnValue
from werkzeug.utils import cached_property, import_string


class LazyView:
    """A view by its import name: what it needs costs nothing until the page is opened."""

    def __init__(self, import_name: str) -> None:
        self.__module__, self.__name__ = import_name.rsplit(".", 1)
        self.import_name = import_name

    @cached_property
    def view(self) -> Callable[..., ResponseReturnValue]:
        """Import the view, once."""
        return cast("Callable[..., ResponseReturnValue]", import_string(self.import_name))

    def __call__(self, **arguments: str) -> ResponseReturnValue:
        """Answer with the view."""
        return self.view(**arguments)
