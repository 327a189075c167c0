"""The application, put together from its parts."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, redirect
from flask_bootstrap import Bootstrap5
from werkzeug.wrappers import Response

from registry.database import Database
from registry.display import numbers
from registry.settings import Settings
from registry.web import (
    accounts,
    adverse_events,
    amendments,
    backlog,
    case_report_forms,
    cohorts,
    consents,
    contacts,
    dispositions,
    drafts,
    errors,
    evidence,
    histories,
    identities,
    locks,
    merges,
    own_publications,
    page_context,
    patients,
    quality,
    queries,
    registry_context,
    reoperations,
    report_making,
    report_runs,
    second_typings,
    security,
    sign_in,
    store_once,
    treatments,
    visits,
    worklist,
)

NOUNS = (
    accounts,
    worklist,
    patients,
    case_report_forms,
    merges,
    treatments,
    visits,
    second_typings,
    backlog,
    adverse_events,
    reoperations,
    dispositions,
    contacts,
    identities,
    consents,
    drafts,
    queries,
    quality,
    amendments,
    histories,
    locks,
    cohorts,
    report_runs,
    evidence,
)


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Callable[[], datetime] = _now,
    start_making: registry_context.StartMaking = report_making.start_making,
) -> Flask:
    """Make the application; the schema must already be there."""
    app = Flask(__name__)
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    parts = registry_context.RegistryContext(
        settings=settings,
        database=database or Database(settings.database_url),
        clock=clock,
        start_making=start_making,
    )
    registry_context.install(app, parts)
    Bootstrap5(app)
    security.protect(app, settings)
    sign_in.install(app)
    errors.install(app)
    page_context.install(app)
    own_publications.watch(app)
    app.jinja_env.filters["day"] = numbers.day
    app.jinja_env.globals["new_submission_token"] = store_once.new_submission_token
    app.add_url_rule("/", "home", _home)
    app.add_url_rule("/healthz", "healthz", _healthy)
    for noun in NOUNS:
        app.register_blueprint(noun.blueprint)
    return app


def _home() -> Response:
    return redirect(accounts.start_address())


def _healthy() -> tuple[str, dict[str, str]]:
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}
