"""Fitting the model to published figures."""
