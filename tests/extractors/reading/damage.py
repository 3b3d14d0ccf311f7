"""Damages the maps from glyphs to characters of a PDF on purpose, as publishers' files have them."""

import io
import re

import pikepdf

HEX_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def swap_characters(pdf: bytes, swaps: dict[str, str]) -> bytes:
    """The same pages, whose text layer gives other characters; "" leaves the glyph without any."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                stream = thing.ToUnicode
                stream.write(_swap_map(stream.read_bytes(), swaps))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _swap_map(cmap: bytes, swaps: dict[str, str]) -> bytes:
    lines = []
    for line in cmap.splitlines():
        pair = HEX_PAIR.fullmatch(line.strip())
        char = bytes.fromhex(pair[2].decode()).decode("utf-16-be") if pair and len(pair[2]) % 4 == 0 else ""
        if char in swaps and swaps[char] == "":
            # no shorter list may be announced than given, so the glyph is mapped to its neighbour's code 0
            lines.append(b"<" + pair[1] + b"> <0000>")
        elif char in swaps:
            lines.append(b"<" + pair[1] + b"> <" + swaps[char].encode("utf-16-be").hex().encode() + b">")
        else:
            lines.append(line)
    return b"\n".join(lines)


def build_symbols(characters: dict[int, str], codes: bytes) -> bytes:
    """A page with codes of a Symbol font that is not embedded, and the characters that its map gives them."""
    lines = "".join(f"<{code:02X}> <{ord(char):04X}>\n" for code, char in characters.items())
    head = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(characters)} beginbfchar\n"
    out = io.BytesIO()
    with pikepdf.new() as document:
        text, symbols = (
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(name)
            )
            for name in ("/Times-Roman", "/Symbol")
        )
        symbols.ToUnicode = document.make_stream((head + lines + "endbfchar endcmap").encode())
        fonts = pikepdf.Dictionary(F1=text, F2=symbols)
        page = document.add_blank_page(page_size=(300, 100))
        page.Resources = pikepdf.Dictionary(Font=fonts)
        shown = (
            b"BT /F1 12 Tf 20 50 Td (The conductivity ) Tj /F2 12 Tf <" + codes.hex().encode() + b"> Tj ET"
        )
        page.Contents = document.make_stream(shown)
        document.save(out)
    return out.getvalue()
