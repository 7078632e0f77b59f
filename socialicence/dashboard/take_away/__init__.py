"""What a room takes home: one page with what it chose, what came of it and how it voted, as HTML and as PDF."""

from socialicence.dashboard.take_away.contents import TakeAway, Votes
from socialicence.dashboard.take_away.html_page import html_page
from socialicence.dashboard.take_away.pdf_page import pdf_page

__all__ = ["TakeAway", "Votes", "html_page", "pdf_page"]
