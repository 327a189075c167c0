import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import cast

import pdfplumber
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from registry.analysis.results import CohortSummary, SiteOrigin
from registry.domain.codes import DataOrigin
from registry.settings import PageSize
from reports.cohort import cohort_report
from tests.conftest import ROOT
from tests.factories.reports import ZHANG_2023, report_context
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.reports.conftest import Analysed

LONG_WORD = "Wirbelsäulenzentrum" * 11
MARKUP = "<b>&{}</b> %s {0} </para> &amp;"
HEAD_AND_FOOT = 10 * 72 / 25.4


def pages(report: bytes) -> list[str]:
    texts = [page.extract_text() for page in PdfReader(BytesIO(report)).pages]
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def inside(thing: PdfObject) -> DictionaryObject:
    """Return the dictionary that a PDF object is or points to."""
    return cast("DictionaryObject", thing.get_object())


def named(name: str) -> CohortSummary:
    """Return a cohort whose site and caveat have this name."""
    origin = SiteOrigin(
        site_code="A", site_name=name, origin=DataOrigin.SYNTHETIC, note=name, treated=300
    )
    return cohort_summary(origins=(origin,))


def test_the_same_input_gives_the_same_bytes() -> None:
    first = cohort_report(cohort_summary(), report_context())
    assert cohort_report(cohort_summary(), report_context()) == first


def test_another_process_hash_seed_and_time_zone_give_the_same_bytes() -> None:
    program = (
        "import sys\n"
        "from reports.cohort import cohort_report\n"
        "from tests.factories.reports import ZHANG_2023, report_context\n"
        "from tests.factories.results import cohort_summary\n"
        "sys.stdout.buffer.write(cohort_report(cohort_summary(), report_context()))\n"
    )
    elsewhere = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"}
    printed = subprocess.run(  # noqa: S603 - the program is the string above
        [sys.executable, "-c", program], cwd=ROOT, env=elsewhere, capture_output=True, check=True
    )
    assert printed.stdout == cohort_report(cohort_summary(), report_context())


def test_the_key_page_tells_the_headline_numbers_and_the_verdict() -> None:
    key_page = pages(cohort_report(cohort_summary(), report_context()))[0]
    for expected in (
        "300",
        "85.2 %",
        "201 of 236 due",
        "95 % CI 31.0 to 37.1 mm; 201 pairs",
        "Zhang 2023: 41.6 (24.3 to 58.9)",
        "lies inside the 95 % confidence interval of Zhang 2023 (24.3 to 58.9).",
        "Change = baseline − follow-up: positive = improvement.",
    ):
        assert expected in key_page


def test_published_patients_are_not_titled_as_treated_with_stem_cells() -> None:
    origin = SiteOrigin(
        site_code="P", site_name="P", origin=DataOrigin.PUBLISHED, note="Not MSC.", treated=300
    )
    key_page = pages(cohort_report(cohort_summary(origins=(origin,)), report_context()))[0]
    assert "Outcomes of published patients, not treated with MSC" in key_page
    assert "stem cell" not in key_page


def test_the_report_tells_what_its_numbers_were_made_from() -> None:
    summary = cohort_summary()
    text = " ".join(pages(cohort_report(summary, report_context())))
    for expected in (
        summary.snapshot_sha256,
        "average pain in the last week",
        "First spine surgery at a treated level",
        "lifelines 0.30.3",
        "doi 10.3389/fbioe.2023.1155357",
        "Its limits: few studies;",
        'log-log interval (R: conf.type = "log-log")',
        "149 of 198",
    ):
        assert expected in text


def test_the_report_names_the_version_of_a_publication_where_it_was_kept() -> None:
    kept = replace(ZHANG_2023, sha256="3c1b002dfde684cf" * 4, own=True)
    text = " ".join(pages(cohort_report(cohort_summary(), report_context(publications=(kept,)))))
    assert "Added by the clinic. Version 3c1b002dfde6." in text
    before = " ".join(pages(cohort_report(cohort_summary(), report_context())))
    assert "Read: abstract and a summary of the full text." in before
    assert "Added by the clinic" not in before


def test_synthetic_data_are_called_so_on_every_page() -> None:
    caveat = "Made from stated parameters."
    summary = cohort_summary(origins=(replace(cohort_summary().origins[0], note=caveat),))
    for text in pages(cohort_report(summary, report_context())):
        assert text.count("Synthetic data") >= 1
        assert caveat in text


