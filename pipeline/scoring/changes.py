"""Gains and losses: what a change of the extractor won and lost against a baseline, fact by fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.gold.compare import Mode
from pipeline.scoring.score import Score, Verdict
from pipeline.sheets import Sheet

LEVELS = ("missed", Mode.SOFT.value, Mode.FORMULA.value, Mode.STRICT.value)
"""From worst to best."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Facts that are found better or worse than before, spurious records that went or came."""

    won: tuple[tuple[Verdict, Verdict], ...]
    lost: tuple[tuple[Verdict, Verdict], ...]
    gone: tuple[Verdict, ...]
    come: tuple[Verdict, ...]
    held_out: tuple[str, ...] = ()
    """Documents whose changes are counted, and listed on demand only."""


def find_changes(before: Score, after: Score) -> Changes:
    """Compare two scores on the same gold; documents that only one of them read are left out."""
    shared = {verdict.document for verdict in before.verdicts} & {
        verdict.document for verdict in after.verdicts
    }
    shared |= _documents(before) & _documents(after)
    old = {(v.document, v.fact): v for v in before.verdicts if v.document in shared}
    pairs = [(old[v.document, v.fact], v) for v in after.verdicts if (v.document, v.fact) in old]
    moved = [(was, now) for was, now in pairs if was.level != now.level]
    earlier, later = (_spurious(score, shared) for score in (before, after))
    return Changes(
        won=tuple(pair for pair in moved if _rank(pair[1]) > _rank(pair[0])),
        lost=tuple(pair for pair in moved if _rank(pair[1]) < _rank(pair[0])),
        gone=tuple(_subtract(earlier, later)),
        come=tuple(_subtract(later, earlier)),
        held_out=after.held_out,
    )


def changes_to_sheets(changes: Changes, *, held_out: bool = False) -> list[Sheet]:
    """Lay gains and losses out for people: counts, then what there is of each, losses first."""
    counts = (len(changes.lost), len(changes.won), len(changes.come), len(changes.gone))
    heads = ("facts lost", "facts won", "spurious that came", "spurious gone")
    header = ("document", "property", "gold", "before", "now", "given now")
    hidden = () if held_out else changes.held_out
    lost, won = (_without(pairs, hidden) for pairs in (changes.lost, changes.won))
    come, gone = ([v for v in found if v.document not in hidden] for found in (changes.come, changes.gone))
    sheets = [
        Sheet(f"{title} ({len(pairs)})", header, tuple(map(_pair_to_row, pairs)))
        for title, pairs in (("Lost", lost), ("Won", won))
    ]
    sheets += [
        Sheet(
            f"{title} ({len(found)})",
            ("document", "property", "given"),
            tuple((verdict.document, verdict.group, verdict.given) for verdict in found),
        )
        for title, found in (("Spurious records that came", come), ("Spurious records gone", gone))
    ]
    kept = sum(counts) - len(lost) - len(won) - len(come) - len(gone)
    note = f"{kept} of them in held-out documents, listed with --held-out" if kept else ""
    told = [sheet for sheet in sheets if sheet.rows]
    return [Sheet("Against the baseline", heads, (counts,), note), *told]


def _without(
    pairs: Sequence[tuple[Verdict, Verdict]], hidden: Sequence[str]
) -> list[tuple[Verdict, Verdict]]:
    return [pair for pair in pairs if pair[1].document not in hidden]


def _pair_to_row(pair: tuple[Verdict, Verdict]) -> tuple[str, ...]:
    was, now = pair
    return now.document, now.group, now.gold, was.level, now.level, now.given or f"(was {was.given})"


def _rank(verdict: Verdict) -> int:
    return LEVELS.index(verdict.level)


def _documents(score: Score) -> set[str]:
    return {tally.name for tally in score.tallies if tally.scope == "document"}


def _spurious(score: Score, shared: set[str]) -> list[Verdict]:
    return [verdict for verdict in score.spurious if verdict.document in shared]


def _subtract(some: list[Verdict], others: list[Verdict]) -> list[Verdict]:
    """Those of `some` that have no counterpart among `others`; a record's id does not count."""
    left = [_identity(verdict) for verdict in others]
    kept = []
    for verdict in some:
        if _identity(verdict) in left:
            left.remove(_identity(verdict))
        else:
            kept.append(verdict)
    return kept


def _identity(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.document, verdict.group, verdict.given
