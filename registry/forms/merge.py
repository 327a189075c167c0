"""Merge two patients, and undo it."""

from typing import Any

from marshmallow import post_load

from registry.domain.merge import MergePatients, UndoMerge
from registry.forms.base import CommandSchema
from registry.forms.fields import LongText, Text


class MergePatientsForm(CommandSchema):
    """Who is a duplicate of the patient whose page it is, and why that is known."""

    duplicate = Text("Study number of the duplicate", required=True, longest=24)
    reason = LongText("Why they are one person", required=True, longest=500)

    def __init__(self, survivor: str) -> None:
        super().__init__()
        self.survivor = survivor

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> MergePatients:
        """Make the command; a study number may be typed in small letters."""
        duplicate = values["duplicate"].upper()
        return MergePatients(duplicate=duplicate, survivor=self.survivor, reason=values["reason"])


class UndoMergeForm(CommandSchema):
    """Why a merged patient is another person after all."""

    reason = LongText("Why they are two persons", required=True, longest=500)

    def __init__(self, duplicate: str) -> None:
        super().__init__()
        self.duplicate = duplicate

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> UndoMerge:
        """Make the command."""
        return UndoMerge(duplicate=self.duplicate, reason=values["reason"])
