// Run by itself: node --test tests/node/device.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

const stored = {};
globalThis.localStorage = { getItem: (key) => stored[key] ?? null, setItem: (key, text) => (stored[key] = text) };
const source = new URL("../../src/waylight/learning/static/learning/device.js", import.meta.url);
const { forgetAll, handedOver, known, noteDone, owed, told } = await import(source);

test("what the server does not know yet outlives the server's word", () => {
  forgetAll();
  noteDone("drivers", "one");
  told("drivers", []);
  assert.deepEqual(known("drivers").done, ["one"]);
  assert.deepEqual(owed(), { drivers: { done: ["one"], check: undefined } });
});

test("a page that was asked for before a hand-over takes nothing away, and the next one has the last word", () => {
  forgetAll();
  noteDone("drivers", "one");
  handedOver(owed());
  assert.deepEqual(owed(), {});
  told("drivers", ["zero"]);
  assert.deepEqual(known("drivers").done, ["one", "zero"]);
  told("drivers", ["zero"]);
  assert.deepEqual(known("drivers").done, ["zero"]);
});

test("what is noted while a hand-over is on its way is still owed", () => {
  forgetAll();
  noteDone("drivers", "one");
  const sent = owed();
  noteDone("drivers", "two");
  handedOver(sent);
  assert.deepEqual(owed().drivers.done, ["one", "two"]);
});
