"""The rules, in the order in which equal findings stand on a page. A test compares these lists with the folders."""

from __future__ import annotations

from vault_companion.dynamics.bonds import (
    anxious_avoidant_trap,
    extra_spice,
    hell_and_back,
    magical_love,
    meet_me_at_my_level,
    need_filling,
    one_sided_need,
    spontaneity_stability,
    unity_of_opposites,
    validation_power,
)
from vault_companion.dynamics.closeness import cannot_give, intermittent, staying, what_is_got
from vault_companion.dynamics.friction import (
    clashing_values,
    closeness_distance,
    contested_need,
    flaw_collision,
    level_gap,
    outside_pressure,
    power_imbalance,
    secret_or_betrayal,
    unfilled_need,
)
from vault_companion.dynamics.notices import imbalance, love_unexplained
from vault_companion.dynamics.rule import Rule

BONDS: tuple[Rule, ...] = (
    unity_of_opposites.RULE,
    anxious_avoidant_trap.RULE,
    validation_power.RULE,
    meet_me_at_my_level.RULE,
    hell_and_back.RULE,
    spontaneity_stability.RULE,
    need_filling.RULE,
    one_sided_need.RULE,
    extra_spice.RULE,
    magical_love.RULE,
)

FRICTION: tuple[Rule, ...] = (
    secret_or_betrayal.RULE,
    closeness_distance.RULE,
    power_imbalance.RULE,
    flaw_collision.RULE,
    clashing_values.RULE,
    contested_need.RULE,
    unfilled_need.RULE,
    outside_pressure.RULE,
    level_gap.RULE,
)

CLOSENESS: tuple[Rule, ...] = (
    intermittent.RULE,
    staying.RULE,
    what_is_got.RULE,
    cannot_give.RULE,
)

NOTICES: tuple[Rule, ...] = (
    imbalance.RULE,
    love_unexplained.RULE,
)
