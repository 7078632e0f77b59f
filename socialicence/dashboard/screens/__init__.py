"""The six screens of the workshop, one module each; every one can be used alone."""
