// The rounds: the room predicts by show of hands, the model's runs are revealed, and the why is told.

/** How many runs say each choice of a round. */
function modelAnswers(round) {
  const count = (said) => round.choices.map((choice) => said.filter((one) => one === choice.name).length);
  if (round.measure === "nearest") return count(nearest(round.place));
  return count(
    paired(round.place, round.against, round.measure).filter((value) => value !== null).map((value) => {
      if (Math.abs(value) <= round.same_within) return "same";
      return value > 0 ? "higher" : "lower";
    }),
  );
}

/** Boxes to count hands in, each with a button less and a button more. */
function wireHands(question, container) {
  container.querySelectorAll("[data-choice]").forEach((row) => {
    const choice = Number(row.dataset.choice);
    const input = row.querySelector("input");
    const changed = () => {
      showHands(question, container);
      if (question.place !== undefined) showRoomAndModel(question);
      saveAddress();
    };
    input.addEventListener("input", () => {
      setHands(question.name, choice, input.value);
      changed();
    });
    input.addEventListener("change", () => (input.value = state.votes[question.name][choice]));
    row.querySelectorAll("button").forEach((button) =>
      button.addEventListener("click", () => {
        setHands(question.name, choice, state.votes[question.name][choice] + Number(button.dataset.step));
        input.value = state.votes[question.name][choice];
        changed();
      }),
    );
  });
}

function showHands(question, container) {
  const votes = state.votes[question.name];
  const all = votes.reduce((sum, one) => sum + one, 0);
  container.querySelectorAll("[data-choice]").forEach((row, choice) => {
    const input = row.querySelector("input");
    if (document.activeElement !== input) input.value = votes[choice];
    row.querySelector(".bar").style.setProperty("--share", all ? votes[choice] / all : 0);
  });
  container.querySelector(".total").textContent = all === 1 ? "1 hand" : `${all} hands`;
}

/** The room against the model, choice by choice. */
function showRoomAndModel(round) {
  const place = document.querySelector(`#screen-${round.name} .against`);
  const model = modelAnswers(round);
  const room = state.votes[round.name];
  const all = room.reduce((sum, one) => sum + one, 0);
  const rows = round.choices.map((choice, number) =>
    html("tr", {},
      html("th", { scope: "row" }, choice.label),
      barCell("room", all ? room[number] / all : 0, all ? `${room[number]} of ${all} hands` : "no hands counted"),
      barCell("model", model[number] / RUNS, `${model[number]} of ${RUNS} runs`)),
  );
  const head = html("tr", {}, ...["", "The room", "The model"].map((text) => text ? html("th", { scope: "col" }, text) : html("td", {})));
  place.replaceChildren(
    html("caption", {}, "The room against the model"), html("thead", {}, head), html("tbody", {}, ...rows),
  );
  document.querySelector(`#screen-${round.name} .against-words`).textContent = againstSentence(round, model, room, all);
}

function barCell(kind, share, text) {
  const bar = html("span", { class: `bar ${kind}`, "aria-hidden": "true" });
  bar.style.setProperty("--share", share);
  return html("td", {}, bar, html("span", { class: "bar-text" }, text));
}

function againstSentence(round, model, room, all) {
  const favourites = mostSaid(model);
  const runs = `${Math.max(...model)} of ${RUNS} runs of the model${favourites.length > 1 ? " each" : ""}`;
  const said = favourites.length ? `${runs}: ${labels(round, favourites)}.` : "No run of the model says any of these.";
  return all ? `Most hands: ${labels(round, mostSaid(room))}. ${said}` : said;
}

/** Places of what was said most often: more than one where they are level, none where nothing was. */
function mostSaid(counts) {
  const most = Math.max(...counts);
  return counts.flatMap((count, place) => (count > 0 && count === most ? [place] : []));
}

function labels(round, places) {
  return places.map((place) => `“${round.choices[place].label}”`).join(" and ");
}

/** Show a round at its stage: what was predicted stays in sight. */
function showRound(round) {
  const screen = document.getElementById(`screen-${round.name}`);
  const stage = STAGES.indexOf(state.stages[round.name]);
  screen.dataset.now = STAGES[stage];
  screen.querySelectorAll("[data-from]").forEach((part) => (part.hidden = stage < STAGES.indexOf(part.dataset.from)));
  screen.querySelectorAll("[data-only]").forEach((part) => (part.hidden = part.dataset.only !== STAGES[stage]));
  screen.querySelectorAll(".stages li").forEach((item, number) => {
    if (number === stage) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
  showHands(round, screen.querySelector(".hands"));
  if (stage === 0) return;
  showRoomAndModel(round);
  const [title, other] = [round.title, round.against_title];
  screen.querySelectorAll("figure:not([hidden])").forEach((figure) => {
    if (figure.closest("[hidden]")) return;
    const chart = figure.dataset.chart;
    if (chart === "crossroads") drawCrossroads(figure, round.place, round.against, title, other);
    if (chart === "backing") drawBacking(figure, round.place, round.against, title, other);
    if (chart === "personas") drawPersonas(figure, round.place, round.against, title, other);
    if (chart === "contributions") drawContributions(figure, round.place, round.against, round.parts, round.effect);
  });
}

function wireRound(round) {
  const screen = document.getElementById(`screen-${round.name}`);
  wireHands(round, screen.querySelector(".hands"));
  screen.querySelectorAll("[data-stage]").forEach((button) =>
    button.addEventListener("click", () => {
      state.stages[round.name] = button.dataset.stage;
      showRound(round);
      saveAddress();
      const heading = screen.querySelector(`[data-heading="${button.dataset.stage}"]`);
      heading.focus();
      heading.scrollIntoView({ block: "start", behavior: "auto" });
    }),
  );
}
