"""The report: one self-contained page on a set of runs, for somebody who has five minutes and no wish to run code.

>>> from socialicence import compare, write_report
>>> results = compare(["status_quo", "public_good"], runs=10)  # doctest: +SKIP
>>> write_report(results, "out/mine")  # doctest: +SKIP
"""

from __future__ import annotations

from socialicence.report.page import NAME, page, remove_report, write_report

__all__ = ["NAME", "page", "remove_report", "write_report"]
