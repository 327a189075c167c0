"""Freeze, review, sign and discard the report of a quarter."""

from collections.abc import Iterable
from typing import Any

from marshmallow import post_load, validate

from registry.domain.codes import EventDefinition
from registry.domain.cohort import ALL_SITES
from registry.domain.quarter import Quarter
from registry.domain.report_run import LONGEST_SIGNED_TEXT, FreezeReport
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, LongText, OneOf

EACH_SITE = "each"
_NOT_LISTED = "Choose one of the list."


class FreezeReportForm(CommandSchema):
    """Which quarter of which sites is frozen; its command is one report a site, or one on all."""

    quarter = OneOf("Quarter", required=True)
    site_code = OneOf("Sites", required=True)
    cut_off = Day(
        "Data cut-off",
        required=True,
        hint="The last day that is read: the quarter’s last day, or a later one for late forms.",
    )
    event_definition = Choice("Event of the survival analysis", EventDefinition, required=True)
    reason = LongText(
        "Why another issue",
        longest=LONGEST_SIGNED_TEXT,
        hint="Only where the quarter is signed already; it is printed in the report.",
    )

    def __init__(self, quarters: Iterable[Quarter], sites: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._site_codes = [code for code, _ in sites if code not in {ALL_SITES, EACH_SITE}]
        offered = {
            "quarter": tuple((quarter.name, quarter.label) for quarter in quarters),
            "site_code": tuple(sites),
        }
        for name, choices in offered.items():
            declared = self.fields[name]
            if isinstance(declared, OneOf):
                declared.choices = choices
                codes = [code for code, _ in choices]
                declared.validators = [validate.OneOf(codes, error=_NOT_LISTED)]

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> list[FreezeReport]:
        """Make a command for each report."""
        chosen = values.pop("site_code")
        values["quarter"] = Quarter.named(values["quarter"])
        codes = self._site_codes if chosen == EACH_SITE else [chosen]
        return [
            FreezeReport(site_code=None if code == ALL_SITES else code, **values) for code in codes
        ]


class RemarkForm(CommandSchema):
    """What a person says when they review or sign; it is printed in the report."""

    words = LongText("Remarks", longest=LONGEST_SIGNED_TEXT)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> tuple[str | None]:
        """Give what was said; a form without a word is a command all the same."""
        return (values.get("words"),)


class DiscardForm(CommandSchema):
    """Why a draft is not issued."""

    words = LongText("Reason", required=True, longest=LONGEST_SIGNED_TEXT)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> tuple[str]:
        """Give the reason."""
        return (str(values["words"]),)
