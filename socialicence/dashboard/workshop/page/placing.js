// Finding room for names on the map: clear of one another, and off the runs where there is room.

const LETTER = 8.1;
const LINE = 19;
const AROUND = [
  [0, -30], [0, 38], [24, 5], [-24, 5], [0, -52], [0, 60], [40, -24], [-40, -24], [40, 32], [-40, 32], [0, -78], [0, 86],
  [70, 5], [-70, 5], [90, -50], [-90, -50], [90, 60], [-90, 60],
];

function boxAt(x, y, wide) {
  return { left: x, right: x + wide, top: y - LINE + 4, bottom: y + 5 };
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The best place for a name near a point: within the frame, off other names, off dots, and near. */
function placeName(text, at, frame, taken, dots) {
  const wide = LETTER * text.length;
  const tries = AROUND.map(([dx, dy]) => {
    const start = dx > 0 ? at[0] + dx : dx < 0 ? at[0] + dx - wide : at[0] - wide / 2;
    const x = Math.max(frame.left + 5, Math.min(start, frame.right - wide - 4));
    const y = Math.max(frame.top + LINE, Math.min(at[1] + dy, frame.bottom - 8));
    const box = boxAt(x, y, wide);
    const hidden = dots.filter(([left, top]) => left > box.left - 5 && left < box.right + 5 && top > box.top - 5 && top < box.bottom + 5);
    const cost = 1000 * taken.filter((other) => overlap(box, other)).length + 30 * hidden.length + Math.hypot(dx, dy) / 4;
    return { x, y, box, cost };
  });
  const best = tries.reduce((least, one) => (one.cost < least.cost ? one : least));
  taken.push(best.box);
  return best;
}

/** A name with a line to what it names, where it does not stand close by. */
function drawName(root, text, at, kind, frame, taken, dots) {
  const { x, y, box } = placeName(text, at, frame, taken, dots);
  const toward = [Math.max(box.left, Math.min(at[0], box.right)), y < at[1] ? box.bottom : box.top];
  if (Math.hypot(toward[0] - at[0], toward[1] - at[1]) > 22) {
    root.append(svg("line", { x1: at[0], y1: at[1], x2: toward[0], y2: toward[1], class: "leader" }));
  }
  root.append(label(text, x, y, { class: `halo ${kind}` }));
}
