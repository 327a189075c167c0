"""Search the list of patients; the search is the address, so that it can be shared."""

from typing import Any

from marshmallow import EXCLUDE, post_load

from registry.domain.patient_search import PatientSearch
from registry.forms.base import CommandSchema
from registry.forms.fields import Text
from registry.forms.page_place import PagePlace


class PatientSearchForm(CommandSchema):
    """A search as it stands in an address."""

    class Meta:
        """An address may carry more than we asked for."""

        unknown = EXCLUDE

    text = Text("Study number or medical record number", longest=64)
    site_code = Text("Site", longest=12)
    after = PagePlace()

    @post_load
    def search(self, values: dict[str, Any], **_: object) -> PatientSearch:
        """Make the search."""
        return PatientSearch(**values)
