"""A treatment’s discs are flat fields and become entries."""

from datetime import date

from registry.domain.codes import (
    DiscLevel,
    Donor,
    Modic,
    Pfirrmann,
    ProductType,
    TissueSource,
    YesNoUnknown,
)
from registry.domain.treatment import RecordTreatment, TreatedLevelEntry
from registry.forms.bound import BoundForm, Posted
from registry.forms.treatment import RecordTreatmentForm

TREATMENT: Posted = {
    "treated_on": ["4.3.2025"],
    "product_type": ["expanded_msc"],
    "tissue_source": ["bone_marrow"],
    "donor": ["autologous"],
    "volume_ml": ["1,5"],
    "treated_L4-L5": ["on"],
    "pfirrmann_L4-L5": ["4"],
    "treated_L5-S1": ["on"],
    "modic_L5-S1": ["0"],
    "previous_surgery_L5-S1": ["no"],
}


def test_a_treatment_has_one_entry_for_each_ticked_disc() -> None:
    form = BoundForm.posted(RecordTreatmentForm(), TREATMENT)
    assert form.command == RecordTreatment(
        treated_on=date(2025, 3, 4),
        product_type=ProductType.EXPANDED_MSC,
        tissue_source=TissueSource.BONE_MARROW,
        donor=Donor.AUTOLOGOUS,
        volume_ml=1.5,
        levels=(
            TreatedLevelEntry(level=DiscLevel.L4_L5, pfirrmann=Pfirrmann.GRADE_4),
            TreatedLevelEntry(
                level=DiscLevel.L5_S1, modic=Modic.TYPE_0, previous_surgery=YesNoUnknown.NO
            ),
        ),
    )


def test_what_is_said_of_a_disc_that_is_not_ticked_is_not_lost() -> None:
    form = BoundForm.posted(RecordTreatmentForm(), {**TREATMENT, "modic_L3-L4": ["1"]})
    assert form.errors == {"treated_L3-L4": ["Tick L3–L4 as treated, or clear what is said of it."]}


def test_a_treatment_cannot_say_through_the_form_that_its_discs_are_not_published() -> None:
    form = BoundForm.posted(RecordTreatmentForm(), {**TREATMENT, "levels_not_published": ["on"]})
    assert form.errors == {"levels_not_published": ["The form has no such field."]}
