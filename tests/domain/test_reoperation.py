"""An operation's relation to the treated discs follows from the levels."""

import pytest

from registry.domain.codes import DiscLevel
from registry.domain.reoperation import LevelRelation, level_relation

L1, L2, L3, L4, L5 = DiscLevel


@pytest.mark.parametrize(
    ("operated", "treated", "relation"),
    [
        ([L4], [L4], LevelRelation.SAME),
        ([L3], [L4], LevelRelation.ADJACENT),
        ([L5], [L4], LevelRelation.ADJACENT),
        ([L2], [L4], LevelRelation.OTHER),
        ([L1, L4], [L4], LevelRelation.SAME),
        ([L1, L3], [L4], LevelRelation.ADJACENT),
        ([L2], [L4, L3], LevelRelation.ADJACENT),
        ([L1], [L5, L4], LevelRelation.OTHER),
    ],
)
def test_the_closest_level_decides(
    operated: list[DiscLevel], treated: list[DiscLevel], relation: LevelRelation
) -> None:
    assert level_relation(operated, treated) is relation


def test_nothing_is_said_where_the_treated_discs_are_not_known() -> None:
    assert level_relation([L4], []) is None
