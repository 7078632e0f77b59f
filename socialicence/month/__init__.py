"""A month, in order: policy, events, departments, professionals, projects, communication, citizens, observation.

One file a stage, named as the stage; `order` is the list. A stage changes the tables of a run: `events(state, month)`.
"""

from socialicence.month.order import STAGES, Stage

__all__ = ["STAGES", "Stage"]
