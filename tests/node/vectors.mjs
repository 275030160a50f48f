// The known answers, computed here from fixed inputs. `node tests/node/vectors.mjs` prints the very text of
// tests/engine/sealing/vectors.json; a change to that file is a change of format.
import { pathToFileURL } from "node:url";
import * as sealing from "./sealing.mjs";

const utf8 = new TextEncoder();
const counting = (length, from) => Uint8Array.from({ length }, (_, index) => (from + index) % 256);

export async function vectors() {
  return {
    key: await keyVector(sealing.fromHex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")),
    envelopes: [
      await envelopeVector("concern", "", "A silver car waits outside Thornleigh Park School every Friday."),
      await envelopeVector("message", "00ff10", ""),
      await envelopeVector("concern", "6c6f63", "ਸ਼ੁੱਕਰਵਾਰ ਨੂੰ ਇੱਕ ਕਾਰ। ".repeat(60)),
    ],
    flows: [await flowVector(counting(32, 0)), await flowVector(counting(32, 200))],
    fields: [
      await fieldVector("07700 900123", "phone", { table: "mention", row: "17", column: "value" }),
      await fieldVector("", "handle", { table: "mention", row: "", column: "значение" }),
    ],
  };
}

async function keyVector(seed) {
  const publicKey = await sealing.publicKeyOf(await sealing.keyPairFromSeed(seed));
  return { seed: sealing.hex(seed), public: sealing.base64(publicKey) };
}

async function envelopeVector(purpose, aad, plaintext) {
  const seed = counting(32, plaintext.length);
  const publicKey = await sealing.publicKeyOf(await sealing.keyPairFromSeed(seed));
  const envelope = await sealing.seal(publicKey, utf8.encode(plaintext), {
    purpose,
    aad: sealing.fromHex(aad),
    ekm: counting(64, 100),
  });
  return { seed: sealing.hex(seed), purpose, aad, plaintext, envelope: sealing.base64(envelope) };
}

async function flowVector(flowKey) {
  const { receipt, draftLocator, draftKey, instanceId } = await sealing.flow(flowKey);
  const publicKey = await sealing.publicKeyOf(await receipt.keyPair());
  return {
    flow_key: sealing.hex(flowKey),
    cookie: Buffer.from(flowKey).toString("base64url"),
    draft_locator: draftLocator,
    draft_key: sealing.hex(draftKey),
    instance_id: instanceId,
    receipt: receipt.text,
    locator: await receipt.locator(),
    public_sha256: sealing.hex(await sealing.sha256(publicKey)),
    content: "The same words twice",
    content_tag: await receipt.contentTag(utf8.encode("The same words twice")),
  };
}

async function fieldVector(value, kind, place) {
  const dataKey = counting(32, 7);
  const encrypted = await sealing.encryptField(dataKey, utf8.encode(value), { nonce: counting(12, 50), ...place });
  return {
    data_key: sealing.hex(dataKey),
    value,
    kind,
    ...place,
    encrypted: sealing.base64(encrypted),
    match: await sealing.match(dataKey, kind, value),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await vectors(), null, 2));
}
