"""A reload, Back and Forward in the browser: no card that the room chose is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from socialicence.world import MODEL_VERSION


def turn(page: Page, card: str) -> None:
    page.locator(f"#card-{card}").check()


def test_the_cards_of_every_table_survive_a_reload(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=our_plan")
    turn(page, "arbitration")
    expect(page.get_by_role("button", name="Table 1: 1 of 5")).to_be_visible()
    page.get_by_role("button", name="Table 3: 0 of 5").click()
    turn(page, "checklists")
    expect(page.get_by_role("button", name="Table 3: 1 of 5")).to_be_visible()
    page.wait_for_url("**tables=arbitration~~checklists~**")
    page.reload()
    expect(page.get_by_role("button", name="Table 1: 1 of 5")).to_be_visible()
    expect(page.get_by_role("button", name="Table 3: 1 of 5")).to_be_visible()
    expect(page.locator("#card-arbitration")).to_be_checked()


def test_back_leads_to_the_screen_before_and_keeps_what_was_chosen_since(visit):
    page = visit().open(f"model={MODEL_VERSION}&screen=people")
    page.get_by_role("link", name="Our plan").click()
    expect(page.locator("main.on-our_plan")).to_be_visible()
    turn(page, "arbitration")
    expect(page.get_by_role("button", name="Table 1: 1 of 5")).to_be_visible()
    page.wait_for_url("**tables=arbitration~~~**")
    page.go_back()
    expect(page.locator("main.on-people")).to_be_visible()
    page.wait_for_url("**screen=people**tables=arbitration~~~**")
    page.go_forward()
    expect(page.locator("main.on-our_plan")).to_be_visible()
    expect(page.get_by_role("button", name="Table 1: 1 of 5")).to_be_visible()


def test_a_damaged_table_and_another_pack_are_said_and_the_page_works(visit):
    query = f"model={MODEL_VERSION}&screen=our_plan&pack=mine&tables=arbitration~<script>~~"
    page = visit().open(query)
    expect(page.locator(".message")).to_contain_text("Part of this link could not be used")
    expect(page.locator(".message")).to_contain_text("made with the pack mine")
    expect(page.get_by_role("button", name="Table 1: 1 of 5")).to_be_visible()
    expect(page.get_by_role("button", name="Table 2: 0 of 5")).to_be_visible()
