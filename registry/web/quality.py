"""All data-quality rules of a site with what they find."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registry.display.typing_errors import typing_sentence
from registry.extracts.quality_rules import QUALITY_RULES
from registry.extracts.query_list import unclosed_by_rule
from registry.extracts.typing_errors import typing_errors
from registry.services.quality import check_site
from registry.services.sites import find_site, visible_sites
from registry.web.page_context import caveats
from registry.web.query_words import field_label
from registry.web.registry_context import actor, reading, registry, writing

blueprint = Blueprint("quality", __name__)


@blueprint.get("/quality")
def quality() -> ResponseReturnValue:
    """Show every rule with how many records break it."""
    site_code = request.args.get("site_code") or None
    with reading() as session:
        sites = visible_sites(session, actor())
        if site_code:
            find_site(session, actor(), site_code)
        counts = unclosed_by_rule(session, actor(), site_code)
        typed_twice = typing_errors(session)
    rules = [
        (rule, field_label(rule.table, rule.field), counts.get(rule.name, 0))
        for rule in QUALITY_RULES.values()
    ]
    return render_template(
        "quality/rules.html",
        rules=rules,
        sites=sites,
        site_code=site_code,
        typed_twice=[
            (site.code, typing_sentence(typed_twice[site.code]))
            for site in sites
            if site.code in typed_twice and site_code in (None, site.code)
        ],
        caveats=caveats(site for site in sites if site_code in (None, site.code)),
    )


@blueprint.post("/quality")
def run() -> ResponseReturnValue:
    """Run all rules over one site."""
    site_code = request.form.get("site_code", "")
    settings, now = registry().settings, registry().clock()
    with writing() as session:
        site = find_site(session, actor(), site_code)
        steps = check_site(session, actor(), site, schedule=settings.schedule, at=now)
        patients = sum(1 for _ in steps)
    flash(f"Rules run over {patients} patients of {site_code}.")
    return redirect(url_for("quality.quality", site_code=site_code))
