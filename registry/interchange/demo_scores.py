"""Draw the scores of the synthetic cohort: bounded, with the means that are stated."""

from dataclasses import dataclass
from random import Random

from registry.domain.instruments.odi import MAXIMUM_ANSWER, OdiSection
from registry.domain.visit import OdiEntry
from registry.interchange.demo_parameters import BaselineTruth, DemoParameters, ImprovementTruth

_LOWEST_MEAN, _HIGHEST_MEAN = 3.0, 97.0
_LARGEST_SD_OF_BOUND = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueScores:
    """What a patient would answer if no answer were rounded."""

    vas_back: float
    vas_leg: float
    odi: float


def draw_score(random: Random, mean: float, sd: float) -> float:
    """Draw from the beta distribution on 0-100 of that mean and standard deviation.

    Notes
    -----
    A beta distribution keeps the mean within the bounds of the scale, where a cut-off normal
    distribution would shift it.
    """
    share = min(max(mean, _LOWEST_MEAN), _HIGHEST_MEAN) / 100
    largest = share * (1 - share) * _LARGEST_SD_OF_BOUND
    concentration = share * (1 - share) / min((sd / 100) ** 2, largest) - 1
    return 100 * random.betavariate(share * concentration, (1 - share) * concentration)


def draw_baseline(random: Random, truth: BaselineTruth) -> TrueScores:
    """Draw a patient’s scores before treatment."""
    back = draw_score(random, truth.vas_back_mean, truth.vas_back_sd)
    odi_mean = truth.odi_mean + truth.odi_per_vas_point * (back - truth.vas_back_mean)
    return TrueScores(
        vas_back=back,
        vas_leg=draw_score(random, truth.vas_leg_mean, truth.vas_leg_sd),
        odi=draw_score(random, odi_mean, truth.odi_sd),
    )


def draw_follow_up(
    random: Random, baseline: TrueScores, truth: ImprovementTruth, *, visit: str, own: float
) -> TrueScores:
    """Draw a patient’s scores at a visit; ``own`` is how much more than average they improve."""

    def drawn(before: float, gone: float) -> float:
        return draw_score(random, before * (1 - gone - own), truth.sd_at_visit)

    return TrueScores(
        vas_back=drawn(baseline.vas_back, truth.vas_back[visit]),
        vas_leg=drawn(baseline.vas_leg, truth.vas_leg[visit]),
        odi=drawn(baseline.odi, truth.odi[visit]),
    )


def draw_own_improvement(random: Random, truth: ImprovementTruth) -> float:
    """Draw how much more than average a patient improves at every visit; the mean is 0."""
    return random.triangular(-truth.patient_spread, truth.patient_spread)


def odi_entry(random: Random, odi: float, parameters: DemoParameters) -> OdiEntry:
    """Spread a total over the ten sections; now and then one is left out."""
    places = [section for section in OdiSection for _ in range(MAXIMUM_ANSWER)]
    marked = random.sample(places, round(odi / 100 * len(places)))
    answers: dict[OdiSection, int | None] = {
        section: marked.count(section) for section in OdiSection
    }
    if random.random() < parameters.follow_up.section_not_answered:
        answers[OdiSection.SEX_LIFE] = None
    return OdiEntry(answers=answers)
