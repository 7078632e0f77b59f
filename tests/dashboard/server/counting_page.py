"""A small real page of Solara's that shows the votes of one question as they come."""

from __future__ import annotations

import solara
from solara.server import kernel_context

from socialicence.dashboard.voting import box


@solara.component
def Page():  # noqa: N802  (so Solara finds it)
    counts, set_counts = solara.use_state({})

    def watch():
        context = kernel_context.get_current_context()

        def changed():
            with context:
                set_counts(box().counts("future"))

        return box().listen(changed)

    solara.use_effect(watch, [])
    solara.Text(f"Votes: {sum(counts.values())}")
