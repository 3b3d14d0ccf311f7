"""Rows made short for people: what a table on the terminal or in Markdown shows of them."""

from collections.abc import Callable, Mapping, Sequence

from pipeline.serialise import Json

View = dict[str, str]


def view_rows(rows: Sequence[Json], stage: str) -> list[View]:
    """The rows of a stage (`records`, `text`, `references`) as named short texts."""
    return [VIEWS[stage](row) for row in rows]


def view_record(row: Json) -> View:
    """A fact: what, how much, under which conditions, according to whom, where, and its doubts."""
    return {
        "material": row["composition"] or row["material"],
        "property": row["property"].replace("_", " "),
        "printed": _print_value(row),
        "normalised": _print_normalised(row),
        "T": row["temperature_text"] or (f"{row['temperature_k']:g} K" if row["temperature_k"] else ""),
        "kind": " ".join(filter(None, (row["kind"], row["origin"] if row["origin"] != "measured" else ""))),
        "condition": row["condition"],
        "refs": "this work" if row["this_work"] else ", ".join(map(str, row["refs"])),
        "place": f"p. {row['page']}, {row['where']}",
        "doubts": ", ".join(finding["code"] for finding in row["findings"]),
    }


def view_passage(row: Json) -> View:
    """A passage: where it stands, what it is, what it says."""
    return {"page": str(row["page"]), "kind": row["kind"], "section": row["section"], "text": row["text"]}


def view_reference(row: Json) -> View:
    """A reference: its number and the fields that were found in it."""
    pages = "–".join(filter(None, (row["first_page"], row["last_page"])))
    return {
        "number": str(row["number"]),
        "authors": ", ".join(row["authors"]),
        "title": row["title"] or "",
        "journal": row["journal"] or "",
        "year": str(row["year"] or ""),
        "volume": row["volume"] or "",
        "pages": pages,
        "doi": row["doi"] or (f"{doi} (looked up)" if (doi := row.get("resolved_doi")) else ""),
    }


def head_table(row: Json) -> str:
    """One line above a table: its number, caption and pages."""
    pages = ", ".join(map(str, row["pages"]))
    name = f"Table {row['number']}" if row["number"] else "Table"
    caption = row["caption"] if row["caption"].startswith(name) else f"{name}  {row['caption']}".rstrip()
    return f"{caption} (page {pages})"


def fill_grid(row: Json) -> list[list[str]]:
    """Head and body of a table; sub-headings of rows stand in a first column `group`."""
    head, body = list(row["columns"]), [list(cells) for cells in row["rows"]]
    if not any(row["groups"]):
        return [head, *body]
    return [["group", *head], *([group, *cells] for group, cells in zip(row["groups"], body, strict=True))]


def _print_value(row: Json) -> str:
    """The exact printed text, with the qualifier where the text has no word or sign for it."""
    text: str = row["value_text"]
    return (
        f"{row['qualifier']} {text}"
        if row["qualifier"] in ("~", "<", ">", "<=", ">=") and text[:1].isdigit()
        else text
    )


def _print_normalised(row: Json) -> str:
    sides = [f"{side:.3g}" for side in (row["norm_low"], row["norm_high"]) if side is not None]
    return f"{' to '.join(dict.fromkeys(sides))} {row['norm_unit']}" if sides else ""


VIEWS: Mapping[str, Callable[[Json], View]] = {
    "records": view_record,
    "text": view_passage,
    "references": view_reference,
}
