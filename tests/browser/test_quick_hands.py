"""Keys pressed faster than the server answers: no card too many, and the focus stays where it was."""

from __future__ import annotations

from playwright.sync_api import expect

from socialicence.world import MODEL_VERSION

TICK_EIGHT = """() => [...document.querySelectorAll(".cards input")].slice(0, 8).forEach(box => box.click())"""


def test_a_sixth_card_ticked_at_once_is_not_taken(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=our_plan")
    expect(page.locator(".cards input")).to_have_count(16)
    page.evaluate(TICK_EIGHT)
    expect(page.locator(".cards legend")).to_have_text("Table 1: 5 of 5 chosen")
    expect(page.locator(".cards input:checked")).to_have_count(5)
    expect(page.locator(".cards input:disabled")).to_have_count(11)


def test_a_button_that_has_done_its_work_keeps_the_focus(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=try_it&people=trained-and-backed")
    back = page.get_by_role("button", name="Back to today")
    back.focus()
    page.keyboard.press("Enter")
    expect(back).to_be_disabled()
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
