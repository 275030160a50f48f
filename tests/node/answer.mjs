// Answers Python's questions: a JSON list of {do, ...} on standard input, the list of answers on output.
import { text } from "node:stream/consumers";
import * as sealing from "./sealing.mjs";

const utf8 = new TextEncoder();

async function keyPairOf(question) {
  if (question.receipt) return sealing.receipt(question.receipt).keyPair();
  return sealing.keyPairFromSeed(sealing.fromHex(question.seed));
}

const answers = {
  async seal({ public_key: publicKey, plaintext, purpose, aad }) {
    const envelope = await sealing.seal(sealing.fromBase64(publicKey), sealing.fromBase64(plaintext), {
      purpose,
      aad: sealing.fromBase64(aad),
    });
    return sealing.base64(envelope);
  },
  async open(question) {
    const given = { purpose: question.purpose, aad: sealing.fromBase64(question.aad) };
    try {
      const envelope = sealing.fromBase64(question.envelope);
      return sealing.base64(await sealing.open(await keyPairOf(question), envelope, given));
    } catch (error) {
      if (error.name !== "OpenError") throw error;
      return null;
    }
  },
  async receipt({ receipt, content }) {
    const kept = sealing.receipt(receipt);
    return {
      text: kept.text,
      locator: await kept.locator(),
      public_key: sealing.base64(await sealing.publicKeyOf(await kept.keyPair())),
      content_tag: await kept.contentTag(utf8.encode(content)),
    };
  },
  async flow({ flow_key: flowKey }) {
    const { receipt, draftLocator, draftKey, instanceId } = await sealing.flow(sealing.fromHex(flowKey));
    return {
      receipt: receipt.text,
      draft_locator: draftLocator,
      draft_key: sealing.hex(draftKey),
      instance_id: instanceId,
    };
  },
};

const questions = JSON.parse(await text(process.stdin));
const replies = [];
for (const question of questions) replies.push(await answers[question.do](question));
console.log(JSON.stringify(replies));
