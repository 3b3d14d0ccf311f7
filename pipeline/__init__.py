"""Files, clocks, Prefect, scores and the command line around the extractors."""
