"""Charts of the dashboard: courses in, ECharts options out, each with its finding, a summary in words and a table."""

from __future__ import annotations

from socialicence.dashboard.charts.chart import THEMES, Chart
from socialicence.dashboard.charts.contributions import contributions
from socialicence.dashboard.charts.crossroads import crossroads
from socialicence.dashboard.charts.groups import GROUP_KINDS, backing_by_group
from socialicence.dashboard.charts.incident import incident
from socialicence.dashboard.charts.personas import personas
from socialicence.dashboard.charts.timeline import backing, opted_out

__all__ = [
    "GROUP_KINDS",
    "THEMES",
    "Chart",
    "backing",
    "backing_by_group",
    "contributions",
    "crossroads",
    "incident",
    "opted_out",
    "personas",
]
