// The one map: do departments join up (across), can people outside government use the data (up); a dot for each run.

const ACROSS = "cross_department";
const UP = "external_access";
const CORNERS = {
  public_good: [1, 0, "end"], silos: [0, 0, "start"], government: [1, 1, "end"], deprioritised: [0, 1, "start"],
};

/** Draw where runs end, with today's (or another) course as a ghost, on scales that never change. */
function drawCrossroads(figure, place, against, title, other, withFutures = false) {
  const { root, width, height } = canvas(figure, 0.66, 330);
  const frame = { left: 52, right: width - 12, top: 14, bottom: height - 48 };
  const x = scale(0, data.axes.across, frame.left, frame.right);
  const y = scale(0, data.axes.up, frame.bottom, frame.top);
  drawGround(root, frame, x, y);
  const ends = [middle(against), middle(place)].map(([across, up]) => [x(across), y(up)]);
  if (place !== against) drawCloud(root, against, x, y, true);
  if (withFutures) drawFutures(root, x, y, frame);
  drawCloud(root, place, x, y, false);
  if (place !== against) {
    drawWay(root, ends);
    nameCloud(root, other, ends[0], ends[1], frame, "ghost-text");
  }
  nameCloud(root, title, ends[1], ends[0], frame, "strong");
  tellCrossroads(figure, place, against, title, other);
}

function middle(place) {
  return [spread(outcomes(place, ACROSS)).mean, spread(outcomes(place, UP)).mean];
}

function drawGround(root, frame, x, y) {
  const [across, up] = data.axes.cross;
  root.append(
    svg("line", { x1: x(across), x2: x(across), y1: frame.top, y2: frame.bottom, class: "cross" }),
    svg("line", { x1: frame.left, x2: frame.right, y1: y(up), y2: y(up), class: "cross" }),
    svg("path", { d: `M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}`, class: "axis" }),
  );
  for (const [future, [right, low, anchor]] of Object.entries(CORNERS)) {
    const at = [right ? frame.right - 6 : frame.left + 8, low ? frame.bottom - 10 : frame.top + 16];
    root.append(label(data.futures[future], ...at, { class: `corner ${future}-text`, "text-anchor": anchor }));
  }
  for (const tick of [0, 0.2, 0.4, 0.6, 0.8].filter((one) => one <= data.axes.up)) {
    root.append(label(percent(tick), frame.left - 6, y(tick) + 5, { class: "tick", "text-anchor": "end" }));
  }
  for (let tick = 0; tick <= data.axes.across; tick += 0.5) {
    root.append(label(tick.toFixed(1), x(tick), frame.bottom + 18, { class: "tick", "text-anchor": "middle" }));
  }
  root.append(label("Do departments join up? (desks cleared together, a month) →", frame.left, frame.bottom + 39, { class: "axis-name" }));
}

function drawCloud(root, place, x, y, ghost) {
  const across = outcomes(place, ACROSS);
  const up = outcomes(place, UP);
  const where = nearest(place);
  const dots = across.map((value, run) => mark(ghost ? "ghost" : where[run], x(value), y(up[run]), ghost ? 3.4 : 6));
  root.append(svg("g", { class: ghost ? "ghosts" : "runs" }, ...dots));
}

function drawFutures(root, x, y, frame) {
  for (const one of data.named.filter((named) => named.key.startsWith("future."))) {
    const future = one.key.replace("future.", "");
    const [across, up] = middle(one.place);
    const at = [x(across), y(up)];
    const end = at[0] > frame.right - 170;
    root.append(
      mark(future, ...at, 9, { class: `mark hollow ${future}` }),
      label(`Choices for ${one.title}`, at[0] + (end ? -14 : 14), at[1] + 5, { class: `halo ${future}-text`, "text-anchor": end ? "end" : "start" }),
    );
  }
}

/** An arrow from the middle of the ghost to the middle of the runs, if they are apart. */
function drawWay(root, [from, to]) {
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

/** Put a name on the side of its cloud that is away from the other. */
function nameCloud(root, text, at, other, frame, kind) {
  const above = at[1] < other[1] || (at[1] === other[1] && kind === "strong");
  const wide = 8.2 * text.length;
  const x = Math.max(frame.left + 6, Math.min(at[0] - wide / 2, frame.right - wide - 4));
  const y = Math.max(frame.top + 40, Math.min(at[1] + (above ? -46 : 56), frame.bottom - 30));
  root.append(
    svg("line", { x1: at[0], y1: at[1], x2: Math.max(x, Math.min(at[0], x + wide)), y2: y + (above ? 4 : -14), class: "leader" }),
    label(text, x, y, { class: `halo ${kind}` }),
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
    const was = place === against ? "" : ` (${lowered(other)}: ${before[number].runs})`;
    return html("li", {}, icon, ` ${runs} of ${RUNS} ${data.futures[future]}`, html("span", { class: "was" }, was));
  });
  figure.querySelector(".counts").replaceChildren(...items);
}
