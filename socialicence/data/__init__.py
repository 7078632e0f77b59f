"""Small published tables, each row with its citation, and the loaders that check them."""
