"""Record a consent, and withdraw it."""

from typing import Any

from marshmallow import post_load

from registry.domain.consent import ConsentScope, RecordConsent, WithdrawConsent
from registry.forms.base import CommandSchema
from registry.forms.fields import Choices, Day, LongText, Text


class RecordConsentForm(CommandSchema):
    """One signed version of the consent form."""

    form_version = Text(
        "Version of the consent form", required=True, longest=40, hint="As printed on the form."
    )
    consented_on = Day("Signed on", required=True)
    scopes = Choices("The patient agrees to", ConsentScope, required=True)
    registry_withdrawn_on = Day("Keeping the record: withdrawn on")
    contact_withdrawn_on = Day("Being contacted: withdrawn on")
    sharing_withdrawn_on = Day("Sharing: withdrawn on")

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordConsent:
        """Make the command."""
        return RecordConsent(scopes=frozenset(values.pop("scopes")), **values)


class WithdrawConsentForm(CommandSchema):
    """What the patient no longer agrees to."""

    withdrawn_on = Day("Withdrawn on", required=True)
    scopes = Choices(
        "The patient withdraws",
        ConsentScope,
        required=True,
        hint="Without the first two, nothing is expected of the patient any more. Without the "
        "first, the record stays and is left out of every cohort from that day on.",
    )
    reason = LongText("Reason, if given", longest=400)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> WithdrawConsent:
        """Make the command."""
        return WithdrawConsent(scopes=frozenset(values.pop("scopes")), **values)
