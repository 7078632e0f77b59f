// Small tools to draw SVG with: elements, scales, axes, and the frame that every chart stands in.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; SVG unless it is one of HTML's. */
function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function html(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** From values to places on the screen. */
function scale(low, high, start, end) {
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

function label(text, x, y, attributes = {}) {
  return svg("text", { x, y, ...attributes }, text);
}

/** Text over as many lines as a width in letters asks. */
function lines(text, letters) {
  const found = [""];
  for (const word of text.split(" ")) {
    const last = found[found.length - 1];
    if (last && last.length + word.length + 1 > letters) found.push(word);
    else found[found.length - 1] = last ? `${last} ${word}` : word;
  }
  return found;
}

/** The mark of a future: a shape of its own, so that colour is not needed. */
function mark(future, x, y, size, attributes = {}) {
  const own = { class: `mark ${future}`, ...attributes };
  const points = (...pairs) => pairs.map(([dx, dy]) => `${x + dx * size},${y + dy * size}`).join(" ");
  if (future === "public_good") return svg("circle", { cx: x, cy: y, r: size, ...own });
  if (future === "silos") return svg("rect", { x: x - 0.9 * size, y: y - 0.9 * size, width: 1.8 * size, height: 1.8 * size, ...own });
  if (future === "government") return svg("polygon", { points: points([0, -1.1], [1.1, 0.9], [-1.1, 0.9]), ...own });
  if (future === "deprioritised") return svg("polygon", { points: points([0, 1.1], [1.1, -0.9], [-1.1, -0.9]), ...own });
  return svg("polygon", { points: points([0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]), ...own });
}

/** Room to draw in, as wide as its place, so that text is as large as elsewhere on the page. */
function canvas(figure, ratio, least = 260) {
  const place = figure.querySelector(".drawing");
  const width = Math.max(280, Math.min(place.clientWidth || 640, 820));
  const height = Math.max(least, Math.round(width * ratio));
  const id = figure.id;
  const root = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-summary`,
  });
  place.replaceChildren(root);
  return { root, width, height };
}

/** Title, summary and table of a chart; what is said is changed only if it is new, so that it is not read out again. */
function tell(figure, title, summary, table) {
  for (const [part, text] of [["title", title], ["summary", summary]]) {
    const place = document.getElementById(`${figure.id}-${part}`);
    if (place.textContent !== text) place.textContent = text;
  }
  const head = html("tr", {}, ...table.columns.map((column) => html("th", { scope: "col" }, column)));
  const body = table.rows.map((row) =>
    html("tr", {}, ...row.map((cell, number) => (number ? html("td", {}, cell) : html("th", { scope: "row" }, cell)))),
  );
  figure.querySelector("table").replaceChildren(
    html("caption", {}, table.caption), html("thead", {}, head), html("tbody", {}, ...body),
  );
}
