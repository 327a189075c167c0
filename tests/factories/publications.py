"""Publications to hold a cohort against."""

from dataclasses import replace

from registry.domain.benchmark import Design, Outcome, Publication, PublishedResult, Scale

VAS = PublishedResult(
    outcome=Outcome.VAS_BACK_CHANGE,
    measure="mean change, baseline − final follow-up, VAS 0–100",
    scale=Scale.POINTS_0_100,
    time_point="final follow-up",
    estimate=41.62,
    lower=24.32,
    upper=58.93,
    i_squared_percent=98,
    studies=4,
)
ODI = replace(VAS, outcome=Outcome.ODI_CHANGE, estimate=22.04, lower=8.75, upper=35.33, studies=5)
REOPERATION = replace(
    VAS,
    outcome=Outcome.REOPERATION,
    measure="pooled proportion reoperated",
    scale=Scale.PROPORTION,
    estimate=0.074,
    lower=0.009,
    upper=0.175,
    i_squared_percent=72,
    studies=None,
)
ZHANG = Publication(
    key="zhang2023",
    citation="Zhang W et al. (2023). Front Bioeng Biotechnol 11:1155357.",
    doi="10.3389/fbioe.2023.1155357",
    short_name="Zhang 2023",
    population="lumbar discogenic pain",
    product_types=("expanded_msc", "bone_marrow_concentrate"),
    treatment="MSC or bone-marrow concentrate into the disc",
    design=Design.BEFORE_AFTER,
    pooled=True,
    reference=True,
    read="abstract",
    limits=("few studies",),
    results=(VAS, ODI, REOPERATION),
)
