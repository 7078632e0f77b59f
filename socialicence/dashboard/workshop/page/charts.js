// The course of backing, the three people, and what each change contributed.

/** The course of a measure over five years, on the whole scale, so that small changes look small. */
function drawBacking(figure, place, against, title, other, name = "licence_affected") {
  const { root, width, height } = canvas(figure, 0.5, 250);
  const frame = { left: 52, right: width - 16, top: 16, bottom: height - 44 };
  const x = scale(0, packed.months - 1, frame.left, frame.right);
  const y = scale(0, 1, frame.bottom, frame.top);
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    root.append(
      svg("line", { x1: frame.left, x2: frame.right, y1: y(tick), y2: y(tick), class: "grid" }),
      label(percent(tick), frame.left - 6, y(tick) + 5, { class: "tick", "text-anchor": "end" }),
    );
  }
  for (let month = 0; month < packed.months; month += 12) {
    root.append(label(month === 0 ? "Today" : `${frame.right > 480 ? "Year " : ""}${month / 12}`, x(month), frame.bottom + 20, {
      class: "tick", "text-anchor": month === 0 ? "start" : month === packed.months - 1 ? "end" : "middle",
    }));
  }
  const own = course(place, name);
  const path = (line) => line.map((value, month) => `${month ? "L" : "M"}${x(month).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const band = `${path(own.low)}${own.high.map((value, month) => `L${x(month).toFixed(1)} ${y(value).toFixed(1)}`).reverse().join("")}Z`;
  root.append(svg("path", { d: band, class: "band" }));
  if (place !== against) root.append(svg("path", { d: path(course(against, name).mean), class: "ghost-line" }));
  root.append(svg("path", { d: path(own.mean), class: "line" }));
  nameLines(root, frame, y, place, against, title, other, name);
  tellBacking(figure, place, against, title, other, name);
}

/** A key above and below the lines: solid with a band, and dashed. */
function nameLines(root, frame, y, place, against, title, other, name) {
  const own = course(place, name);
  const before = course(against, name);
  const above = own.mean[packed.months - 1] >= before.mean[packed.months - 1];
  const high = y(Math.max(...own.high, ...before.high)) - 14;
  const low = y(Math.min(...own.low, ...before.low)) + 26;
  root.append(label(title, frame.right - 4, above ? high : low, { class: "halo line-text", "text-anchor": "end" }));
  if (place === against) return;
  root.append(label(`${other} (dashed)`, frame.right - 4, above ? low : high, { class: "halo ghost-text", "text-anchor": "end" }));
}

function tellBacking(figure, place, against, title, other, name) {
  const own = course(place, name);
  const before = course(against, name);
  const last = packed.months - 1;
  const heading =
    place === against
      ? `${data.measures[name].label}: ${amount(name, own.mean[0])} today, ${amount(name, spread(outcomes(place, name)).mean)} in the last two years`
      : `${data.measures[name].label}: ${changed(name, spread(paired(place, against, name)).mean)} in the last two years, against ${spoken(other)}`;
  tell(figure, heading, courseSentence(name, place, against, title, other), {
    caption: `${data.measures[name].label}, year by year: mean of ${RUNS} runs (8 in 10 runs)`,
    columns: place === against ? ["Year", title] : ["Year", title, other],
    rows: [0, 12, 24, 36, 48, 60].filter((month) => month <= last).map((month) => {
      const cell = (line) => `${fine(line.mean[month])} (${fine(line.low[month])} to ${fine(line.high[month])})`;
      const year = month === 0 ? "Today" : `Year ${month / 12}`;
      return place === against ? [year, cell(own)] : [year, cell(own), cell(before)];
    }),
  });
}

function fine(share) {
  return `${(100 * share).toFixed(1)}%`;
}

/** Three people: a dot for each run, full where they had usable evidence within two years. */
function drawPersonas(figure, place, against, title, other) {
  const people = packed.personas.map((name, persona) => ({ name, now: story(place, persona), was: story(against, persona) }));
  const rows = people.map(({ name, now, was }) => {
    const dots = Array.from({ length: now.of }, (_, run) =>
      svg("circle", { cx: 9 + 18 * run, cy: 9, r: 6.5, class: run < now.runs ? "dot full" : "dot" }),
    );
    const strip = svg("svg", { viewBox: `0 0 ${18 * Math.max(now.of, 1)} 18`, class: "strip", "aria-hidden": "true" }, ...dots);
    const before = place === against ? "" : ` (${spoken(other)}: ${was.runs})`;
    const held = now.at ? `Most often held up at ${now.at}: ${now.why}` : "Not held up";
    return html("div", { class: "person" },
      html("p", { class: "person-name" }, capital(name)), strip,
      html("p", { class: "person-count" }, html("strong", {}, `${now.runs} of ${now.of} runs`), before),
      html("p", { class: "person-held" }, held));
  });
  figure.querySelector(".drawing").replaceChildren(...rows);
  const total = people.map(({ name, now }) => `${name} ${now.runs}`).join(", ");
  tell(figure, `Usable evidence within two years, of ${RUNS} runs: ${total}`,
    people.map(({ name, now }) => storySentence(now, name)).join(" "), {
      caption: `${title}: the three people`,
      columns: ["Person", "Runs with usable evidence", capital(other), "Most often held up at", "Why"],
      rows: people.map(({ name, now, was }) => [capital(name), `${now.runs} of ${now.of}`, `${was.runs} of ${was.of}`, now.at || "nothing", now.why || "nothing"]),
    });
}

/** What each change contributed, from both ends: made alone, and made last. */
function drawContributions(figure, place, against, parts, name = "licence_affected") {
  // Where there is nothing to draw there is nothing to choose, to explain or to look up either.
  figure.querySelectorAll(".choose, .note, details").forEach((one) => (one.hidden = parts === null));
  if (parts === null) {
    figure.querySelector(".drawing").replaceChildren();
    tell(figure, "What each change contributed", data.words.outside, { caption: "", columns: [], rows: [] });
    return;
  }
  const whole = spread(paired(place, against, name));
  const effects = parts.map((part) => ({
    ...part,
    alone: spread(paired(part.alone, against, name)),
    last: spread(paired(place, part.without, name)),
  }));
  drawEffects(figure, effects, whole, name);
  const range = (one) => `${change(name, one.mean)} (${change(name, one.low)} to ${change(name, one.high)})`;
  tell(figure, `What each change contributed to ${lowered(data.measures[name].label)}`, partsSentence(name, effects, whole), {
    caption: `${data.measures[name].label}: mean over ${RUNS} pairs of runs (8 in 10 pairs)`,
    columns: ["Change", "Made alone", "Made last"],
    rows: [...effects.map((one) => [`${one.label} ${one.change}`, range(one.alone), range(one.last)]), ["All together", range(whole), ""]],
  });
}

function drawEffects(figure, effects, whole, name) {
  const rows = [...effects, { label: "All together", change: "", alone: whole, last: null }];
  const full = figure.querySelector(".drawing").clientWidth || 640;
  const left = Math.min(310, Math.round(full * 0.48));
  const letters = Math.floor((left - 12) / 7.4);
  const names = rows.map((one) => ({ question: one.change ? lines(one.label, letters) : [], answer: lines(one.change || one.label, letters) }));
  const heights = names.map(({ question, answer }) => Math.max(46, 18 * (question.length + answer.length) + 16));
  const bottom = 10 + heights.reduce((sum, one) => sum + one, 0);
  const { root, width } = canvas(figure, 0, bottom + 42);
  const reach = reachOf(name, rows);
  const x = scale(-reach, reach, left, width - 22);
  const ticks = width - left > 240 ? [-1, -0.5, 0, 0.5, 1] : [-1, 0, 1];
  for (const tick of ticks.map((part) => part * reach)) {
    root.append(
      svg("line", { x1: x(tick), x2: x(tick), y1: 4, y2: bottom, class: tick === 0 ? "axis" : "grid" }),
      label(tickText(name, tick), x(tick), bottom + 18, { class: "tick", "text-anchor": "middle" }),
    );
  }
  root.append(label(data.measures[name].change, (left + width - 22) / 2, bottom + 36, { class: "tick", "text-anchor": "middle" }));
  let top = 10;
  rows.forEach((one, row) => {
    const { question, answer } = names[row];
    question.forEach((line, number) => root.append(label(line, 0, top + 18 * number + 14, { class: "ghost-text tick" })));
    answer.forEach((line, number) => root.append(label(line, 0, top + 18 * (question.length + number) + 15, { class: "strong" })));
    const middle = top + 9 * (question.length + answer.length) + 2;
    drawEffect(root, one.alone, x, middle - (one.last ? 8 : 0), "full");
    if (one.last) drawEffect(root, one.last, x, middle + 8, "hollow");
    top += heights[row];
  });
}

function drawEffect(root, one, x, y, kind) {
  root.append(svg("line", { x1: x(one.low), x2: x(one.high), y1: y, y2: y, class: "effect-line" }));
  root.append(kind === "full"
    ? svg("circle", { cx: x(one.mean), cy: y, r: 6, class: "effect full" })
    : svg("rect", { x: x(one.mean) - 5, y: y - 5, width: 10, height: 10, class: "effect hollow" }));
}

/** Half the width of the scale: the same for every setting, and wider only where an effect would not fit. */
function reachOf(name, rows) {
  const largest = Math.max(...rows.flatMap((one) => [one.alone, one.last]).filter(Boolean).flatMap((one) => [Math.abs(one.low), Math.abs(one.high)]));
  return Math.max(data.axes.effect[name], 1.05 * largest);
}

function tickText(name, value) {
  const share = data.measures[name].unit === "share";
  return signed(share ? 100 * value : value, share ? (Math.abs(value) < 0.1 && value !== 0 ? 1 : 0) : 2);
}
