"""Consents at the pages."""

from flask.testing import FlaskClient

from tests.web.browser import send, words

CONSENT = {
    "form_version": "2.0",
    "consented_on": "3.2.2025",
    "scopes": ["registry", "contact", "sharing"],
}
WITHDRAWAL = {"withdrawn_on": "3.5.2026", "scopes": ["contact"], "reason": "Moves abroad."}


def test_a_consent_is_shown_with_what_it_allows(nora: FlaskClient, number: str) -> None:
    some = CONSENT | {"scopes": ["registry", "contact"]}
    page = words(send(nora, f"/patients/{number}/consents/new", some, follow=True))
    assert f"Consent of 3 February 2025 saved for {number}." in page
    assert "3 February 2025 2.0 Yes Yes No" in page


def test_a_withdrawal_stands_in_the_banner_of_every_page_about_the_patient(
    nora: FlaskClient, number: str
) -> None:
    send(nora, f"/patients/{number}/consents/new", CONSENT)
    path = f"/patients/{number}/consents/withdraw"
    page = words(send(nora, path, WITHDRAWAL, follow=True))
    assert f"Withdrawal of 3 May 2026 saved for {number}." in page
    assert "3 February 2025 2.0 Yes Withdrawn 3 May 2026 Yes" in page
    banner = words(nora.get(f"/patients/{number}/visits/new"))
    assert "Withdrew from contact 3 May 2026" in banner
    assert "Consent to contact withdrawn 3 May 2026" in banner


def test_a_consent_without_a_scope_is_refused(nora: FlaskClient, number: str) -> None:
    bare = {name: value for name, value in CONSENT.items() if name != "scopes"}
    answer = send(nora, f"/patients/{number}/consents/new", bare)
    assert answer.status_code == 422
    assert "The patient agrees to : This is needed." in words(answer)
