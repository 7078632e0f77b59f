"""The facilitator's dashboard and what it leaves behind: packs, the page to take away, the file for a room without a server."""
