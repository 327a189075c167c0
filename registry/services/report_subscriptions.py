"""Subscribe to the drafts of the quarterly report, and know whom to tell of one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.permissions import check_may_issue_reports, may_issue_reports
from registry.models import Account, ReportRun, ReportSubscription
from registry.services.accounts import actor_of
from registry.services.report_runs import sees_run


def set_subscription(session: Session, actor: Actor, *, wanted: bool) -> None:
    """Let the actor be told of drafts from now on, or no longer; twice is as once.

    Raises
    ------
    NotPermitted
        The actor may not issue reports.
    """
    check_may_issue_reports(actor)
    found = session.get(ReportSubscription, actor.account_id)
    if wanted and found is None:
        session.add(ReportSubscription(account_id=actor.account_id))
    elif not wanted and found is not None:
        session.delete(found)
    session.flush()


def is_subscribed(session: Session, actor: Actor) -> bool:
    """Return whether the actor is told of drafts."""
    return session.get(ReportSubscription, actor.account_id) is not None


def subscribers(session: Session, run: ReportRun) -> list[str]:
    """Return the e-mail addresses of those who asked to be told, and may issue this report."""
    accounts = session.scalars(
        select(Account)
        .join(ReportSubscription, ReportSubscription.account_id == Account.id)
        .where(Account.active)
        .order_by(Account.email)
    )
    return [each.email for each in accounts if _may_issue(actor_of(each), run)]


def _may_issue(actor: Actor, run: ReportRun) -> bool:
    return may_issue_reports(actor) and sees_run(actor, run)
