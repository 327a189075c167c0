"""What is withheld of a report that leaves the clinic: small counts, and what would reveal them."""

from collections.abc import Sequence


def hidden_parts(columns: Sequence[Sequence[int]], *, minimum: int) -> frozenset[int]:
    """Choose the rows of a table whose counts are withheld.

    Parameters
    ----------
    columns
        Counts; each column has one count a row, and its sum is published or can be known.
    minimum
        Counts from 1 to below it are withheld; 0 is told.

    Returns
    -------
    frozenset of int
        The numbers of the rows: those with a small count in any column, and as many more, the
        smallest first, as keep each small count from being found by subtraction.

    Notes
    -----
    Primary suppression by a threshold, then complementary suppression within a partition. From
    what is published the hidden counts of a column are known to add up to S, and no more: each
    may be anything from 0 to S. That is no protection where one count is hidden, or where S
    itself is small; so rows are added until two or more are hidden and S reaches ``minimum`` in
    each column that hides a small count. Where no row is left to add, all are hidden.

    References
    ----------
    Hundepool A et al. (2012). Statistical Disclosure Control. Wiley, sections 4.2 and 4.4.

    Examples
    --------
    >>> sorted(hidden_parts([[120, 60, 3]], minimum=5))
    [1, 2]
    >>> sorted(hidden_parts([[120, 60, 4, 3, 0]], minimum=5))
    [2, 3]
    >>> sorted(hidden_parts([[120, 60, 0]], minimum=5))
    []
    """
    rows = range(len(columns[0]) if columns else 0)
    hidden = {row for row in rows if any(0 < column[row] < minimum for column in columns)}
    while not _is_protected(columns, hidden, minimum) and len(hidden) < len(rows):
        hidden.add(min(set(rows) - hidden, key=lambda row: _cost(columns, row)))
    return frozenset(hidden)


def _is_protected(columns: Sequence[Sequence[int]], hidden: set[int], minimum: int) -> bool:
    """Return whether no small count of any column is known from the sum of what is hidden."""
    for column in columns:
        counts = [column[row] for row in hidden]
        if any(0 < count < minimum for count in counts) and (
            len(counts) < 2 or sum(counts) < minimum  # noqa: PLR2004 - one alone is the sum
        ):
            return False
    return True


def _cost(columns: Sequence[Sequence[int]], row: int) -> tuple[bool, int, int]:
    """Order rows by what is lost with them; rows of nobody hide nothing and come last."""
    patients = sum(column[row] for column in columns)
    return patients == 0, patients, row
