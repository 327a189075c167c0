"""Which operations are the event of the survival analysis."""

from collections.abc import Set as AbstractSet

from registry.domain.codes import DiscLevel, EventDefinition, Procedure


def is_event(
    definition: EventDefinition,
    *,
    procedure: Procedure,
    operated: AbstractSet[DiscLevel],
    treated: AbstractSet[DiscLevel],
) -> bool:
    """Return whether an operation is the event.

    Examples
    --------
    >>> is_event(
    ...     EventDefinition.SURGERY_AT_TREATED_LEVEL,
    ...     procedure=Procedure.FUSION,
    ...     operated={DiscLevel.L4_L5, DiscLevel.L5_S1},
    ...     treated={DiscLevel.L5_S1},
    ... )
    True
    """
    if definition is EventDefinition.ANY_REINTERVENTION:
        return True
    if procedure is Procedure.REPEAT_INJECTION:
        return False
    return definition is EventDefinition.ANY_LUMBAR_SURGERY or bool(operated & treated)
