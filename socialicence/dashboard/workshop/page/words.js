// Numbers and findings in plain words: what every chart says to those who do not see it, and to those who do.

/** A share as text; never a false nought or hundred. */
function percent(share) {
  if (share === null) return "not known";
  const whole = Math.round(100 * share);
  if (whole === 0 && share > 0) return "under 1%";
  if (whole === 100 && share < 1) return "over 99%";
  return `${whole}%`;
}

/** A number with its sign; a true minus; no sign on nought. */
function signed(value, digits = 1) {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return "0";
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** An outcome in its unit. */
function amount(name, value) {
  if (value === null) return "not known";
  const measure = data.measures[name];
  if (measure.unit === "share") return percent(value);
  if (measure.unit === "percent") return `${value.toFixed(1)}%`;
  return value.toFixed(2);
}

/** A difference of an outcome, with its unit. */
function change(name, difference) {
  const measure = data.measures[name];
  if (measure.unit === "share") return `${signed(100 * difference)} points`;
  if (measure.unit === "percent") return `${signed(difference, 2)} points`;
  return signed(difference, 2);
}

/** The same in a sentence. */
function changed(name, difference) {
  const text = change(name, difference);
  return text === "0" || text.startsWith("0 ") ? "no change" : text;
}

/** "9 of 16 runs end nearest Deprioritised; none nearest Public Good". */
function nearestSentence(place, title) {
  const counts = nearestCounts(place);
  const most = counts.reduce((best, one) => (one.runs > best.runs ? one : best));
  const good = counts.find((one) => one.future === "public_good").runs;
  const where = most.future === "none" ? "near none of the four" : `nearest ${data.futures[most.future]}`;
  const rest = most.future === "public_good" ? "" : `; ${good || "none"} nearest Public Good`;
  return `${title}: ${most.runs} of ${RUNS} runs end ${where}${rest}`;
}

/** Where the middle of the runs lies on the map, in words. */
function placeSentence(place, title) {
  const across = spread(outcomes(place, "cross_department"));
  const up = spread(outcomes(place, "external_access"));
  return `${title}: on average departments clear ${across.mean.toFixed(2)} desks a month together, and ${percent(up.mean)} of access goes to people outside government.`;
}

/** "Backing among those affected is 56% in the last two years (8 in 10 runs: 55% to 57%), 1.2 points above today's". */
function courseSentence(name, place, against, title, other) {
  const own = spread(outcomes(place, name));
  const said = `${lowered(data.measures[name].label)} is ${amount(name, own.mean)} in the last two years (8 in 10 runs: ${amount(name, own.low)} to ${amount(name, own.high)})`;
  if (place === against) return `${title}: ${said}.`;
  return `${title}: ${said}, ${beside(name, spread(paired(place, against, name)).mean)} ${spoken(other)}.`;
}

/** A set of choices within a sentence. */
function spoken(title) {
  return title === data.words.nothing_changes ? lowered(title) : `“${title}”`;
}

function beside(name, difference) {
  const size = change(name, Math.abs(difference)).replace("+", "");
  if (size.startsWith("0 ") || size === "0") return "the same as";
  return `${size} ${difference > 0 ? "above" : "below"}`;
}

/** What a persona meets, in frequencies. */
function storySentence(one, name) {
  const held = one.at ? ` Most often held up at ${one.at}: ${one.why}.` : "";
  return `${capital(name)}: usable evidence within two years in ${one.runs} of ${one.of} runs.${held}`;
}

/** What moved an outcome most. */
function partsSentence(name, parts, whole) {
  const label = data.measures[name].label;
  if (parts.length === 0) return `${label}: nothing has been moved, so nothing contributes.`;
  const most = parts.reduce((best, one) => (Math.abs(one.alone.mean) > Math.abs(best.alone.mean) ? one : best));
  const all = `${label}: all together ${changed(name, whole.mean)}`;
  if (parts.length === 1) return `${all}, from the one change that was made.`;
  return `${all}. Made alone, “${most.change}” moves it most: ${change(name, most.alone.mean)}.`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label within a sentence. */
function lowered(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
