"""Letters about the quarterly report: an address to open, and never a number of a patient."""

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage

from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.report_run import MakingStage
from registry.models import ReportRun
from registry.services.report_files import making_of
from registry.services.report_runs import find_run
from registry.services.report_subscriptions import subscribers
from registry.settings import MailSecurity, Settings

_PATIENCE_SECONDS = 30


def letters_about(
    session: Session, actor: Actor, key: int, settings: Settings
) -> list[EmailMessage]:
    """Write to each subscriber that the draft waits, or that the issue could not be made.

    Nothing is written of a signed issue that was made, nor where no mail server is set.
    """
    run = find_run(session, actor, key)
    making = making_of(session, run)
    said = _said(run, making.stage if making else None)
    if said is None or not settings.mail_server:
        return []
    address = f"{settings.public_address.rstrip('/')}/reports"
    return [
        _letter(settings, to, f"{_named(run)} {said}", f"{address}/{run.id}", address)
        for to in subscribers(session, run)
    ]


def _named(run: ReportRun) -> str:
    return f"{run.covers.label}, {run.sites_label}, issue {run.number}"


def _said(run: ReportRun, stage: MakingStage | None) -> str | None:
    if stage is MakingStage.FAILED:
        return "could not be made"
    return "waits for review" if stage is MakingStage.STORED and run.state.is_open else None


def _letter(settings: Settings, to: str, subject: str, page: str, archive: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = settings.mail_sender
    letter["To"] = to
    letter["Subject"] = f"{settings.registry_name}: {subject}"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(
        f"{subject[0].upper()}{subject[1:]}.\n\n{page}\n\n"
        f"You asked to be told. To end it, open {archive}.\n"
    )
    return letter


def post(letters: Sequence[EmailMessage], settings: Settings) -> None:
    """Hand the letters to the mail server of the settings.

    Raises
    ------
    OSError
        It cannot be reached, or refuses a letter (`smtplib.SMTPException` is an OSError).
    """
    if not letters:
        return
    encrypted = settings.mail_security is MailSecurity.TLS
    connect = smtplib.SMTP_SSL if encrypted else smtplib.SMTP
    with connect(settings.mail_server, settings.mail_port, timeout=_PATIENCE_SECONDS) as server:
        if settings.mail_security is MailSecurity.STARTTLS:
            server.starttls()
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        for letter in letters:
            server.send_message(letter)
