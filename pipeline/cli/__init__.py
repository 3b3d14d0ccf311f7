"""The command line: `ionlit COMMAND`; one module per command, errors as one sentence."""

from pipeline.cli.app import main

__all__ = ["main"]
