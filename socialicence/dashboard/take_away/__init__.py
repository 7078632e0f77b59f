"""What a room takes home: one page with what it chose, what came of it and how it voted, as HTML and as PDF."""

from socialicence.dashboard.take_away.contents import TakeAway, Votes
from socialicence.dashboard.take_away.pages import html_page, pdf_page

__all__ = ["TakeAway", "Votes", "html_page", "pdf_page"]
