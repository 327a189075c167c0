"""Know which forms were already sent, so that each is stored once."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import Conflict
from registry.models import Account, Submission


def wait_for_turn(session: Session, actor: Actor) -> None:
    """Let one transaction at a time store what one person sends; the others wait for it."""
    own = select(Account.id).where(Account.id == actor.account_id)
    session.execute(own.with_for_update(key_share=True))


def earlier_submission(session: Session, actor: Actor, token: str) -> Submission | None:
    """Return what was stored when the actor sent the form of that token before.

    Raises
    ------
    Conflict
        The form was opened and sent by somebody else.
    """
    earlier = session.get(Submission, token)
    if earlier is not None and earlier.account_id != actor.account_id:
        raise Conflict(noun="form", reason="somebody else has sent it; open the form again")
    return earlier


def forget_submissions(session: Session, *, before: datetime) -> int:
    """Forget the forms that were stored before that moment; return how many.

    A page that was opened earlier and is sent again after that would be stored again, if its
    rules let it: choose a moment well before any session that is still open began.
    """
    old = delete(Submission).where(Submission.stored_at < before)
    return len(session.scalars(old.returning(Submission.token)).all())


def note_submission(
    session: Session, actor: Actor, token: str, *, at: datetime, message: str, location: str
) -> Submission:
    """Remember that the form of that token was stored, with the answer that it got."""
    submission = Submission(
        token=token,
        account_id=actor.account_id,
        stored_at=at,
        message=message,
        location=location,
    )
    session.add(submission)
    return submission
