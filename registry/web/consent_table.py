"""The consents of one patient as a table."""

from collections.abc import Iterator, Sequence

from registry.display.numbers import day
from registry.display.tables import DisplayTable, TableColumn, record_row
from registry.domain.consent import ConsentScope
from registry.models import Consent


def consents_table(consents: Sequence[Consent]) -> DisplayTable:
    """Lay out each version with what it allows, and since when it no longer does."""
    headers = ("Signed", "Version", *(scope.label for scope in ConsentScope))
    return DisplayTable(
        title="Consent",
        columns=tuple(TableColumn(header=header, alignment="text") for header in headers),
        rows=tuple(
            record_row(
                "consents",
                consent.id,
                day(consent.consented_on),
                consent.form_version,
                *_scopes(consent),
            )
            for consent in consents
        ),
    )


def _scopes(consent: Consent) -> Iterator[str]:
    for scope in ConsentScope:
        withdrawn = consent.withdrawn_on(scope)
        given = "Yes" if consent.given(scope) else "No"
        yield f"Withdrawn {day(withdrawn)}" if withdrawn else given
