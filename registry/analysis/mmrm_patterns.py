"""Repeated measures by missing pattern: all that the likelihood needs of the patients."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patients who answered the same visits, as sums of products, a pattern a row.

    With m patterns, T visits and k covariates: ``answered`` (m, T) is 1 where the visit was
    answered, ``patients`` (m,) their number, ``covariates`` (m, k, k) Σ z zᵀ, ``crossed``
    (m, T, k) Σ y zᵀ and ``outcomes`` (m, T, T) Σ y yᵀ, with 0 where a visit was not answered.
    """

    answered: Floats
    patients: Floats
    covariates: Floats
    crossed: Floats
    outcomes: Floats


def patterns_of(outcomes: Floats, covariates: Floats) -> Patterns:
    """Sum the patients of each missing pattern, in one pass.

    Parameters
    ----------
    outcomes
        Patients × visits; NaN where a visit was not answered. Who answered none is left out.
    covariates
        Patients × covariates, none missing.
    """
    answered = ~np.isnan(outcomes)
    some = answered.any(axis=1)
    y, z = np.nan_to_num(outcomes[some]), covariates[some]
    rows, member, patients = np.unique(
        answered[some], axis=0, return_inverse=True, return_counts=True
    )
    order = np.argsort(member.ravel(), kind="stable")
    starts = np.concatenate([[0], np.cumsum(patients)[:-1]])
    lots = [slice(start, start + count) for start, count in zip(starts, patients, strict=True)]
    y, z = y[order], z[order]
    return Patterns(
        answered=rows.astype(float),
        patients=patients.astype(float),
        covariates=np.stack([z[lot].T @ z[lot] for lot in lots]),
        crossed=np.stack([y[lot].T @ z[lot] for lot in lots]),
        outcomes=np.stack([y[lot].T @ y[lot] for lot in lots]),
    )
