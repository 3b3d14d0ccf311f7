"""A run or dataset as pages to look at: one HTML file for all, one for each paper, plots as PNG and SVG."""

from pipeline.report.write import Written, write_report

__all__ = ["Written", "write_report"]
