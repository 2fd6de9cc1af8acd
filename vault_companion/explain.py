"""The reading of a person or a pair with its evidence and the rules behind it, as JSON; see `explain_text.py` too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import partial
from typing import Any

from vault_companion.build import Story, read
from vault_companion.cast.groups import Belonging
from vault_companion.cast.ties import Pair, pair_of
from vault_companion.dynamics.dismissal import attachment_left
from vault_companion.dynamics.profile import Profile
from vault_companion.dynamics.reading import Attachment, Dismissed, Fit, Verdict
from vault_companion.errors import CompanionError, UnknownNameError
from vault_companion.explain_closeness import closeness_json
from vault_companion.explain_groups import groups_json, pair_groups_json
from vault_companion.notes.note import Evidence
from vault_companion.notes.resolve import key
from vault_companion.vault.snapshot import VaultPath

Json = dict[str, Any]
SCHEMA = 1


def find_person(story: Story, name: str) -> VaultPath:
    """Whose name, alias, link or note this is.

    Raises:
        UnknownNameError: Nobody's, or more than one's; the hint says what comes near.
    """
    bare = name.strip().removeprefix("[[").removesuffix("]]")
    by_path = [c.path for c in story.cast.characters if key(bare) in (key(c.path), key(c.path[:-3]))]
    found = tuple(by_path) or story.cast.people.called(bare)
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(f'"{path[:-3]}"' for path in found)
        raise UnknownNameError(f'"{name}" may be {len(found)} people', f"Say which by the path of the note: {paths}.")
    names = sorted({known for c in story.cast.characters for known in (c.name, *c.aliases)})
    near = get_close_matches(bare, names, n=3, cutoff=0.5)
    if not names:
        hint = "No character notes were found: give one the property `type: character`, or a folder Characters."
    elif near:
        hint = f"Did you mean {' or '.join(near)}?"
    else:
        hint = f"There are {len(names)} names in this vault, from {names[0]} to {names[-1]}."
    raise UnknownNameError(f'nobody in this vault is called "{name}"', hint)


def shown_name(story: Story, who: VaultPath) -> str:
    """The canonical name, or the path without `.md` when two people share it."""
    person = story.cast.people.person(who)
    shared = [c for c in story.cast.characters if key(c.name) == key(person.name)]
    return person.name if len(shared) == 1 else str(who[:-3])


def pair_named(story: Story, one: VaultPath, other: VaultPath) -> Pair:
    """The two in the order of their names.

    Raises:
        CompanionError: Both are the same person.
    """
    if one == other:
        raise CompanionError("a person has no dynamics with themself", "Name two people, or only one.")
    return pair_of(one, other, {character.path: character.name for character in story.cast.characters})


# ---- as JSON


def pair_json(story: Story, one: VaultPath, other: VaultPath, at: str | None = None) -> Json:
    """The reading of a pair, as the contract of `explain A B` has it.

    Raises:
        CompanionError: Both are the same person.
    """
    pair = pair_named(story, one, other)
    reading = read(story, pair)
    tie = story.graph.tie(pair)

    def name(who: VaultPath) -> str:
        return shown_name(story, who)

    return {
        "schema": SCHEMA,
        "characters": [name(who) for who in pair],
        "at": at,
        "kinds": [
            {
                "of": name(kind.of),
                "to": name(kind.to),
                "kind": kind.kind,
                "family": kind.family,
                "directed": kind.directed,
                "said": kind.said,
                "evidence": _places(kind.evidence),
            }
            for kind in (tie.kinds if tie else ())
        ],
        "called": [
            {"by": name(one.by), "name": one.name, "evidence": _places([one.evidence])}
            for one in (tie.called if tie else ())
        ],
        "dynamics": [
            {
                "id": claim.id,
                "confidence": claim.confidence,
                "who": [name(who) for who in claim.who],
                "evidence": _places(claim.evidence),
                "theory": list(claim.theory),
            }
            for claim in reading.dynamics
        ],
        "valence": _verdict(reading.valence),
        "trajectory": _verdict(reading.trajectory),
        "attachment": {name(who): _attachment(reading.attachment[who]) for who in pair},
        "pairing": reading.pairing,
        "fits": [_fit(fit, name(fit.of), name(fit.by)) for fit in reading.fits],
        "friction": [
            {
                "id": claim.id,
                "weight": claim.confidence,
                "who": [name(who) for who in claim.who],
                "evidence": _places(claim.evidence),
            }
            for claim in reading.friction
        ],
        **closeness_json(reading, name, _places),
        "questions": [
            {"id": question.id, "about": [name(who) for who in question.about], "text": question.text}
            for question in reading.questions
        ],
        "unread": [
            {
                "character": name(item.who),
                "field": item.field,
                "phrase": item.phrase.text,
                "evidence": _places(item.phrase.evidence),
            }
            for item in reading.unread
        ],
        "dismissed": [_dismissed(one, name) for one in reading.dismissed],
        "groups": pair_groups_json(Belonging(story.cast.groups), pair, name, _places),
    }


def character_json(story: Story, who: VaultPath) -> Json:
    """The sheet of one character as it is read, as the contract of `explain A` has it."""
    profile = story.profiles[who]
    attachment, gone = attachment_left(who, profile.attachment, story.dismissals)
    ties = story.graph.ties_of(who)
    asked: dict[str, Json] = {}
    for tie in ties:
        for question in read(story, tie.pair).questions:
            if question.about == (who,):
                asked.setdefault(
                    question.id, {"id": question.id, "about": [shown_name(story, who)], "text": question.text}
                )
    return {
        "schema": SCHEMA,
        "character": shown_name(story, who),
        "recognised": profile.character.reason,
        "traits": {field: _trait(story, profile, field) for field in profile.character.traits},
        "attachment": _attachment(attachment),
        "dismissed": [_dismissed(gone, partial(shown_name, story))] if gone else [],
        "ties": [
            {
                "with": shown_name(story, tie.other(who)),
                "families": list(tie.families),
                "kinds": [kind.kind for kind in tie.kinds if kind.to == who or not kind.directed],
            }
            for tie in ties
        ],
        "questions": list(asked.values()),
        "groups": groups_json(Belonging(story.cast.groups), who, _places),
    }


def _trait(story: Story, profile: Profile, field: str) -> list[Json]:
    return [
        {
            "phrase": phrase.text,
            "needs": [
                {"id": match.id, "role": match.role, "weight": match.weight}
                for match in story.lexicon.read_needs(phrase.source, field, english=profile.character.english)
            ],
            "evidence": _places(phrase.evidence),
        }
        for phrase in profile.character.trait(field)
    ]


def _places(evidence: Iterable[Evidence]) -> list[Json]:
    """Lines as {path, line, quote}; a fact from the file's own name as {path, name}."""
    return [
        {"path": place.path, "line": place.line, "quote": place.quote}
        if place.line
        else {"path": place.path, "name": place.quote}
        for place in evidence
    ]


def _dismissed(gone: Dismissed, name: Callable[[VaultPath], str]) -> Json:
    return {
        "id": gone.id,
        "about": [name(gone.who)] if gone.who else [],
        "reason": gone.reason,
        "evidence": _places(gone.evidence),
        "by": _places([gone.by])[0],
    }


def _verdict(verdict: Verdict) -> Json:
    return {"label": verdict.label, "evidence": _places(verdict.evidence)}


def _attachment(attachment: Attachment) -> Json:
    return {
        "style": attachment.style,
        "anxiety": attachment.anxiety,
        "avoidance": attachment.avoidance,
        "position": attachment.position,
        "evidence": _places(attachment.evidence),
    }


def _fit(fit: Fit, of: str, by: str) -> Json:
    out = {
        "of": of,
        "by": by,
        "need": fit.need,
        "status": fit.status,
        "strength": fit.strength,
        "deep": fit.deep,
        "evidence": _places(fit.evidence),
    }
    return out | ({"via": fit.via} if fit.via else {})
