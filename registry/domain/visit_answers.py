"""What is answered at a visit besides the instruments; no code at all is “not asked”."""

from registry.domain.codes import Code


class Satisfaction(Code):
    """Satisfaction with the treatment, as answered at a visit."""

    VERY_SATISFIED = "very_satisfied", "Very satisfied"
    SATISFIED = "satisfied", "Satisfied"
    NEITHER = "neither", "Neither satisfied nor dissatisfied"
    DISSATISFIED = "dissatisfied", "Dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied", "Very dissatisfied"
    NOT_ANSWERED = "not_answered", "Asked, not answered"


class GlobalChange(Code):
    """Patient global impression of change since the treatment."""

    VERY_MUCH_IMPROVED = "very_much_improved", "Very much improved"
    MUCH_IMPROVED = "much_improved", "Much improved"
    MINIMALLY_IMPROVED = "minimally_improved", "Minimally improved"
    NO_CHANGE = "no_change", "No change"
    MINIMALLY_WORSE = "minimally_worse", "Minimally worse"
    MUCH_WORSE = "much_worse", "Much worse"
    VERY_MUCH_WORSE = "very_much_worse", "Very much worse"
    NOT_ANSWERED = "not_answered", "Asked, not answered"
