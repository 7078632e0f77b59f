"""The Solara application: six screens of one workshop.

Solara looks for `templates` and `public` beside the folder of its application, which is why this is a folder.
"""

from socialicence.dashboard.app.shell import Layout, Page

__all__ = ["Layout", "Page"]
