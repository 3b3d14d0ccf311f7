"""The gold set: what a statement is, loading, checking, packing, and the agreement of two passes."""

from pipeline.gold.check import check_gold
from pipeline.gold.claim import Claim, Spot
from pipeline.gold.fault import Fault
from pipeline.gold.load import GoldDocument, GoldFact, GoldReference, load_gold

__all__ = [
    "Claim",
    "Fault",
    "GoldDocument",
    "GoldFact",
    "GoldReference",
    "Spot",
    "check_gold",
    "load_gold",
]
