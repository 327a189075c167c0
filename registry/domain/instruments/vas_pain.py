"""Pain on a visual analogue scale, 0 (none) to 100 mm (worst imaginable)."""

from registry.domain.instruments.instrument import Instrument, InstrumentCode

# Boonstra 2014 gives whole millimetres: mild to 34, moderate to 74, severe from 75.
_BANDS = ((34.0, "mild"), (74.0, "moderate"), (100.0, "severe"))

VAS_BACK = Instrument(
    code=InstrumentCode.VAS_BACK,
    name="VAS back",
    unit="mm",
    bands=_BANDS,
    source="Boonstra 2014",
)

VAS_LEG = Instrument(
    code=InstrumentCode.VAS_LEG,
    name="VAS leg",
    unit="mm",
    bands=_BANDS,
    source="Boonstra 2014",
)
