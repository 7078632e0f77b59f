"""What a study says: indices with intervals, how far they have settled, a paragraph in words."""
