// The one map: do departments join up (across), can people outside government use the data (up); a dot for each run.

const ACROSS = "cross_department";
const UP = "external_access";
const CORNERS = {
  public_good: [1, 0, "end"], silos: [0, 0, "start"], government: [1, 1, "end"], deprioritised: [0, 1, "start"],
};

/** Draw where runs end, with today's (or another) course as a ghost, on scales that never change. */
function drawCrossroads(figure, place, against, title, other, withFutures = false) {
  const { root, width, height } = canvas(figure, 0.53, 330);
  const frame = { left: 52, right: width - 12, top: 14, bottom: height - 48 };
  const x = scale(0, data.axes.across, frame.left, frame.right);
  const y = scale(0, data.axes.up, frame.bottom, frame.top);
  const onMap = ([across, up]) => [x(across), y(up)];
  const moved = place !== against;
  const taken = drawGround(root, frame, x, y);
  if (moved) drawCloud(root, against, onMap, true);
  const futures = withFutures ? drawFutures(root, onMap) : [];
  drawCloud(root, place, onMap, false);
  const [from, to] = [onMap(middle(against)), onMap(middle(place))];
  if (moved) drawWay(root, from, to);
  const runs = [...spots(place), ...(moved ? spots(against) : [])].map(onMap);
  const dots = [...runs, ...futures.map((one) => one.at), ...between(from, to)];
  drawName(root, title, to, "strong", frame, taken, dots);
  if (moved) drawName(root, other, from, "ghost-text", frame, taken, dots);
  for (const one of futures) drawName(root, one.title, one.at, `${one.future}-text`, frame, taken, dots);
  tellCrossroads(figure, place, against, title, other);
}

/** Points along the arrow, so that names keep off it too. */
function between(from, to) {
  return Array.from({ length: 41 }, (_, step) => [0, 1].map((axis) => from[axis] + (step / 40) * (to[axis] - from[axis])));
}

/** Where each run stands. */
function spots(place) {
  const up = outcomes(place, UP);
  return outcomes(place, ACROSS).map((value, run) => [value, up[run]]);
}

function middle(place) {
  return [spread(outcomes(place, ACROSS)).mean, spread(outcomes(place, UP)).mean];
}

/** Axes and the names of the four areas; returns the room that the names take. */
function drawGround(root, frame, x, y) {
  const [across, up] = data.axes.cross;
  root.append(
    svg("line", { x1: x(across), x2: x(across), y1: frame.top, y2: frame.bottom, class: "cross" }),
    svg("line", { x1: frame.left, x2: frame.right, y1: y(up), y2: y(up), class: "cross" }),
    svg("path", { d: `M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}`, class: "axis" }),
  );
  for (const tick of [0, 0.2, 0.4, 0.6, 0.8].filter((one) => one <= data.axes.up)) {
    root.append(label(percent(tick), frame.left - 6, y(tick) + 5, { class: "tick", "text-anchor": "end" }));
  }
  for (let tick = 0; tick <= data.axes.across; tick += 0.5) {
    root.append(label(tick.toFixed(1), x(tick), frame.bottom + 18, { class: "tick", "text-anchor": "middle" }));
  }
  root.append(label(`Do departments join up?${frame.right > 480 ? " (desks cleared together, a month)" : ""} →`, frame.left, frame.bottom + 39, { class: "axis-name" }));
  return Object.entries(CORNERS).map(([future, [right, low, anchor]]) => {
    const at = [right ? frame.right - 6 : frame.left + 8, low ? frame.bottom - 10 : frame.top + 16];
    const text = data.futures[future];
    root.append(label(text, ...at, { class: `corner ${future}-text`, "text-anchor": anchor }));
    const wide = 10 * text.length;
    return boxAt(right ? at[0] - wide : at[0], at[1], wide);
  });
}

function drawCloud(root, place, onMap, ghost) {
  const where = nearest(place);
  const dots = spots(place).map((spot, run) => mark(ghost ? "ghost" : where[run], ...onMap(spot), ghost ? 3.4 : 6));
  root.append(svg("g", {}, ...dots));
}

/** A hollow mark where the runs of the choices for each future end on average. */
function drawFutures(root, onMap) {
  return data.named.filter((named) => named.key.startsWith("future.")).map((one) => {
    const future = one.key.replace("future.", "");
    const at = onMap(middle(one.place));
    root.append(mark(future, ...at, 9, { class: `mark hollow ${future}` }));
    return { future, at, title: `Choices for ${one.title}` };
  });
}

/** An arrow from the middle of the ghost to the middle of the runs, if they are apart. */
function drawWay(root, from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 14) return;
  const [ux, uy] = [dx / length, dy / length];
  const head = [to[0] - 9 * ux, to[1] - 9 * uy];
  root.append(
    svg("line", { x1: from[0], y1: from[1], x2: head[0], y2: head[1], class: "way" }),
    svg("polygon", { points: `${to[0]},${to[1]} ${head[0] - 5 * uy},${head[1] + 5 * ux} ${head[0] + 5 * uy},${head[1] - 5 * ux}`, class: "way-head" }),
  );
}

function tellCrossroads(figure, place, against, title, other) {
  const summary = [placeSentence(place, title)];
  if (place !== against) summary.push(placeSentence(against, other));
  const across = outcomes(place, ACROSS);
  const up = outcomes(place, UP);
  const backing = outcomes(place, "licence_affected");
  tell(figure, nearestSentence(place, title), summary.join(" "), {
    caption: `${title}: every run`,
    columns: ["Run", "Nearest", data.measures[ACROSS].label, data.measures[UP].label, data.measures.licence_affected.label],
    rows: nearest(place).map((future, run) => [
      String(run + 1), data.futures[future], across[run].toFixed(2), percent(up[run]), percent(backing[run]),
    ]),
  });
  drawCounts(figure, place, against, other);
}

/** The legend is the count: how many runs are nearest each future. */
function drawCounts(figure, place, against, other) {
  const before = nearestCounts(against);
  const items = nearestCounts(place).map(({ future, runs }, number) => {
    const icon = svg("svg", { viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" }, mark(future, 9, 9, 6));
    const was = place === against ? "" : ` (${spoken(other)}: ${before[number].runs})`;
    return html("li", {}, icon, ` ${runs} of ${RUNS} ${data.futures[future]}`, html("span", { class: "was" }, was));
  });
  figure.querySelector(".counts").replaceChildren(...items);
}
