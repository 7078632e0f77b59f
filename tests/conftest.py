"""What holds for every test: how long an example of Hypothesis may take says nothing on a shared machine."""

from hypothesis import settings

settings.register_profile("shared machine", settings(deadline=None))
settings.load_profile("shared machine")
