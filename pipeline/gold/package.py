"""The data package that makes gold readable to other tools: one resource per file, each with its schema."""

import json
from pathlib import Path
from typing import Any

from pipeline.gold.load import RECORDS, REFERENCES, find_documents

PACKAGE = "datapackage.json"


def describe_package(gold: Path) -> dict[str, Any]:
    """Describe the files below a gold folder as a Frictionless data package."""
    resources = [_describe("splits", "splits.csv", "schema/splits.json")]
    for folder in find_documents(gold):
        for name in (RECORDS, REFERENCES):
            if (folder / name).is_file():
                kind = name.removesuffix(".csv")
                path = (folder / name).relative_to(gold).as_posix()
                resources.append(_describe(f"{folder.name}-{kind}".lower(), path, f"schema/{kind}.json"))
    return {
        "profile": "tabular-data-package",
        "name": "ionlit-gold",
        "title": "Hand-curated statements of ionic conductivity and related properties in papers",
        "description": "Facts with their places, no sentences of the papers; README.md holds the protocol.",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }


def write_package(gold: Path) -> Path:
    """Write datapackage.json for the files that are there and return its path."""
    path = gold / PACKAGE
    path.write_text(json.dumps(describe_package(gold), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _describe(name: str, path: str, schema: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
