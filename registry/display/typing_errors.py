"""How often two typings of the same paper differed, in a sentence."""

from registry.display.numbers import count_noun, count_of, number
from registry.domain.second_typing import TypingErrors


def typing_sentence(found: TypingErrors) -> str:
    r"""Say in how many of the fields that were typed twice the two typings differed.

    Examples
    --------
    >>> typing_sentence(TypingErrors(visits=1, fields_compared=14, fields_different=2))
    '1 visit was typed twice: 2 of 14 fields differed (14.3\u202f%).'
    """
    visits = f"{count_noun(found.visits, 'visit')} {'was' if found.visits == 1 else 'were'}"
    share = found.fields_different / found.fields_compared if found.fields_compared else 0.0
    fields = count_of(found.fields_different, found.fields_compared)
    return f"{visits} typed twice: {fields} fields differed ({number(share, 'share')})."
