"""What a browser may do with our pages."""

from flask import Flask, Response
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from registry.settings import Settings

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",  # the words beside a date field
    "img-src": "'self' data:",  # Bootstrap draws the marks of its controls as data
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{name} {sources}" for name, sources in CONTENT_SECURITY_POLICY.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
LARGEST_POST_BYTES = 1_000_000

csrf = CSRFProtect()


def protect(app: Flask, settings: Settings) -> None:
    """Sign the session, check every post, and send the headers with every answer."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="registry_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open as long as the session
        MAX_CONTENT_LENGTH=LARGEST_POST_BYTES,
    )
    _believe_proxies(app, settings.trusted_proxies)
    csrf.init_app(app)
    app.after_request(_add_headers)


def _believe_proxies(app: Flask, proxies: int) -> None:
    """Take address and scheme from the proxies that stand before the server, and no others."""
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign] # Flask documents it so


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype in {"text/html", "application/pdf"}:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
