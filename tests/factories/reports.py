"""What a report of synthetic patients says besides its results."""

from dataclasses import replace
from typing import Any

from registry.domain.benchmark import Design, Publication
from reports.context import ReportContext

ZHANG_2023 = Publication(
    key="zhang2023",
    citation="Zhang W et al. (2023). Front Bioeng Biotechnol 11:1155357.",
    doi="10.3389/fbioe.2023.1155357",
    short_name="Zhang 2023",
    population="lumbar discogenic pain, 245 patients",
    treatment="MSC or bone-marrow concentrate into the disc",
    product_types=("expanded_msc", "bone_marrow_concentrate"),
    design=Design.BEFORE_AFTER,
    pooled=True,
    reference=True,
    read="abstract and a summary of the full text",
    limits=(
        "few studies",
        "mixed and unstated follow-up times (“final follow-up”)",
        "uncontrolled before–after change",
        "selected, mostly single-level patients",
        "bone-marrow cells only",
    ),
    results=(),
)


def report_context(**overrides: Any) -> ReportContext:  # noqa: ANN401 - any field of the context
    """Return the context of an A4 report on all sites."""
    context = ReportContext(
        registry_name="MSC Outcomes Registry",
        sites_label="All sites",
        period_label="Data cut-off 30 September 2026",
        page_size="A4",
        program_version="0.1.0",
        library_versions=(("Python", "3.11.2"), ("pandas", "2.3.3"), ("lifelines", "0.30.3")),
        settings_shown=(
            ("Pain question", "average pain in the last week"),
            ("ODI sections that must be answered", "9 of 10"),
            ("Baseline at most", "90 days before treatment"),
            ("Curve stopped where at risk fewer than", "10"),
        ),
        publications=(ZHANG_2023,),
    )
    return replace(context, **overrides)
