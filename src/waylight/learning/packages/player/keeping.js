/**
 * How far a learner is, as one short string that any learning system can keep: SCORM 1.2 promises 4,096 characters,
 * this needs about two hundred. Answers, questions and lessons are places in the course, and mean something only
 * with the words they were kept with, so the digest of those words comes first.
 */
const KEEPS = "w1";

function nothingDone() {
  return { language: "", done: new Set(), at: "start", drawn: [], picked: [], marked: false, share: null, told: "", seal: "" };
}

/** `seal`: names this pass, so that telling of it twice is telling of it once. */
function written(standing, digest) {
  let done = 0n;
  for (const number of standing.done) done |= 1n << BigInt(number - 1);
  const drawn = standing.drawn.map((index) => index.toString(36).padStart(2, "0")).join("");
  const picked = standing.picked.map((mask) => mask.toString(16).padStart(2, "0")).join("");
  const share = standing.share === null ? "" : String(standing.share);
  return [KEEPS, digest, standing.language, done.toString(16), standing.at, drawn, picked, standing.marked ? "m" : "", share, standing.told, standing.seal].join("|");
}

/** What was kept; null for what these words did not keep, with the language that was chosen even so. */
function readBack(text, digest) {
  const [kind, kept, language, done, at, drawn, picked, marked, share, told, seal] = text.split("|");
  if (kind !== KEEPS || seal === undefined) return { standing: nothingDone(), other: text !== "" };
  if (kept !== digest) return { standing: { ...nothingDone(), language }, other: true };
  const standing = { ...nothingDone(), language, at, told, seal };
  const bits = BigInt(`0x${done || "0"}`);
  for (let number = 1; number <= 64; number += 1) if ((bits >> BigInt(number - 1)) & 1n) standing.done.add(number);
  standing.drawn = (drawn.match(/../g) ?? []).map((each) => Number.parseInt(each, 36));
  standing.picked = (picked.match(/../g) ?? []).map((each) => Number.parseInt(each, 16));
  standing.marked = marked === "m";
  standing.share = share === "" ? null : Number(share);
  return { standing, other: false };
}

const REFUSED = "waylight-refused";

/**
 * What a learning system refused, kept in this tab for whoever is signed in to it, so that a reload loses nothing;
 * empty text: it has taken everything. `had`: what the system holds.
 */
function keepRefused(who, had, text) {
  try {
    if (text && who) window.sessionStorage.setItem(REFUSED, JSON.stringify({ who, had, text }));
    else window.sessionStorage.removeItem(REFUSED);
  } catch {
    // A browser that forbids storage: the sentence on the page has said that it is not kept.
  }
}

/** The same person's, where the system still holds what it held then: otherwise what it holds is newer. */
function readRefused(who, had) {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(REFUSED) ?? "{}");
    return who && kept.who === who && kept.had === had ? String(kept.text) : "";
  } catch {
    return "";
  }
}

/** Of version 4. Not `crypto.randomUUID`, which a learning system served without https does not have. */
function uuid() {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = (octets[6] & 0x0f) | 0x40;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  const hex = [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
