"""All instruments of the registry, in the order in which they are asked and shown."""

from registry.domain.instruments.instrument import Instrument, InstrumentCode
from registry.domain.instruments.odi import ODI
from registry.domain.instruments.vas_pain import VAS_BACK, VAS_LEG

INSTRUMENTS: dict[InstrumentCode, Instrument] = {
    instrument.code: instrument for instrument in (VAS_BACK, VAS_LEG, ODI)
}
