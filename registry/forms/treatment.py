"""Record a treatment."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, post_load, pre_dump, validates_schema

from registry.domain.codes import (
    DiscLevel,
    Donor,
    Guidance,
    Modic,
    Pfirrmann,
    ProductType,
    TissueSource,
    YesNoUnknown,
)
from registry.domain.treatment import RecordTreatment, TreatedLevelEntry
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, Flag, Number, Text, WarningReason, Whole

LEVEL_ANSWERS = ("pfirrmann", "modic", "previous_surgery")


def _level_fields() -> Iterator[tuple[str, fields.Field[Any]]]:
    for level in DiscLevel:
        yield f"treated_{level}", Flag(f"{level.label} treated")
        yield f"pfirrmann_{level}", Choice(f"{level.label} Pfirrmann grade", Pfirrmann)
        yield f"modic_{level}", Choice(f"{level.label} Modic type", Modic)
        yield (
            f"previous_surgery_{level}",
            Choice(f"{level.label} previous surgery", YesNoUnknown),
        )


class RecordTreatmentForm(CommandSchema):
    """The injection session; each disc has four fields named after it."""

    treated_on = Day("Treated on", required=True)
    product_type = Choice("Product", ProductType, required=True)
    tissue_source = Choice("Tissue source", TissueSource, required=True)
    donor = Choice("Donor", Donor, required=True)
    viable_cells_million = Number("Viable cells", lowest=0, highest=100_000, unit="million")
    viability_percent = Number("Viability", lowest=0, highest=100, unit="%")
    passage = Whole("Passage", lowest=0, highest=30)
    volume_ml = Number("Volume", lowest=0, highest=100, unit="mL")
    carrier = Text("Carrier")
    lot_number = Text("Lot number", longest=100)
    manufacturer = Text("Manufacturer")
    harvest_site = Text("Harvest site")
    guidance = Choice("Guidance", Guidance)
    operator = Text("Operator")

    warning_reason = WarningReason()

    class Meta:
        """The fields of the discs, after those of the session."""

        include: ClassVar = dict(_level_fields())

    @validates_schema(skip_on_field_errors=True)
    def answers_belong_to_treated_discs(self, values: Mapping[str, Any], **_: object) -> None:
        """Refuse what is said of a disc that is not ticked."""
        stray = {
            f"treated_{level}": [f"Tick {level.label} as treated, or clear what is said of it."]
            for level in DiscLevel
            if not values[f"treated_{level}"]
            and any(f"{answer}_{level}" in values for answer in LEVEL_ANSWERS)
        }
        if stray:
            raise ValidationError(stray)

    @pre_dump
    def by_disc(self, command: RecordTreatment, **_: object) -> dict[str, Any]:
        """Lay out what is said of each disc under the names of its fields."""
        values = {field.name: getattr(command, field.name) for field in fields_of(command)}
        for entry in values.pop("levels"):
            values[f"treated_{entry.level}"] = True
            for answer in LEVEL_ANSWERS:
                values[f"{answer}_{entry.level}"] = getattr(entry, answer)
        return values

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordTreatment:
        """Make the command, with one entry for each treated disc."""
        entries = []
        for level in DiscLevel:
            answers = {name: values.pop(f"{name}_{level}", None) for name in LEVEL_ANSWERS}
            if values.pop(f"treated_{level}"):
                entries.append(TreatedLevelEntry(level=level, **answers))
        return RecordTreatment(levels=tuple(entries), **values)
