"""A form with what was typed and what is wrong with it, ready for a template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError

from registry.domain.errors import RuleBroken
from registry.domain.warnings import WARNING_REASON

Posted = Mapping[str, Sequence[str]]
"""Every field's values as they arrive from a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundField:
    """One field as a template shows it; ``note`` is what is said of what was typed."""

    name: str
    kind: str
    label: str
    unit: str
    hint: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    typed: tuple[str, ...]
    errors: tuple[str, ...]
    note: str

    @property
    def value(self) -> str:
        """What was typed, or nothing."""
        return self.typed[0] if self.typed else ""


@dataclass(slots=True, kw_only=True)
class BoundForm:
    """A schema bound to what was typed; ``command`` is None until all of it is right."""

    schema: Schema
    typed: Posted
    command: Any = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, schema: Schema, initial: Mapping[str, str] | None = None) -> "BoundForm":
        """Return the form before anything was typed."""
        return cls(schema=schema, typed={name: [text] for name, text in (initial or {}).items()})

    @classmethod
    def posted(cls, schema: Schema, typed: Posted) -> "BoundForm":
        """Return the form with the command it makes, or with an error at each wrong field."""
        form = cls(schema=schema, typed=typed)
        try:
            form.command = schema.load(form._values())
        except ValidationError as error:
            form.errors = {name: sentences(found) for name, found in error.messages_dict.items()}
        return form

    @classmethod
    def filled(cls, schema: Schema, command: object) -> "BoundForm":
        """Return the form as it was typed to make that command."""
        shown = {name: _texts(value) for name, value in schema.dump(command).items()}
        typed = {name: texts for name, texts in shown.items() if texts}
        return cls(schema=schema, typed=typed, command=command)

    def refuse(self, error: RuleBroken) -> None:
        """Put each broken clinical rule at its field."""
        self.command = None
        for broken in error.broken:
            self.errors.setdefault(broken.field, []).append(broken.rule)

    def __getitem__(self, name: str) -> BoundField:
        """Return one field for the template."""
        declared = self.schema.fields[name]
        return BoundField(
            name=name,
            kind=getattr(declared, "kind", "text"),
            label=declared.metadata.get("label", name),
            unit=declared.metadata.get("unit", ""),
            hint=declared.metadata.get("hint", ""),
            required=declared.required,
            choices=tuple(getattr(declared, "choices", ())),
            typed=tuple(self.typed.get(name, ())),
            errors=tuple(self.errors.get(name, ())),
            note=self.notes.get(name, ""),
        )

    def __iter__(self) -> Iterator[BoundField]:
        """Go through the fields in the order of the schema."""
        return (self[name] for name in self.schema.fields)

    @property
    def other_errors(self) -> tuple[str, ...]:
        """Errors that belong to no field of the form."""
        unknown = self.errors.keys() - self.schema.fields.keys()
        return tuple(text for name in sorted(unknown) for text in self.errors[name])

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings that a reason answers; what was typed breaks no rule."""
        return tuple(self.errors.get(WARNING_REASON, ()))

    def _values(self) -> dict[str, Any]:
        several = {name for name, each in self.schema.fields.items() if _is_list(each)}
        return {
            name: list(values) if name in several else (values[0] if values else "")
            for name, values in self.typed.items()
        }


def _texts(value: object) -> list[str]:
    """Return a value as a browser posts it; a box that is not ticked is not posted."""
    if value is None or value is False:
        return []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    if value is True:
        return ["true"]
    return [f"{value:.10g}" if isinstance(value, float) else str(value)]


def _is_list(declared: object) -> bool:
    return getattr(declared, "kind", "") == "choices"


def sentences(found: Any) -> list[str]:  # noqa: ANN401 - marshmallow nests lists and dicts
    """Return all sentences that a schema says of one field, of its items too."""
    if isinstance(found, str):
        return [found]
    nested = found.values() if isinstance(found, dict) else found
    return [sentence for each in nested for sentence in sentences(each)]
