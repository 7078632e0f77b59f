"""Compiled loops over tables, one module for each stage of the month; the rules they apply are in `rules`."""
