// What is chosen, and the same in the address after the #, so that a copied address or a reload opens it again.

const STAGES = ["predict", "reveal", "why"];
const POSITIONS = ["lowest", "today", "highest"];
const MOST_HANDS = 999;

/** Nothing chosen, nothing counted. */
function asAtFirst() {
  return {
    screen: "start",
    positions: data.levers.map(() => 1),
    named: "",
    pinned: TODAY,
    measure: "licence_affected",
    stages: Object.fromEntries(data.rounds.map((round) => [round.name, "predict"])),
    votes: Object.fromEntries(data.questions.map((question) => [question.name, question.choices.map(() => 0)])),
  };
}

const state = asAtFirst();
const before = [];

/** The place in the table of what is chosen under Try it. */
function chosenPlace() {
  const named = data.named.find((one) => one.key === state.named);
  return named ? named.place : placeOf(state.positions);
}

function titleOf(place) {
  if (place === TODAY) return data.words.nothing_changes;
  const named = data.named.find((one) => one.key === state.named && one.place === place) || data.named.find((one) => one.place === place);
  if (named) return named.key.startsWith("future.") ? `Choices for ${named.title}` : named.title;
  return place === chosenPlace() ? "This plan" : "Pinned plan";
}

/** Change what is chosen under Try it, so that it can be undone. */
function choose(positions, named = "") {
  before.push({ positions: [...state.positions], named: state.named });
  if (before.length > 100) before.shift();
  state.positions = positions;
  state.named = named;
  const own = named && positionsOf(chosenPlace());
  if (own) state.positions = own;
}

function undo() {
  const last = before.pop();
  if (last) Object.assign(state, last);
}

/** Hands of a question, as a whole number in its range. */
function setHands(question, choice, text) {
  const number = Math.floor(Number(text));
  state.votes[question][choice] = Number.isFinite(number) ? Math.min(Math.max(number, 0), MOST_HANDS) : 0;
}

function address() {
  const parts = new URLSearchParams({ screen: state.screen, version: data.made.model_version });
  data.levers.forEach((lever, number) => {
    if (state.positions[number] !== 1) parts.set(lever.name, POSITIONS[state.positions[number]]);
  });
  if (state.named) parts.set("choices", state.named);
  if (state.pinned !== TODAY) parts.set("pinned", String(state.pinned));
  if (state.measure !== asAtFirst().measure) parts.set("measure", state.measure);
  for (const [name, votes] of Object.entries(state.votes)) {
    if (votes.some((count) => count > 0)) parts.set(`hands.${name}`, votes.join("-"));
  }
  for (const [name, stage] of Object.entries(state.stages)) {
    if (stage !== "predict") parts.set(`stage.${name}`, stage);
  }
  return `#${parts}`;
}

function saveAddress() {
  try {
    history.replaceState(null, "", address());
  } catch {
    // Some browsers do not let a file change its address: then it cannot be copied from there, and nothing else is lost.
  }
}

/** Take up an address; what cannot be read is left as it was, and said. */
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  let damaged = false;
  const take = (key, known, set) => {
    if (!parts.has(key)) return;
    if (known(parts.get(key))) set(parts.get(key));
    else damaged = true;
  };
  take("screen", (name) => document.getElementById(`screen-${name}`) !== null, (name) => (state.screen = name));
  data.levers.forEach((lever, number) => {
    take(lever.name, (text) => POSITIONS.includes(text), (text) => (state.positions[number] = POSITIONS.indexOf(text)));
  });
  take("choices", (key) => data.named.some((one) => one.key === key), (key) => (state.named = key));
  take("measure", (name) => document.querySelector(`#effect-measure option[value="${CSS.escape(name)}"]`) !== null, (name) => (state.measure = name));
  take("pinned", (text) => /^\d{1,6}$/.test(text) && Number(text) < packed.rows, (text) => (state.pinned = Number(text)));
  for (const [name, stage] of Object.entries(state.stages)) {
    take(`stage.${name}`, (text) => STAGES.includes(text), (text) => (state.stages[name] = text || stage));
  }
  for (const [name, votes] of Object.entries(state.votes)) {
    const good = (text) => /^\d{1,3}(-\d{1,3})*$/.test(text) && text.split("-").length === votes.length;
    take(`hands.${name}`, good, (text) => text.split("-").forEach((count, choice) => setHands(name, choice, count)));
  }
  const old = parts.has("version") && parts.get("version") !== String(data.made.model_version);
  if (damaged) return data.words.damaged;
  return old ? data.words.old : "";
}
