"""Uses of data as people judge them: whose data, for whom, with what safeguards, in each context and project."""

from __future__ import annotations

from typing import Any

from socialicence.compiled import kernel, part, rule
from socialicence.rules.trust import clipped
from socialicence.state import NOW, USUAL, State


@rule
def policy_safeguards(v: Any, u: Any) -> float:
    """What policy adds to (or takes from) the safeguards of every use of data, against status quo."""
    return (
        v.security_safeguards * (v.security - u.security)
        + v.advice_safeguards * v.independent_advice
        + v.effect_five_safes * (v.recommendation_five_safes - u.recommendation_five_safes)
        + v.effect_privacy_technologies
        * (v.recommendation_privacy_technologies - u.recommendation_privacy_technologies)
    )


@kernel
def uses_of_contexts(state: State) -> None:
    """Describe this month's use of data in each reference context, with what policy adds to its usual safeguards."""
    added = policy_safeguards(state.in_force[NOW], state.in_force[USUAL])
    for c in range(state.contexts.size):
        use, context = state.uses[c], state.contexts[c]
        use.owners = context.owners
        use.recipient = context.recipient
        use.benefit = context.benefit
        use.sensitivity = context.sensitivity
        use.cutoff = context.cutoff
        use.reputation = 0.0
        use.standing = state.standing[c]
        use.safeguards = clipped(context.safeguards + added, 0.05, 0.95)


@part
def describe_use(state: State, use: Any, project: Any) -> None:
    """Fill in a project's use of data: its own people, safeguards and sensitivity, and its owners' names."""
    v, context = state.in_force[NOW], state.contexts[project.context]
    use.owners = 0
    use.recipient = project.recipient
    use.benefit = context.benefit
    use.sensitivity = project.sensitivity
    use.cutoff = context.cutoff
    use.reputation = 0.0
    use.standing = state.standing[project.context]
    for o in range(project.number_of_owners):
        owner = state.departments[project.owners[o]]
        use.owners |= 1 << owner.kind
        use.reputation += owner.reputation / project.number_of_owners
    added = policy_safeguards(v, state.in_force[USUAL])
    safeguards = project.safeguards + v.redesign_safeguards * project.redesigned + added
    use.safeguards = clipped(safeguards, 0.05, 0.95)
    use.age_low = project.age_low
    use.age_high = project.age_high
    use.regions = project.regions
    use.domains = context.domains
