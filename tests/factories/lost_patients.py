"""The baseline of 184 patients followed at one year and of 42 lost."""

from registry.analysis.estimates import NotEstimable
from registry.analysis.patient_results import GroupMoments, StandardisedDifference


def followed_and_lost() -> tuple[StandardisedDifference, ...]:
    """Return a number, two codes, and a number that only one of the lost has."""
    one = NotEstimable(reason="a difference needs patients on both sides", n=1, minimum=2)
    return (
        _row("age_years", None, (184, 42.9, 8.7), (42, 40.1, 9.2), 0.31),
        _row("sex", "female", (184, 0.52, 0.501), (42, 0.38, 0.492), 0.28),
        _row("sex", "male", (184, 0.48, 0.501), (42, 0.62, 0.492), -0.28),
        _row("baseline_odi", None, (180, 44.2, 12.1), (1, 51.0, None), one),
    )


def _row(
    variable: str,
    code: str | None,
    followed: tuple[int, float, float | None],
    lost: tuple[int, float, float | None],
    difference: float | NotEstimable,
) -> StandardisedDifference:
    groups = [
        GroupMoments(n=n, mean=mean, standard_deviation=spread)
        for n, mean, spread in (followed, lost)
    ]
    return StandardisedDifference(
        variable=variable, code=code, followed=groups[0], lost=groups[1], difference=difference
    )
