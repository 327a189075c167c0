"""The way of the patients through the registry, in boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from registry.analysis.patient_results import PatientFlow, VisitFlow
from registry.display.charts.axes import Frame
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.flow_boxes import FlowBox, add_arrow, add_box
from registry.display.charts.lettering import blank
from registry.display.numbers import bare, in_months

TITLE = "Flow of patients"
_NOBODY = "Nobody was enrolled by the cut-off."
_ACROSS = 18.0
_DOWN = 11.0
_EDGE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """One step down: who goes on in the middle, who does not at the left, what became of them."""

    middle: FlowBox
    left: FlowBox | None = None
    right: FlowBox | None = None

    @property
    def height(self) -> float:
        """The height of its tallest box."""
        return max(box.height for box in (self.left, self.middle, self.right) if box)


def patient_flow_chart(flow: PatientFlow, *, width: float) -> Chart:
    """Draw the stages from enrolment to the last visit; their number makes the height."""
    if not flow.enrolled:
        return sentence_chart(TITLE, _NOBODY, width=width)
    stages = tuple(_stages(flow))
    drawing = blank(width, sum(stage.height + _DOWN for stage in stages) - _DOWN + 2 * _EDGE)
    top = drawing.height - _EDGE
    above = None
    for stage in stages:
        place = _add_stage(drawing, stage, middle=top - stage.height / 2)
        if above:
            add_arrow(drawing, (place.middle, above.bottom), (place.middle, place.top))
        above, top = place, top - stage.height - _DOWN
    return Chart(drawing=drawing, title=TITLE, description=_description(flow))


def _add_stage(drawing: Drawing, stage: _Stage, *, middle: float) -> Frame:
    """Draw the boxes of one stage, centred at one height; return the place of the main one."""
    width = (drawing.width - 2 * _EDGE - 2 * _ACROSS) / 3
    main = _place(stage.middle, _EDGE + width + _ACROSS, width, middle)
    add_box(drawing, main, stage.middle)
    if stage.left:
        place = _place(stage.left, _EDGE, width, middle)
        add_box(drawing, place, stage.left)
        add_arrow(drawing, (main.left, middle), (place.right, middle))
    if stage.right:
        place = _place(stage.right, main.right + _ACROSS, width, middle)
        add_box(drawing, place, stage.right)
        add_arrow(drawing, (main.right, middle), (place.left, middle))
    return main


def _place(box: FlowBox, left: float, width: float, middle: float) -> Frame:
    half = box.height / 2
    return Frame(left=left, right=left + width, bottom=middle - half, top=middle + half)


def _stages(flow: PatientFlow) -> Iterator[_Stage]:
    not_treated = _count(flow.enrolled - flow.treated_at_sites, "not treated")
    yield _Stage(
        middle=FlowBox(lines=(_count(flow.enrolled, "enrolled"),), main=True),
        left=FlowBox(lines=(not_treated,)),
    )
    treated = FlowBox(lines=(_count(flow.treated_at_sites, "treated"),), main=True)
    by_cut_off = FlowBox(lines=("By the cut-off", *_endings(flow)))
    if flow.treated == flow.treated_at_sites:
        yield _Stage(middle=treated, right=by_cut_off)
    else:
        others = _count(flow.treated_at_sites - flow.treated, "in other groups")
        chosen = _count(flow.treated, "in the groups")
        yield _Stage(middle=treated, left=FlowBox(lines=(others,)))
        yield _Stage(middle=FlowBox(lines=(chosen,), main=True), right=by_cut_off)
    yield from (_visit(visit) for visit in flow.visits)


def _visit(visit: VisitFlow) -> _Stage:
    return _Stage(
        left=FlowBox(
            lines=(
                _count(visit.no_longer_asked, "no longer asked"),
                _count(visit.not_yet_due, "not yet due"),
            )
        ),
        middle=FlowBox(
            lines=(_count(visit.due, "due"), f"at {in_months(visit.months)}"), main=True
        ),
        right=FlowBox(
            lines=(_count(visit.answered, "answered"), _count(visit.not_answered, "did not answer"))
        ),
    )


def _endings(flow: PatientFlow) -> tuple[str, ...]:
    return (
        _count(flow.died, "died"),
        _count(flow.withdrawn, "withdrew"),
        _count(flow.lost, "lost to follow-up"),
        _count(flow.transferred, "transferred"),
    )


def _count(count: int, what: str) -> str:
    return f"{bare(count, 'count')} {what}"


def _description(flow: PatientFlow) -> str:
    chosen = flow.treated != flow.treated_at_sites
    stages = (
        _count(flow.enrolled, "enrolled"),
        _count(flow.treated_at_sites, "treated"),
        *((_count(flow.treated, "in the groups"),) if chosen else ()),
    )
    visits = "".join(
        f" At {in_months(visit.months)}: {_count(visit.due, 'due')}, "
        f"{_count(visit.answered, 'answered')}."
        for visit in flow.visits
    )
    return f"{', '.join(stages)}. By the cut-off: {', '.join(_endings(flow))}.{visits}"
