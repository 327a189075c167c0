"""The table of all edit checks, read from the code that makes them."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

from marshmallow import Schema, validate

from registry import domain, services
from registry.domain import rules
from registry.domain.warnings import VISIT_WARNINGS
from registry.extracts.quality_rules import QUALITY_RULES
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.forms.consent import RecordConsentForm, WithdrawConsentForm
from registry.forms.contact import RecordContactForm
from registry.forms.disposition import RecordDispositionForm
from registry.forms.patient import EnrolPatientForm
from registry.forms.reoperation import RecordReoperationForm
from registry.forms.treatment import RecordTreatmentForm
from registry.forms.visit import RecordVisitForm
from registry.services.duplicates import DUPLICATE_WARNINGS
from registry.services.enrolments import born_otherwise

_FORMS: tuple[type[Schema], ...] = (
    EnrolPatientForm,
    RecordTreatmentForm,
    RecordVisitForm,
    RecordAdverseEventForm,
    RecordReoperationForm,
    RecordDispositionForm,
    RecordContactForm,
    RecordConsentForm,
    WithdrawConsentForm,
)
_SHARED = {name: rule for name, rule in vars(rules).items() if inspect.isgeneratorfunction(rule)}
_HEAD = """# Edit checks

Generated from the code by `make docs`; a test compares it. Hard rules refuse, soft warnings ask for
a reason and keep it, data-quality rules open a query and close it when the data are right.
"""


def edit_checks() -> str:
    """Return every check as Markdown: hard rules, soft warnings, data-quality rules."""
    parts = [
        _HEAD,
        "\n## Hard rules at one field: the record is refused\n",
        *_table(("Form", "Field", "Rule"), sorted(_field_rules())),
        "\n## Hard rules between fields and records: the record is refused\n",
        *_table(("Record", "Field", "Rule"), sorted(set(_record_rules()))),
        "\n## Soft warnings of a visit: a reason is asked and kept\n",
        *_table(("Name", "Warning"), ((each.__name__, _sentence(each)) for each in VISIT_WARNINGS)),
        "\n## Soft warnings of who a patient is: a reason is asked and kept\n",
        *_table(
            ("Name", "Warning"),
            ((each.__name__, _sentence(each)) for each in (*DUPLICATE_WARNINGS, born_otherwise)),
        ),
        "\n## Data-quality rules: a query is opened\n",
        *_table(
            ("Name", "Table", "Field", "Question"),
            ((rule.name, rule.table, rule.field, rule.sentence) for rule in QUALITY_RULES.values()),
        ),
    ]
    return "\n".join(parts) + "\n"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _sentence(function: object) -> str:
    return (inspect.getdoc(function) or "").splitlines()[0]


def _field_rules() -> Iterator[tuple[str, str, str]]:
    for form in _FORMS:
        declared = form._declared_fields  # noqa: SLF001 - without an instance, which needs settings
        for name, field in declared.items():
            if field.required:
                yield form.__name__, name, "Needed."
            for validator in field.validators:
                if isinstance(validator, validate.Range | validate.Length):
                    yield form.__name__, name, str(validator.error)


def _record_rules() -> Iterator[tuple[str, str, str]]:
    for package in (domain, services):
        for path in sorted(Path(str(package.__path__[0])).rglob("*.py")):
            if path.stem not in {"rules", "warnings"}:
                yield from _rules_of(path)


def _rules_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each rule that a module makes itself, and each shared one it calls, at its field."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        own = (ast.get_docstring(function) or "").partition("\n")[0]
        for call in ast.walk(function):
            match call:
                case ast.Call(
                    func=ast.Name(id="BrokenRule"),
                    args=[ast.Constant(value=field), ast.Constant(value=str(sentence))],
                ):
                    yield path.stem, str(field), sentence
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=field), *_]):
                    sentence = own if name == "BrokenRule" else _shared(name)
                    if sentence and isinstance(field, str):
                        yield path.stem, field, sentence


def _shared(name: str) -> str:
    return _sentence(_SHARED[name]) if name in _SHARED else ""
