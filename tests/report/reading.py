"""Reading a page as a browser would: elements in order, with their attributes and text."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Elements of a page: tag, attributes, text within, and the tags that it stands in."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", "in": tuple(one["tag"] for one in self._open), **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "text": "", "in": tuple(one["tag"] for one in self._open), **dict(attrs)})

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            continue

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, *tags):
        """Elements of these tags, in order."""
        return [one for one in self.elements if one["tag"] in tags]
