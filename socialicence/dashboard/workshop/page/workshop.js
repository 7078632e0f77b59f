// Starting up, and going from screen to screen.

const screens = [...document.querySelectorAll("main > section")].map((section) => section.id.replace("screen-", ""));

function showScreen(name, move = true) {
  state.screen = name;
  for (const screen of screens) document.getElementById(`screen-${screen}`).hidden = screen !== name;
  document.querySelectorAll("nav [data-screen]").forEach((button) => {
    if (button.dataset.screen === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  });
  document.title = `${document.querySelector(`#screen-${name} h1`).textContent} · ${data.title}`;
  draw();
  saveAddress();
  if (move) {
    window.scrollTo(0, 0);
    document.querySelector(`#screen-${name} h1`).focus();
  }
}

function draw() {
  const round = data.rounds.find((one) => one.name === state.screen);
  if (round) showRound(round);
  if (state.screen === "try") showTrying();
}

/** Light or dark as the machine has it, until somebody says otherwise. */
function wireTheme() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const now = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
  const show = () => (button.textContent = now() === "dark" ? "Light" : "Dark");
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = now() === "dark" ? "light" : "dark";
    show();
  });
  dark.addEventListener("change", show);
  show();
}

/** On paper there is nothing to open. */
function wirePrinting() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main > section:not([hidden]) details:not([open])")];
    opened.forEach((one) => (one.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
  document.getElementById("print").addEventListener("click", () => window.print());
}

/** Take up the address, and say so where part of it could not be read. */
function openAddress() {
  const message = readAddress();
  const place = document.getElementById("message");
  place.textContent = message;
  place.hidden = message === "";
}

function start() {
  openAddress();
  window.addEventListener("hashchange", () => {
    Object.assign(state, asAtFirst());
    openAddress();
    showScreen(state.screen);
  });
  document.querySelectorAll("[data-screen]").forEach((button) =>
    button.addEventListener("click", () => showScreen(button.dataset.screen)),
  );
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // what stands after the # is the state
    document.querySelector(`#screen-${state.screen} h1`).focus();
  });
  data.rounds.forEach(wireRound);
  data.questions.filter((question) => !data.rounds.some((round) => round.name === question.name)).forEach((question) => {
    const container = document.getElementById(`hands-${question.name}`);
    wireHands(question, container);
    showHands(question, container);
  });
  wireTrying();
  wireTheme();
  wirePrinting();
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  });
  document.documentElement.classList.add("ready");
  showScreen(state.screen, false);
}

start();
