"""What each brings and lacks, as a table: every lack with what the other has for it, all in the author's words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from vault_companion.dynamics.profile import LACKS
from vault_companion.dynamics.reading import Fit, Reading
from vault_companion.notes.fields import Phrase
from vault_companion.pages.exchange import is_unsure
from vault_companion.pages.markdown import joined, table
from vault_companion.pages.voice import Voice
from vault_companion.vault.snapshot import VaultPath

Suppliers = Callable[[str, VaultPath, VaultPath], tuple[VaultPath, ...]]
"""Who else in the cast brings a need: (need, not this one, nor that one)."""
ROWS = 5
"""How many lacks of one person the table shows at most."""
NEARLY = 0.45
"""The strength from which a need that is nearly met is worth a row."""
_NEAR = frozenset({"intimacy", "constancy", "affection", "companionship", "belonging", "loyalty"})
_ROOM = frozenset({"space", "autonomy"})
"""The needs that pull two people apart; other needs that clash are moods, and say nothing about a pair."""
_FLAW_ROWS = ("filled", "intermittent", "blocked")
_FIELD_NOTES = {"flaws": " (a flaw)", "wounds": " (a wound)", "fears": " (a fear)", "lie": " (the lie)"}
_BEST = (
    "filled",
    "intermittent",
    "blocked",
    "near",
    "seeming",
    "contested",
    "opposed",
    "overlap",
    "unfilled",
    "unknown",
)
_HEAD = ("Who", "What is missing", "What the other has for it")


def lacks(voice: Voice, reading: Reading, suppliers: Suppliers, *, hostile: bool) -> str:
    """The table, "" where neither lacks anything. Of two who are `hostile` only the stated needs are held together."""
    rows: list[tuple[str, str, str]] = []
    for who in reading.pair:
        best: dict[str, Fit] = {}
        meant: defaultdict[str, list[str]] = defaultdict(list)
        for fit in reading.fits:
            text = fit.lack[0].text
            worth = fit.field == "needs" if hostile else fit.deep or fit.status in _FLAW_ROWS
            if fit.of == who:
                meant[text].append(fit.need)
            if fit.of == who and worth and (text not in best or _rank(fit) < _rank(best[text])):
                best[text] = fit
        ranked = sorted(best.values(), key=lambda fit: (_rank(fit), LACKS.index(fit.field), -fit.strength))
        kept = _unrepeated(ranked)[:ROWS]
        met = [fit for fit in kept if _is_met(voice, reading, fit)]
        rows += [_row(voice, fit) for fit in met]
        told = _told_as_met(reading)
        rows += _open_rows(voice, [fit for fit in kept if fit not in met and fit.lack[0] not in told], meant, suppliers)
    return table(_HEAD, rows) if rows else ""


def _told_as_met(reading: Reading) -> set[Phrase]:
    """The lacks that the page has just held against what the other brings, without a fit of one and the same need."""
    first = reading.dynamics[:1]
    return {
        phrase for claim in first for part in ("wants_weather", "wants_roof") for phrase in claim.cited.get(part, ())
    }


def _rank(fit: Fit) -> int:
    return _BEST.index(fit.status)


def _unrepeated(fits: Iterable[Fit]) -> list[Fit]:
    """Rows whose answer says something new: no phrase answers more than two lacks, none nearly answers after one."""
    used: Counter[str] = Counter()
    kept = []
    for fit in fits:
        answer = fit.answer[0].text if fit.answer else ""
        if answer and used[answer] >= (1 if fit.status != "filled" else 2):
            continue
        used[answer] += 1
        kept.append(fit)
    return kept


def _is_met(voice: Voice, reading: Reading, fit: Fit) -> bool:
    """Whether the other has something to a lack: an answer, or a lack that stands beside it or against it.

    A near answer, and one that only seems to be there, are for two to whom closeness matters; a wound is no lack that
    two could share. What the page has held together above is together here.
    """
    match fit.status:
        case "near":
            told = voice.quoted.times(fit.lack[0]) and voice.quoted.times(fit.answer[0])
            return bool(told) or (fit.strength >= NEARLY and reading.is_close)
        case "seeming":
            return reading.together is not None
        case "overlap":
            return fit.field == "needs"
        case "opposed":
            both = {fit.need, fit.via}
            return fit.field in ("needs", "fears") and bool(both & _NEAR) and bool(both & _ROOM)
        case _:
            return fit.status not in ("unfilled", "unknown")


def _row(voice: Voice, fit: Fit) -> tuple[str, str, str]:
    giver, lack = voice.name(fit.by), _lack(voice, fit)
    match fit.status:
        case "filled":
            brings = voice.brings(fit.by, fit.answer[0])
            said = f"perhaps this: {brings}" if is_unsure(fit) else brings
        case "near":
            said = f"something near it: {voice.brings(fit.by, fit.answer[0])}"
        case "intermittent":
            said = f"{giver} gives it and takes it back: {voice.quote(fit.answer, 2)}"
        case "blocked":
            said = f"{giver} could answer, and is never told: {voice.quote(fit.answer)}"
        case "seeming":
            said = f"{giver} looks like the answer; no line gives it"
        case "contested":
            said = f"{giver} needs the same: {voice.quote(fit.answer)}"
        case "opposed":
            said = f"{giver} is pulled the other way: {voice.quote(fit.answer)}"
        case _:
            said = f"{giver} is short of it too: {voice.quote(fit.answer)}"
    return voice.name(fit.of), lack, said


def _lack(voice: Voice, fit: Fit) -> str:
    return voice.quote(fit.lack) + _FIELD_NOTES.get(fit.field, "")


def _open_rows(
    voice: Voice, fits: Iterable[Fit], meant: Mapping[str, Sequence[str]], suppliers: Suppliers
) -> list[tuple[str, str, str]]:
    """What finds no answer in the other: one row for all of it that the same people in the cast could answer (S04).

    `meant` has every need that a line may mean, by its text: who answers any that is asked for has an answer. An old
    wound has only the one that it most likely left.
    """
    rows: dict[tuple[str, str], list[str]] = {}
    for fit in fits:
        if fit.status == "unknown":
            said = f"not written what {voice.name(fit.by)} brings"
        else:
            needs = dict.fromkeys((fit.need, *(meant[fit.lack[0].text] if fit.field == "needs" else ())))
            others = list(dict.fromkeys(who for need in needs for who in suppliers(need, fit.of, fit.by)))[:2]
            named = joined([voice.full(who) for who in others], "or")
            said = f"none found here; {named} has an answer" if named else "none found here"
        rows.setdefault((voice.name(fit.of), said), []).append(_lack(voice, fit))
    return [(who, "; ".join(lacking), said) for (who, said), lacking in rows.items()]
