"""The restricted likelihood of repeated measures with unstructured covariance."""

from dataclasses import dataclass

import numpy as np

from registry.analysis.mmrm_patterns import Floats, Patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The model at one covariance: coefficients (p,), their covariance (p, p), the criterion.

    ``criterion`` is −2 × the restricted log-likelihood without its constant; ``gradient`` is its
    derivative by the elements of the covariance, (T, T) symmetric.
    """

    criterion: float
    gradient: Floats
    coefficients: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedLikelihood:
    """Patients by pattern, and how covariates enter each visit.

    ``design`` is (k, T, p): the row of a patient at visit t is Σ z_k × design[k, t].
    """

    patterns: Patterns
    design: Floats

    def at(self, covariance: Floats) -> State:
        """Fit the coefficients by generalised least squares under a covariance (T, T)."""
        sums = self.patterns
        whole = self._whole(covariance)
        inverse = self._inverse(whole)
        by_visits = np.einsum("mkl,mst->klst", sums.covariates, inverse)
        information = self._between(by_visits)
        score = np.einsum("mst,mtk,ksp->p", inverse, sums.crossed, self.design, optimize=True)
        spread = np.asarray(np.linalg.inv(information), dtype=float)
        coefficients = spread @ score
        criterion = (
            float(sums.patients @ np.linalg.slogdet(whole)[1])
            + float(np.linalg.slogdet(information)[1])
            + float(np.sum(inverse * sums.outcomes))
            - float(coefficients @ score)
        )
        return State(
            criterion=criterion,
            gradient=self._gradient(inverse, coefficients, spread),
            coefficients=coefficients,
            covariance=spread,
        )

    def contrast_gradient(self, covariance: Floats, spread: Floats, contrast: Floats) -> Floats:
        """Return the derivative of a contrast's variance by the elements of the covariance."""
        inverse = self._inverse(self._whole(covariance))
        moved = np.einsum("ksp,p->sk", self.design, spread @ contrast)
        inner = np.einsum("sk,mkl,tl->mst", moved, self.patterns.covariates, moved, optimize=True)
        return np.asarray((inverse @ inner @ inverse).sum(axis=0))

    def _whole(self, covariance: Floats) -> Floats:
        """Return for each pattern the covariance of its visits, with 1 for each of the others."""
        answered = self.patterns.answered
        both = answered[:, :, None] * answered[:, None, :]
        return np.asarray(covariance * both + np.eye(len(covariance)) * (1 - answered[:, :, None]))

    def _inverse(self, whole: Floats) -> Floats:
        answered = self.patterns.answered
        both = answered[:, :, None] * answered[:, None, :]
        return np.asarray(np.linalg.inv(whole) * both)

    def _between(self, by_visits: Floats) -> Floats:
        design = self.design
        return np.asarray(np.einsum("klst,ksp,ltq->pq", by_visits, design, design, optimize=True))

    def _gradient(self, inverse: Floats, coefficients: Floats, spread: Floats) -> Floats:
        sums = self.patterns
        fitted = np.einsum("ksp,p->sk", self.design, coefficients)
        crossed = sums.crossed @ fitted.T
        residual = sums.outcomes - crossed - crossed.transpose(0, 2, 1)
        residual = residual + fitted @ sums.covariates @ fitted.T
        hat = np.einsum("ksp,pq,ltq->klst", self.design, spread, self.design, optimize=True)
        leverage = np.einsum("mkl,klst->mst", sums.covariates, hat)
        outer = inverse @ (residual + leverage) @ inverse
        return np.asarray(np.einsum("m,mst->st", sums.patients, inverse) - outer.sum(axis=0))
