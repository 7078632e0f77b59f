// Try it: five levers at three positions each, beside what the model's runs come to.

const trying = document.getElementById("screen-try");
const part = (name) => trying.querySelector(`[data-part="${name}"]`);

function wireTrying() {
  data.levers.forEach((lever, number) => {
    trying.querySelectorAll(`input[name="${lever.name}"]`).forEach((input) =>
      input.addEventListener("change", () => {
        choose(state.positions.map((one, other) => (other === number ? Number(input.value) : one)));
        showTrying();
      }),
    );
  });
  part("choices").addEventListener("change", (event) => {
    choose(data.levers.map(() => 1), event.target.value);
    showTrying();
  });
  part("measure").addEventListener("change", (event) => {
    state.measure = event.target.value;
    showTrying();
  });
  part("futures").addEventListener("change", showTrying);
  const actions = {
    undo,
    today: () => choose(data.levers.map(() => 1)),
    pin: () => (state.pinned = state.pinned === chosenPlace() ? TODAY : chosenPlace()),
  };
  for (const [name, action] of Object.entries(actions)) {
    part(name).addEventListener("click", () => {
      action();
      showTrying();
    });
  }
}

/** The parts of what is chosen: of the grid, or those that a named set of choices brings. */
function chosenParts(place, against) {
  const named = data.named.find((one) => one.key === state.named);
  if (named && named.place >= 3 ** data.levers.length) return against === TODAY ? named.parts : null;
  return partsOf(place, against);
}

function showTrying() {
  const place = chosenPlace();
  const named = data.named.find((one) => one.key === state.named);
  const outside = positionsOf(place) === null;
  showControls(place, named, outside);
  if (state.screen === "try") drawTrying(place);
  saveAddress();
}

function showControls(place, named, outside) {
  data.levers.forEach((lever, number) =>
    trying.querySelectorAll(`input[name="${lever.name}"]`).forEach((input) => {
      input.checked = !outside && Number(input.value) === state.positions[number];
    }),
  );
  part("choices").value = named ? named.key : "";
  part("undo").disabled = before.length === 0;
  part("today").disabled = place === TODAY;
  const pinned = state.pinned !== TODAY && state.pinned === place;
  part("pin").textContent = pinned ? "Unpin" : "Pin to compare";
  part("pin").disabled = place === TODAY && state.pinned === TODAY;
  part("compared").textContent = `Compared with: ${spoken(titleOf(state.pinned))}.`;
  const changed = outside ? named.differences : data.levers.flatMap((lever, number) => {
    const position = lever.positions[state.positions[number]];
    return state.positions[number] === 1 ? [] : [`${lever.question} ${position.label}: ${lowered(position.means)}`];
  });
  part("differences").replaceChildren(...(changed.length ? changed : [data.words.no_change]).map((text) => html("li", {}, text)));
  showCost(outside);
}

/** What the positions cost, where the pack says. */
function showCost(outside) {
  const place = part("cost");
  if (!place) return;
  const cost = data.levers.reduce((sum, lever, number) => sum + (lever.positions[state.positions[number]].cost || 0), 0);
  const budget = data.costs.budget === null ? "" : ` of ${data.costs.budget}`;
  const over = data.costs.budget !== null && cost > data.costs.budget ? " More than there is." : "";
  place.textContent = outside ? "" : `Cost: ${cost}${budget} ${data.costs.unit}.${over}`;
}

function drawTrying(place) {
  const against = state.pinned;
  const [title, other] = [titleOf(place), titleOf(against)];
  const figure = (name) => trying.querySelector(`figure[data-chart="${name}"]`);
  drawCrossroads(figure("crossroads"), place, against, title, other, part("futures").checked);
  drawBacking(figure("backing"), place, against, title, other);
  drawPersonas(figure("personas"), place, against, title, other);
  part("measure").value = state.measure;
  drawContributions(figure("contributions"), place, against, chosenParts(place, against), state.measure);
  showNumbers(place, against, title, other);
}

/** The few numbers that a room asks for, now and in what it is compared with. */
function showNumbers(place, against, title, other) {
  const names = ["licence_affected", "licence_everyone", "objecting_percent", "cross_department", "external_access"];
  const cell = (where, name) => {
    const one = spread(outcomes(where, name));
    return `${amount(name, one.mean)} (${amount(name, one.low)} to ${amount(name, one.high)})`;
  };
  const columns = place === against ? [title] : [title, other];
  const head = html("tr", {}, html("td", {}), ...columns.map((text) => html("th", { scope: "col" }, text)));
  const rows = names.map((name) =>
    html("tr", {}, html("th", { scope: "row" }, data.measures[name].label),
      ...(place === against ? [place] : [place, against]).map((where) => html("td", {}, cell(where, name)))),
  );
  part("numbers").replaceChildren(
    html("caption", {}, `The last two years of ${RUNS} runs: mean (8 in 10 runs)`), html("thead", {}, head), html("tbody", {}, ...rows),
  );
}
