"""The workshop without a server: one file that opens by double click, and cards to print."""

from socialicence.dashboard.workshop.export import export

__all__ = ["export"]