def test_more_caveats_than_a_page_can_carry_are_summed_up_and_listed_once() -> None:
    origin = cohort_summary().origins[0]
    origins = tuple(
        replace(origin, site_code=f"S{site}", note=f"Note {site}: {'made up for a test, ' * 9}")
        for site in range(40)
    )
    report = cohort_report(cohort_summary(origins=origins), report_context())
    assert_inside_frame(report)
    texts = pages(report)
    assert all("stands under “Where the data come from”." in text for text in texts)
    assert all(f"Note {site}:" in " ".join(texts) for site in range(40))


def test_clinical_data_carry_no_caveat() -> None:
    clinical = replace(cohort_summary().origins[0], origin=DataOrigin.CLINICAL)
    report = cohort_report(cohort_summary(origins=(clinical,)), report_context())
    assert not any("Synthetic data" in text for text in pages(report))


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_every_page_says_which_it_is_of_how_many(page_size: PageSize) -> None:
    texts = pages(cohort_report(cohort_summary(), report_context(page_size=page_size)))
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of" in text
        assert text.endswith(str(len(texts))) or f"of {len(texts)}" in text


def test_contents_and_outline_lead_to_the_pages_of_the_sections() -> None:
    reader = PdfReader(BytesIO(cohort_report(cohort_summary(), report_context())))
    texts = [page.extract_text() for page in reader.pages]
    titles = []
    for entry in reader.outline:
        assert not isinstance(entry, list)
        page = reader.get_destination_page_number(entry)
        assert page is not None
        assert str(entry.title) in texts[page]
        titles.append(entry.title)
    assert titles == [
        "Patients and follow-up",
        "Pain and disability",
        "Safety",
        "Reoperation",
        "Subgroups",
        "Benchmark",
        "Sites",
        "Sensitivity",
        "Methods",
    ]


def test_every_face_is_embedded() -> None:
    reader = PdfReader(BytesIO(cohort_report(cohort_summary(), report_context())))
    faces = [
        inside(font)
        for page in reader.pages
        for font in inside(inside(page["/Resources"])["/Font"]).values()
    ]
    assert faces
    for face in faces:
        assert "/FontFile2" in inside(face["/FontDescriptor"]), face["/BaseFont"]


def test_title_and_language_are_in_the_metadata() -> None:
    reader = PdfReader(BytesIO(cohort_report(cohort_summary(), report_context())))
    assert reader.metadata is not None
    assert reader.metadata.title == "MSC Outcomes Registry: cohort report, All sites"
    assert str(reader.root_object["/Lang"]) == "en-GB"


@pytest.mark.parametrize(
    ("patients", "page_size"), [(0, "Letter"), (1, "A4"), (12, "Letter"), (300, "A4")]
)
def test_nothing_leaves_the_frame_of_the_page(
    analysed: Analysed, patients: int, page_size: PageSize
) -> None:
    report = cohort_report(analysed(patients), report_context(page_size=page_size))
    assert_inside_frame(report)


@pytest.mark.parametrize(
    ("name", "page_size"),
    [
        (LONG_WORD, "A4"),
        (LONG_WORD, "Letter"),
        (MARKUP, "A4"),
        ("O’Brien & Söhne <Klinik>", "A4"),
    ],
)
def test_any_name_survives(name: str, page_size: PageSize) -> None:
    context = report_context(
        sites_label=name, registry_name=name, period_label=name, page_size=page_size
    )
    report = cohort_report(named(name), context)
    assert_inside_frame(report)
    unbroken = "".join("".join(pages(report)).split())
    assert "".join(name.split()) in unbroken


def test_nobody_at_all_is_a_report_that_says_so() -> None:
    text = " ".join(pages(cohort_report(empty_cohort_summary(), report_context())))
    assert "no patients treated" in text
    assert "not estimable (n = 0, at least 1 needed)" in text


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(analysed: Analysed) -> None:
    for patients in (0, 1, 300):
        with pdfplumber.open(BytesIO(cohort_report(analysed(patients), report_context()))) as pdf:
            for page in pdf.pages:
                sizes = [char["size"] for char in page.chars if char["bottom"] < page.height - 50]
                assert sizes[-1] < 10, page.page_number


def assert_inside_frame(report: bytes) -> None:
    """Check that no letter, line or area lies outside the frame, head and foot included."""
    with pdfplumber.open(BytesIO(report)) as pdf:
        for page in pdf.pages:
            side = 20 * 72 / 25.4 - 1
            for kind in ("char", "line", "rect", "curve"):
                for item in page.objects.get(kind, []):
                    where = (page.page_number, kind, item.get("text"), item["x0"], item["x1"])
                    assert item["x0"] >= side, where
                    assert item["x1"] <= page.width - side, where
                    assert item["top"] >= HEAD_AND_FOOT, where
                    assert item["bottom"] <= page.height - HEAD_AND_FOOT, where
