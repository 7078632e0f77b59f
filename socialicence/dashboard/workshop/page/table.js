// The table of runs: unpacked once, then read by place (a set of choices), outcome and run.

const data = JSON.parse(document.getElementById("workshop-data").textContent);
const packed = data.table;
const numbers = unpack(packed.numbers);
const RUNS = packed.runs;
const TODAY = data.today;

/** Two-byte numbers, the low byte first, whatever the machine. */
function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Uint16Array.from({ length: bytes.length / 2 }, (_, place) => view.getUint16(2 * place, true));
}

/** A stretch of the block of one set of choices. */
function stretch(place, start, length) {
  const first = place * packed.size + start;
  return Array.from(numbers.subarray(first, first + length));
}

/** An outcome of every run; null where it is not known. */
function outcomes(place, name) {
  const row = packed.columns.indexOf(name);
  const scale = packed.scale[name];
  return stretch(place, row * RUNS, RUNS).map((number) => (number === packed.unknown ? null : number / scale));
}

/** The future that each run is nearest to. */
function nearest(place) {
  return stretch(place, packed.columns.length * RUNS, RUNS).map((number) => packed.nearest[number]);
}

/** In how many runs a persona had usable evidence within two years, of how many that are known, and what held it up. */
function story(place, persona) {
  const known = stretch(place, (packed.columns.length + 1 + persona) * RUNS, RUNS).filter((one) => one !== packed.unknown);
  const [at, atRuns, why, whyRuns] = packed.held[place][persona];
  return {
    runs: known.filter((one) => one === 1).length,
    of: known.length,
    at: packed.words[at],
    atRuns,
    why: packed.words[why],
    whyRuns,
  };
}

/** A measure month by month: 10th percentile, mean and 90th percentile over the runs. */
function course(place, name) {
  const start = (packed.columns.length + 1 + packed.personas.length) * RUNS;
  const row = packed.courses.indexOf(name);
  const line = (part) =>
    stretch(place, start + (3 * row + part) * packed.months, packed.months).map((one) => one / packed.scale[name]);
  return { low: line(0), mean: line(1), high: line(2) };
}

/** Mean, 10th and 90th percentile of what is known; null where nothing is. */
function spread(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  return {
    mean: known.reduce((sum, value) => sum + value, 0) / known.length,
    low: percentile(known, 0.1),
    high: percentile(known, 0.9),
  };
}

/** Between the two values around it, as numpy does it. */
function percentile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Run by run: the same public and the same chances, other choices. */
function paired(place, against, name) {
  const before = outcomes(against, name);
  return outcomes(place, name).map((value, run) => (value === null || before[run] === null ? null : value - before[run]));
}

/** Runs nearest to each future, in the order of the futures. */
function nearestCounts(place) {
  const found = nearest(place);
  return packed.nearest.map((future) => ({ future, runs: found.filter((one) => one === future).length }));
}

/** Place in the table of five positions: 0 lowest, 1 as today, 2 highest. */
function placeOf(positions) {
  return positions.reduce((place, position) => 3 * place + position, 0);
}

/** The five positions of a place in the grid; null for a set of choices outside it. */
function positionsOf(place) {
  if (place >= 3 ** data.levers.length) return null;
  return data.levers.map((_, lever) => Math.floor(place / 3 ** (data.levers.length - 1 - lever)) % 3);
}

/** What each lever moved, in the grid: the place with only it moved, and the place with all but it moved. */
function partsOf(place, against) {
  const [after, before] = [positionsOf(place), positionsOf(against)];
  if (after === null || before === null) return null;
  const swap = (positions, lever, position) =>
    placeOf(positions.map((one, number) => (number === lever ? position : one)));
  return data.levers.flatMap((lever, number) =>
    after[number] === before[number]
      ? []
      : [{
          label: lever.question,
          change: lever.positions[after[number]].label,
          alone: swap(before, number, after[number]),
          without: swap(after, number, before[number]),
        }],
  );
}
