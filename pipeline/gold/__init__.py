"""The gold set: what a statement is, loading, checking, packing, and the agreement of two passes."""

from pipeline.gold.check import check_gold
from pipeline.gold.fault import Fault
from pipeline.gold.load import GoldDocument, GoldFact, GoldReference, load_gold
from pipeline.gold.statement import Spot, Statement

__all__ = [
    "Fault",
    "GoldDocument",
    "GoldFact",
    "GoldReference",
    "Spot",
    "Statement",
    "check_gold",
    "load_gold",
]
