"""The reading of a person or a pair for somebody at a terminal: first told, then every line and rule behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from vault_companion.build import Story, read
from vault_companion.cast.groups import Belonging
from vault_companion.dynamics.dismissal import attachment_left
from vault_companion.dynamics.profile import DEEP
from vault_companion.dynamics.reading import Claim, Dismissed, Reading, Verdict
from vault_companion.explain import pair_named, shown_name
from vault_companion.explain_closeness import closeness_text
from vault_companion.explain_groups import groups_text, pair_groups_text
from vault_companion.explain_ties import kinds_text
from vault_companion.notes.note import Evidence
from vault_companion.pages.write import tell_pair
from vault_companion.plain import plain
from vault_companion.vault.snapshot import VaultPath
from vault_companion.words.matches import COUNTS

_NOT_TOLD = ("Where this comes from",)
"""Sections of a page that the lines below it say better."""


def pair_text(story: Story, one: VaultPath, other: VaultPath) -> str:
    """The reading of a pair: told as on its page, then each finding with the lines and statements it stands on.

    Raises:
        CompanionError: Both are the same person.
    """
    pair = pair_named(story, one, other)
    reading = read(story, pair)
    tie = story.graph.tie(pair)
    parts = [_headed(" & ".join(shown_name(story, who) for who in pair), "=")]
    if reading.readable:
        page = tell_pair(story.cast, story.graph, story.paths, story.profiles, reading, story.settings)
        parts += [plain(page, without=_NOT_TOLD), _headed("The lines and the rules behind it", "-")]
    parts += [kinds_text(tie, partial(shown_name, story), _cited), _dynamics_text(story, reading)]
    parts += [_fits_text(story, reading), _attachment_text(story, reading)]
    parts.append(_verdict_text("Is it good for them", reading.valence))
    parts.append(_verdict_text("Where it is going", reading.trajectory))
    parts += [closeness_text(reading, partial(shown_name, story), _cited), _friction_text(story, reading)]
    parts.append(pair_groups_text(Belonging(story.cast.groups), pair, partial(shown_name, story), _cited))
    parts += [_questions_text(reading), _unread_text(story, reading), _dismissed_text(story, reading.dismissed)]
    return "\n\n".join(part for part in parts if part)


def _headed(title: str, under: str) -> str:
    return f"{title}\n{under * len(title)}"


def _dynamics_text(story: Story, reading: Reading) -> str:
    if not reading.dynamics:
        return "What binds them\n  No dynamic can be read yet."
    return "What binds them\n" + "\n".join(_claim_text(story, claim, "certain") for claim in reading.dynamics)


def _friction_text(story: Story, reading: Reading) -> str:
    if not reading.friction:
        return "What will make them fight\n  Nothing is written that would."
    return "What will make them fight\n" + "\n".join(_claim_text(story, claim, "weighs") for claim in reading.friction)


def _claim_text(story: Story, claim: Claim, measure: str) -> str:
    people = ", ".join(shown_name(story, who) for who in claim.who)
    head = f"  {claim.id}" + (f" ({people})" if people else "")
    head += f"  {measure} {claim.confidence:.2f}, theory {' '.join(claim.theory)}"
    lines = [
        f"    {part.replace('_', ' ')}:{_cited(phrase.evidence, phrase.text)}"
        for part, phrases in claim.cited.items()
        for phrase in phrases
    ]
    return "\n".join([head, *lines])


def _fits_text(story: Story, reading: Reading) -> str:
    if not reading.fits:
        return ""
    lines = []
    for fit in reading.fits:
        sort = "needs" if fit.deep else "is missing"
        via = f" by way of {fit.via}" if fit.via else ""
        lines.append(f"  {shown_name(story, fit.of)} {sort} {fit.need}: {fit.status}{via}")
        lines += [f"    {_cited(phrase.evidence, phrase.text).strip()}" for phrase in (*fit.lack, *fit.answer)]
    return "What each brings and lacks\n" + "\n".join(lines)


def _attachment_text(story: Story, reading: Reading) -> str:
    lines = []
    for who in reading.pair:
        one = reading.attachment[who]
        numbers = "" if one.anxiety is None else f" (anxiety {one.anxiety:.2f}, avoidance {one.avoidance:.2f})"
        lines.append(f"  {shown_name(story, who)}: {one.style}{numbers}")
        lines += [
            f"    {group.replace('_', ' ')}:{_cited(phrase.evidence, phrase.text)}"
            for group, phrases in one.cited.items()
            for phrase in phrases
        ]
    return "How they attach\n" + "\n".join(lines)


def _verdict_text(title: str, verdict: Verdict) -> str:
    lines = [f"    {_cited(phrase.evidence, phrase.text).strip()}" for phrase in (*verdict.phrases, *verdict.against)]
    return "\n".join([f"{title}: {verdict.label.replace('_', ' ')}", *lines])


def _questions_text(reading: Reading) -> str:
    lines = [f"  {question.id}: {question.text}" for question in reading.questions]
    return "Not decided yet\n" + "\n".join(lines) if lines else ""


def _unread_text(story: Story, reading: Reading) -> str:
    lines = []
    for item in reading.unread:
        near = story.lexicon.nearest_needs(item.phrase.text)
        hint = f" (nearest: {', '.join(near)})" if near else ""
        lines.append(f"  {shown_name(story, item.who)}, {item.field}: “{item.phrase.text}”{hint}")
    return "Not understood\n" + "\n".join(lines) if lines else ""


def _dismissed_text(story: Story, dismissed: Iterable[Dismissed]) -> str:
    lines = [
        f"  {one.id}"
        + (f" ({shown_name(story, one.who)})" if one.who else "")
        + (f": {one.reason}" if one.reason else "")
        + _cited([one.by])
        for one in dismissed
    ]
    return "\n".join(["Dismissed", *lines]) if lines else ""


def _cited(evidence: Sequence[Evidence], text: str = "") -> str:
    places = ", ".join(f"{place.path}:{place.line}" if place.line else place.path for place in evidence)
    return f"  “{text}”  [{places}]" if text else f"  [{places}]"


def character_text(story: Story, who: VaultPath) -> str:
    """One sheet as it is read, for a person at a terminal."""
    profile = story.profiles[who]
    person = profile.character
    parts = [f"{_headed(shown_name(story, who), '=')}\nA character because: {person.reason}."]
    for field in person.traits:
        lines = [f"{field.replace('_', ' ')}"]
        for phrase in person.trait(field):
            matches = story.lexicon.read_needs(phrase.source, field, english=person.english)
            sure = [f"{match.role} {match.id}" for match in matches if match.is_sure]
            perhaps = [match.id for match in matches if match.weight >= COUNTS]
            read_as = ", ".join(sure) or (f"perhaps {' or '.join(perhaps)}" if perhaps else "")
            unread = field in (*DEEP[:1], "offers", "flaws") and not read_as
            lines.append(
                f"  {_cited(phrase.evidence, phrase.text).strip()}"
                + (f"  {read_as}" if read_as else "  not understood" if unread else "")
            )
        parts.append("\n".join(lines))
    style, gone = attachment_left(who, profile.attachment, story.dismissals)
    parts.append(
        f"attachment: {style.style}"
        + "".join(
            f"\n  {group.replace('_', ' ')}:{_cited(phrase.evidence, phrase.text)}"
            for group, phrases in style.cited.items()
            for phrase in phrases
        )
    )
    ties = [
        f"  {shown_name(story, tie.other(who))}: {', '.join(dict.fromkeys(k.said for k in tie.kinds)) or 'not said'}"
        for tie in story.graph.ties_of(who)
    ]
    if ties:
        parts.append("ties\n" + "\n".join(ties))
    groups = groups_text(Belonging(story.cast.groups), who, _cited)
    parts += [part for part in (groups, _dismissed_text(story, [gone] if gone else [])) if part]
    return "\n\n".join(parts)
