"""Add sites, and find them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule, NotFound
from registry.domain.permissions import check_may_administer, check_sees_site
from registry.domain.rules import require
from registry.domain.site import AddSite, site_code_rules, site_text_rules, time_zone_rules
from registry.models import Site


def add_site(session: Session, actor: Actor, command: AddSite) -> Site:
    """Store a new site.

    Raises
    ------
    NotPermitted
        The actor is no administrator.
    RuleBroken
        The code is taken or cannot begin a study number, the name or the note cannot be printed,
        or the time zone does not exist.
    """
    check_may_administer(actor)
    require([*site_code_rules(command), *site_text_rules(command), *time_zone_rules(command)])
    if session.scalar(select(Site).where(Site.code == command.code)):
        require([BrokenRule("code", f"The code {command.code} belongs to another site.")])
    site = Site(
        code=command.code,
        name=command.name,
        time_zone=command.time_zone,
        active=True,
        data_origin=command.data_origin,
        origin_note=command.origin_note,
    )
    session.add(site)
    session.flush()
    return site


def set_double_entry(session: Session, actor: Actor, code: str, *, wanted: bool) -> Site:
    """Let the paper forms of a site be typed twice from now on, or once.

    Raises
    ------
    NotPermitted, NotFound
        The actor is no administrator, or there is no such site.
    """
    check_may_administer(actor)
    site = find_site(session, actor, code)
    site.double_entry = wanted
    session.flush()
    return site


def find_site(session: Session, actor: Actor, code: str) -> Site:
    """Return the site of that code; NotFound where there is none or it is not the actor's."""
    check_sees_site(actor, code, noun="site", key=code)
    site = session.scalar(select(Site).where(Site.code == code))
    if site is None:
        raise NotFound(noun="site", key=code)
    return site


def visible_sites(session: Session, actor: Actor) -> list[Site]:
    """Return the active sites the actor sees, by code."""
    sites = session.scalars(select(Site).where(Site.active).order_by(Site.code))
    return [site for site in sites if actor.sees(site.code)]
