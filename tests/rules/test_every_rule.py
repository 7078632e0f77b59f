"""No rule goes untested."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from numba.core.registry import CPUDispatcher

from socialicence import rules

RULES = [
    (module.name, name)
    for module in pkgutil.iter_modules(rules.__path__)
    for name, value in vars(importlib.import_module(f"socialicence.rules.{module.name}")).items()
    if isinstance(value, CPUDispatcher) and value.py_func.__module__ == f"socialicence.rules.{module.name}"
]
TESTS = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")}


def test_rules_are_found():
    assert len(RULES) > 20


@pytest.mark.parametrize(("module", "rule"), RULES)
def test_each_rule_is_called_in_the_tests_of_its_module(module, rule):
    assert re.search(rf"\b{rule}\(", TESTS[f"test_{module}"])
