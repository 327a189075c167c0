"""Lock a record, or a quarter of a site after sign-off; unlock it with a reason."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.domain.amendment import Amendment
from registry.domain.permissions import check_may_lock
from registry.domain.quarter import Quarter
from registry.extracts.quarters import COUNTED_NOUNS, site_quarters
from registry.forms.bound import BoundForm
from registry.forms.lock import QuarterLockForm
from registry.services.amendments import noun
from registry.services.locks import set_quarter_lock, set_record_lock
from registry.services.sites import find_site, visible_sites
from registry.web.amendments import confirmed
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, today_at
from registry.web.store_once import store_once
from registry.web.stored_form import RECORD_ADDRESS, StoredForm, stored_form

blueprint = Blueprint("locks", __name__)
_QUARTER = "/sites/<site_code>/quarters/<int:year>-<int(min=1, max=4):quarter>"


@blueprint.route(f"{RECORD_ADDRESS}/lock", methods=["GET", "POST"])
def lock(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Lock a record against every change."""
    return _record_lock(number, nouns, key, locked=True)


@blueprint.route(f"{RECORD_ADDRESS}/unlock", methods=["GET", "POST"])
def unlock(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Let a locked record be changed again, with the reason."""
    return _record_lock(number, nouns, key, locked=False)


def _record_lock(number: str, nouns: str, key: int, *, locked: bool) -> ResponseReturnValue:
    check_may_lock(actor())

    def store(session: Session, stored: StoredForm, amendment: Amendment) -> str:
        set_record_lock(session, actor(), stored.model, number, key, amendment, locked=locked)
        return f"The {noun(stored.model)} is {'locked' if locked else 'unlocked'}."

    return confirmed(number, stored_form(number, nouns, key), "Lock" if locked else "Unlock", store)


@blueprint.get("/quarters")
def quarters() -> ResponseReturnValue:
    """Show the past quarters of a site, and which are locked."""
    with reading() as session:
        sites = visible_sites(session, actor())
        first = sites[0].code if sites else ""
        site = find_site(session, actor(), request.args.get("site_code") or first)
        return render_template(
            "locks/quarters.html",
            sites=sites,
            site=site,
            past=site_quarters(session, site, today=today_at(site)),
            nouns=COUNTED_NOUNS,
            caveats=caveats([site]),
        )


@blueprint.route(f"{_QUARTER}/lock", methods=["GET", "POST"])
def lock_quarter(site_code: str, year: int, quarter: int) -> ResponseReturnValue:
    """Lock a quarter of a site after sign-off."""
    return _quarter_lock(site_code, Quarter(year, quarter), locked=True)


@blueprint.route(f"{_QUARTER}/unlock", methods=["GET", "POST"])
def unlock_quarter(site_code: str, year: int, quarter: int) -> ResponseReturnValue:
    """Let what is dated in a quarter be changed again, with the reason."""
    return _quarter_lock(site_code, Quarter(year, quarter), locked=False)


def _quarter_lock(site_code: str, quarter: Quarter, *, locked: bool) -> ResponseReturnValue:
    check_may_lock(actor())
    posted = request.method == "POST"
    form = posted_form(QuarterLockForm()) if posted else BoundForm.blank(QuarterLockForm())

    def store(session: Session) -> tuple[str, str]:
        today = today_at(find_site(session, actor(), site_code))
        set_quarter_lock(
            session, actor(), site_code, quarter, form.command, locked=locked, today=today
        )
        state = "locked" if locked else "unlocked"
        return f"{quarter.label} of {site_code} is {state}.", url_for(
            "locks.quarters", site_code=site_code
        )

    done = store_once(form, store)
    if done:
        return done
    with reading() as session:
        site = find_site(session, actor(), site_code)
        page = render_template(
            "locks/quarter.html",
            form=form,
            quarter=quarter.label,
            site=site,
            locked=locked,
            caveats=caveats([site]),
        )
    return page, 422 if form.errors else 200
