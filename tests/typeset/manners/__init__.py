"""Tables in the manners of publishers that the generator of the bank lacks, with known cells.

Half of the manners are kept for evaluation: rules are never written on them, only their sums are looked at.
"""

from tests.typeset.manners import fresh, journals, manuscripts, printers, shapes, supplements
from tests.typeset.manners.manner import MANNERS, Manner, build_manners, typeset_manner

__all__ = [
    "MANNERS",
    "Manner",
    "build_manners",
    "fresh",
    "journals",
    "manuscripts",
    "printers",
    "shapes",
    "supplements",
    "typeset_manner",
]
