"""Files, clocks, Prefect, scores and the command line around the extractors.

>>> from pipeline import load_dataset
>>> frame = load_dataset("outputs/baseline")
>>> conductors = frame[(frame.property == "ionic_conductivity") & (frame.norm_low > 1e-3)]
>>> bool(conductors.norm_unit.eq("S/cm").all())
True
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.dataset import load_dataset

__all__ = ["load_dataset"]


def __getattr__(name: str) -> object:
    # pandas takes half a second, which `ionlit extract` does not have
    if name == "load_dataset":
        from pipeline.dataset import load_dataset

        return load_dataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
