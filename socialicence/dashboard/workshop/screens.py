"""The screens of the page as HTML: what is said on each, before the script draws."""

from __future__ import annotations

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Pack, Round
from socialicence.dashboard.plan import FUTURES
from socialicence.dashboard.workshop.content import EFFECTS
from socialicence.dashboard.workshop.html_parts import figure, go, hands, items, section, text
from socialicence.dashboard.workshop.settings import NamedSetting
from socialicence.dashboard.workshop.words import capital, first_sentence, words
from socialicence.results.measures import OUTCOMES
from socialicence.scenarios import load


def start(pack: Pack) -> str:
    """Return the first screen: what this is, why to trust it and why to doubt it."""
    said = words()
    how = "".join(f"<li><strong>{capital(step)}.</strong> {text(line)}</li>" for step, line in said["how"].items())
    return section(
        "start",
        pack.title,
        f'<p class="motto">{text(said["motto"])}</p><p class="lead">{text(pack.description)}</p>'
        f'<div class="two"><div class="card good"><h2>Three reasons to trust it</h2><ul>{items(said["trust"])}</ul></div>'
        f'<div class="card doubt"><h2>Three reasons to doubt it</h2><ul>{items(said["doubt"])}</ul></div></div>'
        f'<div class="card"><h2>How a round goes</h2><ol class="how">{how}</ol></div>'
        f'<p class="onward">{go("people", "Next: people and futures")}</p>',
    )


def people(pack: Pack) -> str:
    """Return the people whom it touches, and the four futures, in words."""
    told = "".join(
        f'<div class="card"><h3>{text(one.get("title", capital(name)))}</h3><p><strong>Wants:</strong> '
        f'{text(one["wants"])}</p><p><strong>Needs:</strong> {text(one["needs"])}</p><p class="says">“{text(one["says"])}”</p></div>'
        for name, one in words()["personas"].items()
    )
    futures = "".join(
        f'<div class="card future {name}"><h3>{text(load(name).label)}</h3><p>{text(first_sentence(load(name).description))}</p></div>'
        for name in FUTURES
    )
    first = pack.rounds[0]
    return section(
        "people",
        "People and futures",
        f'<h2>Whom it touches</h2><div class="four">{told}</div><h2>Four futures, in our reading</h2>'
        f'<div class="four">{futures}</div><p class="note">The Office for Statistics Regulation drew four futures in '
        "2023. What counts as each of them here is our choice, and so are the choices named after them. The people are made "
        "up for this workshop.</p>"
        f'<p class="onward">{go(first.name, f"Next: round 1, {first.title}")}</p>',
    )


def one_round(number: int, one: Round, setting: NamedSetting, onward: str) -> str:
    """Return the screen of a round: Predict, Reveal and Why, one after another."""
    changes = items(setting.differences) or f"<li>{text(words()['no_change'])}</li>"
    stages = "".join(f"<li>{stage}</li>" for stage in ("Predict", "Reveal", "Why"))
    charts = [chart for chart in one.show if chart != "contributions"]
    shown = "".join(figure(chart, f"{one.name}-{chart}") for chart in charts)
    why = figure("contributions", f"{one.name}-contributions") if "contributions" in one.show and setting.parts else ""
    return section(
        one.name,
        f"Round {number}: {one.title}",
        f'<ol class="stages">{stages}</ol>'
        f'<div class="two wide"><div><h2 tabindex="-1" data-heading="predict" class="ask">{text(one.question.text)}</h2>'
        f'<div data-only="predict">{hands(one.question)}<p class="onward">'
        '<button type="button" class="next" data-stage="reveal">Reveal</button></p></div></div>'
        f'<div class="card set"><h3>What is set in this round</h3><ul>{changes}</ul></div></div>'
        '<div data-from="reveal"><h2 tabindex="-1" data-heading="reveal">What the model’s runs come to</h2>'
        '<div class="beside"><div><div class="card"><table class="against"></table>'
        '<p class="against-words" aria-live="polite"></p></div>'
        f'<div class="card"><h3>What to look at</h3><p>{text(one.reveal)}</p></div>'
        '<p class="onward" data-only="reveal"><button type="button" class="next" data-stage="why">Why?</button></p></div>'
        f'<div class="charts">{shown}</div></div></div>'
        f'<div data-from="why"><h2 tabindex="-1" data-heading="why">Why the model says so</h2>'
        f'<div class="{"beside" if why else ""}"><div class="card"><p>{text(one.why)}</p><p><strong>Do you believe it?</strong> '
        f"What would have to be true for it to come out otherwise?</p></div>{why}</div>"
        f'<p class="onward"><button type="button" class="plain" data-stage="predict">Back to the prediction</button> {onward}</p></div>',
    )


