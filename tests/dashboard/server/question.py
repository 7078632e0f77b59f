"""The question that tests of the server ask."""

from __future__ import annotations

from socialicence.dashboard.packs import Choice, Question

FUTURE = Question("future", "Which future?", (Choice("good", "Public Good"), Choice("silos", "Silos")))
