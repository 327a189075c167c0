"""What every page shows: who is signed in, and where the data come from."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_login import current_user

from registry.domain.codes import DataOrigin
from registry.domain.permissions import may_lock, may_record
from registry.models import Site
from registry.web.registry_context import actor, registry


def install(app: Flask) -> None:
    """Offer every template what the frame of a page needs."""
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    shown: dict[str, Any] = {"registry_name": registry().settings.registry_name}
    if current_user.is_authenticated:
        signed_in = actor()
        shown |= {
            "actor": signed_in,
            "may_record": may_record(signed_in),
            "may_lock": may_lock(signed_in),
        }
    return shown


def caveats(sites: Iterable[Site]) -> tuple[str, ...]:
    """Return what must be said of the sites whose data are not clinical records."""
    codes: dict[str, list[str]] = {}
    for site in sites:
        if site.data_origin is not DataOrigin.CLINICAL:
            note = site.origin_note or site.data_origin.label
            codes.setdefault(note, []).append(site.code)
    return tuple(f"{', '.join(each)}: {note}" for note, each in codes.items())