def trying(pack: Pack, named: list[NamedSetting]) -> str:
    """Return the screen with the levers beside what they come to."""
    levers = "".join(_lever(number) for number in range(len(LEVERS)))
    cost = '<p class="cost" data-part="cost" aria-live="polite"></p>' if pack.costs is not None else ""
    measures = "".join(f'<option value="{name}">{text(OUTCOMES[name].label)}</option>' for name in EFFECTS)
    choose = (
        '<p class="choose"><label for="effect-measure">What to explain</label> '
        f'<select id="effect-measure" data-part="measure">{measures}</select></p>'
    )
    overlay = (
        '<p class="choose"><label><input type="checkbox" data-part="futures"> Show where the choices for the four '
        "futures end</label></p>"
    )
    return section(
        "try",
        "Try it",
        f'<div class="bench"><div class="levers"><p class="buttons">'
        '<button type="button" class="plain" data-part="undo">Undo</button>'
        '<button type="button" class="plain" data-part="today">Back to today</button>'
        '<button type="button" class="plain" data-part="pin">Pin to compare</button></p>'
        f'{levers}<p class="choose"><label for="open-choices">Or open a set of choices</label> '
        f'<select id="open-choices" data-part="choices">{_options(named)}</select></p>{cost}</div>'
        f'<div class="results"><p data-part="compared" class="compared"></p>{figure("crossroads", "try-crossroads", controls=overlay)}'
        f'<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Numbers"><table class="numbers" data-part="numbers"></table></div></div>'
        f"{figure('backing', 'try-backing')}{figure('personas', 'try-personas')}"
        f"{figure('contributions', 'try-contributions', controls=choose)}"
        '<div class="card"><h3>What differs from today</h3><ul data-part="differences"></ul></div>'
        f'{_questions(pack)}<p class="onward">{go("about", "Next: what it rests on")}</p></div></div>',
    )


def _questions(pack: Pack) -> str:
    return "".join(
        f'<div class="card"><h3>{text(one.text)}</h3>{hands(one)}</div>' for one in pack.questions
    )  # fmt: skip


def _options(named: list[NamedSetting]) -> str:
    def group(title: str, start_: str) -> str:
        own = [one for one in named if one.key.startswith(start_)]
        options = "".join(f'<option value="{one.key}">{text(one.title)}</option>' for one in own)
        return f'<optgroup label="{title}">{options}</optgroup>' if own else ""

    futures, presets = group("Choices for the four futures", "future."), group("Of this workshop", "preset.")
    return f'<option value="">None: the levers above</option>{futures}{presets}'


def _lever(number: int) -> str:
    """A lever as three buttons of which one is chosen, with what it does and on what evidence."""
    lever = LEVERS[number]
    positions = "".join(
        f'<label class="position"><input type="radio" name="{lever.name}" value="{place}"{" checked" if place == 1 else ""}>'
        f"<span>{text(lever.label(step))}</span></label>"
        for place, step in enumerate(lever.three)
    )
    return (
        f'<fieldset class="lever"><legend>{text(lever.question)}</legend><div class="positions">{positions}</div>'
        f"<details><summary>What it does, and on what evidence</summary><p>{text(lever.does)}</p>"
        f"<p>{text(lever.today)}</p><p><strong>Evidence ({text(lever.grade)}).</strong> {text(lever.evidence)}</p></details></fieldset>"
    )


def about(made: str) -> str:
    """Return what the numbers rest on."""
    rows = "".join(
        f'<tr><th scope="row">{text(lever.question)}</th><td>{text(lever.grade)}</td><td>{text(lever.evidence)}</td></tr>'
        for lever in LEVERS
    )
    measures = "".join(
        f"<dt>{text(OUTCOMES[name].label)}</dt><dd>{text(capital(OUTCOMES[name].definition))}.</dd>"
        for name in ("licence_affected", "objecting_percent", "cross_department", "external_access")
    )
    return section(
        "about",
        "What it rests on",
        f'<div class="card"><h2>How the numbers were made</h2><p>{text(made)}. Five simulated years each. Run 1 of every set '
        "of choices has the same public and the same dice, so that two sets differ only where their choices do. Nothing was "
        "computed by this page: it shows what the model came to before the file was written, rounded. The file needs no "
        "network and sends nothing; hands that are counted stay in this window and in its address.</p>"
        f"<p>{text(words()['shaded'])} They are the spread between runs of this model, not confidence about the UK.</p></div>"
        f'<div class="card"><h2>The five levers</h2><div class="scroll" tabindex="0" role="region" aria-label="The five levers and their evidence">'
        f'<table><thead><tr><th scope="col">Lever</th><th scope="col">Weakest evidence</th><th scope="col">What it rests on</th></tr></thead><tbody>{rows}</tbody></table></div></div>'
        f'<div class="card"><h2>What the words mean</h2><dl>{measures}</dl></div>',
    )
