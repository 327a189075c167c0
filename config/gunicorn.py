"""How gunicorn serves the pages; address and port come from the settings."""

from typing import Any

from gunicorn.glogging import (  # type: ignore[import-untyped] # gunicorn ships no types
    Logger,
    SafeAtoms,
)

from registry.settings import load_settings


class OneLineAtoms(SafeAtoms):  # type: ignore[misc] # gunicorn ships no types
    """Parts of a log line; an address can neither end the line nor command a terminal."""

    def __init__(self, atoms: dict[str, Any]) -> None:
        super().__init__(atoms)
        for name, value in self.items():
            if isinstance(value, str) and not value.isprintable():
                self[name] = ascii(value)[1:-1]


class OneLineLogger(Logger):  # type: ignore[misc] # gunicorn ships no types
    """Writes one line a request, whatever the address holds."""

    atoms_wrapper_class = OneLineAtoms


_settings = load_settings()

bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = 2  # one more than the writer SQLite allows at a time: reading goes on meanwhile
threads = 4
timeout = 120  # a cohort PDF of a large registry, and no more
graceful_timeout = 30
keepalive = 5
max_requests = 5000  # a worker is renewed now and then, and memory with it
max_requests_jitter = 500
limit_request_line = 4094
logger_class = OneLineLogger
accesslog = "-"
errorlog = "-"
# %(U)s is the path without its query string: what was searched for stays out of the log.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
control_socket_disable = True
proc_name = "registry"
