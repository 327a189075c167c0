"""The archive of the quarterly report, and one issue from freezing to signing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.domain.errors import NotFound
from registry.domain.permissions import check_may_issue_reports, may_issue_reports
from registry.domain.report_run import MakingStage, ReportFileKind, ReportState
from registry.forms.bound import BoundForm
from registry.forms.report_run import DiscardForm, RemarkForm
from registry.models import ReportMaking, ReportRun
from registry.services.report_files import kept_file, kept_files, making_of, set_waiting
from registry.services.report_runs import (
    archive,
    discard_report,
    find_run,
    issue_of,
    review_report,
    sign_report,
)
from registry.services.report_subscriptions import is_subscribed, set_subscription
from registry.services.sites import visible_sites
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, registry, writing
from registry.web.store_once import store_once

_MAKING = (MakingStage.WAITING, MakingStage.ESTIMATING, MakingStage.PRINTING)
_STOPPED_AFTER = timedelta(minutes=10)
_ENDINGS = {
    ReportFileKind.SNAPSHOT: ("snapshot", "zip", "application/zip"),
    ReportFileKind.REPORT: ("report", "pdf", "application/pdf"),
    ReportFileKind.NUMBERS: ("numbers", "json", "application/json"),
    ReportFileKind.TABLES: ("tables", "zip", "application/zip"),
}
_Act = Callable[..., ReportRun]


def archive_list() -> ResponseReturnValue:
    """Show the issues that match what is sought, the newest quarter first."""
    sought = request.args.get("text", "").strip()
    with reading() as session:
        runs = archive(session, actor())
        return render_template(
            "report_runs/archive.html",
            runs=[run for run in runs if sought.lower() in _described(run).lower()],
            some=bool(runs),
            sought=sought,
            may_issue=may_issue_reports(actor()),
            told=is_subscribed(session, actor()) if registry().settings.mail_server else None,
            caveats=caveats(visible_sites(session, actor())),
        )


def subscription() -> ResponseReturnValue:
    """Begin or end to be told of drafts."""
    wanted = "wanted" in request.form
    with writing() as session:
        set_subscription(session, actor(), wanted=wanted)
    told = (
        "You are written to when a draft waits." if wanted else "No more letters are sent to you."
    )
    flash(told)
    return redirect(url_for("report_runs.archive"))


def _described(run: ReportRun) -> str:
    """Return what an issue can be found by."""
    name = "" if run.site is None else run.site.name
    words = (run.covers.label, run.covers.name, run.sites_label, name, run.state.label)
    return " ".join((*words, run.frozen_by, run.closed_by or "", run.reason or ""))


def run(key: int) -> ResponseReturnValue:
    """Show one issue: how far it is, its files, and what is to be done next."""
    with reading() as session:
        return _run_page(session, key)


def _run_page(session: Session, key: int, **forms: BoundForm) -> str:
    found = find_run(session, actor(), key)
    making = making_of(session, found)
    stopped = making is not None and _stopped(making)
    sites = visible_sites(session, actor()) if found.site is None else [found.site]
    shown: dict[str, Any] = {
        "remark": BoundForm.blank(RemarkForm()),
        "discard": BoundForm.blank(DiscardForm()),
    }
    return render_template(
        "report_runs/run.html",
        run=found,
        issue=issue_of(found),
        files=kept_files(session, found),
        making=making,
        is_making=making is not None and making.stage in _MAKING and not stopped,
        stopped=stopped,
        may_issue=may_issue_reports(actor()),
        previous=session.get(ReportRun, found.previous_id) if found.previous_id else None,
        caveats=caveats(sites),
        **shown | forms,
    )


def _stopped(making: ReportMaking) -> bool:
    """Return whether the making failed, or has been silent for so long that it must have."""
    silent = making.stage in _MAKING and registry().clock() - making.stage_at > _STOPPED_AFTER
    return making.stage is MakingStage.FAILED or silent


def review(key: int) -> ResponseReturnValue:
    """Note that the draft was read."""
    return _act(key, review_report, "remark", "The draft is reviewed. It waits for a signature.")


def sign(key: int) -> ResponseReturnValue:
    """Sign the issue, and begin to print it as signed."""
    answer = _act(key, sign_report, "remark", "The report is signed and is printed as signed now.")
    with reading() as session:
        if find_run(session, actor(), key).state is ReportState.SIGNED:
            registry().start_making([key])
    return answer


def discard(key: int) -> ResponseReturnValue:
    """Set the draft aside."""
    return _act(key, discard_report, "discard", "The draft is discarded. It stays in the archive.")


def _act(key: int, act: _Act, name: str, done: str) -> ResponseReturnValue:
    check_may_issue_reports(actor())
    form = posted_form(DiscardForm() if name == "discard" else RemarkForm())

    def store(session: Session) -> tuple[str, str]:
        act(session, actor(), key, *form.command)
        return done, url_for("report_runs.run", key=key)

    answer = store_once(form, store)
    if answer:
        return answer
    with reading() as session:
        return _run_page(session, key, **{name: form}), 422


def make(key: int) -> ResponseReturnValue:
    """Begin the making of an issue again, after it stopped."""
    check_may_issue_reports(actor())
    with writing() as session:
        set_waiting(session, find_run(session, actor(), key))
    registry().start_making([key])
    flash("The report is made again.")
    return redirect(url_for("report_runs.run", key=key))


def file(key: int, kind: str) -> ResponseReturnValue:
    """Give a file of an issue: what is signed, else the draft."""
    if kind not in {each.value for each in ReportFileKind}:
        raise NotFound(noun="file", key=kind)
    wanted = ReportFileKind(kind)
    if wanted is ReportFileKind.SNAPSHOT:
        check_may_issue_reports(actor())
    with reading() as session:
        found = find_run(session, actor(), key)
        kept = kept_file(session, found, wanted)
        what, ending, mimetype = _ENDINGS[wanted]
        draft = "" if kept.signed or wanted is ReportFileKind.SNAPSHOT else "-draft"
        sites = found.sites_label.replace(" ", "-")
        name = f"{what}-{found.covers.name}-{sites}-issue-{found.number}{draft}.{ending}"
        shown = "inline" if ending == "pdf" else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="{name}"'}
        return Response(kept.content, mimetype=mimetype, headers=headers)
