// Run by itself: node --test tests/node/envelope.test.mjs
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import * as sealing from "./sealing.mjs";
import { vectors } from "./vectors.mjs";

const committed = JSON.parse(await readFile(new URL("../engine/sealing/vectors.json", import.meta.url), "utf8"));
const utf8 = new TextDecoder();

test("the browser's libraries still give every known answer", async () => {
  assert.deepEqual(await vectors(), committed);
});

test("the browser opens the known envelopes", async () => {
  for (const { seed, purpose, aad, plaintext, envelope } of committed.envelopes) {
    const keyPair = await sealing.keyPairFromSeed(sealing.fromHex(seed));
    const given = { purpose, aad: sealing.fromHex(aad) };
    assert.equal(utf8.decode(await sealing.open(keyPair, sealing.fromBase64(envelope), given)), plaintext);
  }
});

test("the browser refuses a changed envelope, another purpose and other side information", async () => {
  const { seed, purpose, envelope } = committed.envelopes[0];
  const keyPair = await sealing.keyPairFromSeed(sealing.fromHex(seed));
  const octets = sealing.fromBase64(envelope);
  const refused = { name: "OpenError" };
  for (const at of [0, 2, 3, 4, 11, 12, 1131, 1132, octets.length - 1]) {
    const changed = octets.slice();
    changed[at] ^= 1;
    await assert.rejects(sealing.open(keyPair, changed, { purpose }), refused, `byte ${at}`);
  }
  await assert.rejects(sealing.open(keyPair, octets, { purpose: "message" }), refused);
  await assert.rejects(sealing.open(keyPair, octets, { purpose, aad: Uint8Array.of(0) }), refused);
});
