"""Sites: the clinics that take part."""

from dataclasses import dataclass

from registry.domain.codes import DataOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSite:
    """A clinic that joins; ``origin_note`` is said beside data that are not clinical."""

    code: str
    name: str
    time_zone: str
    data_origin: DataOrigin = DataOrigin.CLINICAL
    origin_note: str | None = None
