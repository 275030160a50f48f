// The envelope and the receipt as a browser makes them, written from the format's description alone and on
// another library, so that agreeing with Python means something.
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";

const { subtle } = globalThis.crypto;
const utf8 = new TextEncoder();

const HEADER_LENGTH = 12;
const ENC_LENGTH = 1120;
const LENGTH_PREFIX = 8;
const STEP = 1024 * 1024;

const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export const hex = (octets) => Buffer.from(octets).toString("hex");
export const fromHex = (text) => new Uint8Array(Buffer.from(text, "hex"));
export const base64 = (octets) => Buffer.from(octets).toString("base64");
export const fromBase64 = (text) => new Uint8Array(Buffer.from(text, "base64"));
export const sha256 = async (octets) => new Uint8Array(await subtle.digest("SHA-256", octets));

// The libraries take an ArrayBuffer; a view may stand on a larger one.
const whole = (octets) => Uint8Array.from(octets).buffer;
const join = (...parts) => new Uint8Array(Buffer.concat(parts));

export async function seal(publicKey, plaintext, { purpose, aad = new Uint8Array(), ekm }) {
  const keyId = (await sha256(publicKey)).slice(0, 8);
  const header = join(utf8.encode("WL"), Uint8Array.of(1, 1), keyId);
  const { ct, enc } = await suite.seal(
    {
      recipientPublicKey: await kem.deserializePublicKey(whole(publicKey)),
      info: info(purpose, header, aad),
      ...(ekm && { ekm: whole(ekm) }),
    },
    whole(pad(plaintext)),
  );
  return join(header, new Uint8Array(enc), new Uint8Array(ct));
}

export async function open(keyPair, envelope, { purpose, aad = new Uint8Array() }) {
  const header = envelope.slice(0, HEADER_LENGTH);
  const padded = await suite.open(
    {
      recipientKey: keyPair.privateKey,
      enc: whole(envelope.slice(HEADER_LENGTH, HEADER_LENGTH + ENC_LENGTH)),
      info: info(purpose, header, aad),
    },
    whole(envelope.slice(HEADER_LENGTH + ENC_LENGTH)),
  );
  const length = Number(new DataView(padded).getBigUint64(0));
  return new Uint8Array(padded, LENGTH_PREFIX, length);
}

export const keyPairFromSeed = (seed) => kem.generateKeyPairDerand(Uint8Array.from(seed));
export const publicKeyOf = async (keyPair) => new Uint8Array(await kem.serializePublicKey(keyPair.publicKey));

export async function derive(secret, label, length) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(label) };
  return new Uint8Array(await subtle.deriveBits(parameters, key, length * 8));
}

export async function flow(flowKey) {
  const part = (label, length) => derive(flowKey, `waylight/flow/1:${label}`, length);
  const number = BigInt(`0x${hex(await part("receipt", 32))}`) % 10n ** 35n;
  return {
    draftLocator: hex(await part("draft-locator", 16)),
    draftKey: await part("draft-key", 32),
    instanceId: hex(await part("instance-id", 16)),
    receipt: receipt(number.toString().padStart(35, "0")),
  };
}

// `free` is the receipt's 35 digits without its check digits.
export function receipt(free) {
  const part = (label, length) => derive(utf8.encode(free), `waylight/receipt/1:${label}`, length);
  return {
    text: free.match(/.{7}/g).map((row, index) => grouped(row + checkDigit(row, index + 1))).join(" "),
    locator: async () => hex(await part("locator", 16)),
    keyPair: async () => suite.kem.deriveKeyPair(whole(await part("key-pair", 32))),
    contentTag: async (content) => hex(await hmac(await part("content-tag", 32), content)),
  };
}

export async function encryptField(dataKey, plaintext, { nonce, table, row, column }) {
  const secret = await derive(dataKey, "waylight/data-key/1:fields", 32);
  const key = await subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  const place = [table, row, column].map((part) => utf8.encode(part));
  const additionalData = join(
    utf8.encode("waylight/field/1:"),
    ...place.flatMap((part) => [Uint8Array.of(0, 0, 0, part.length), part]),
  );
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, plaintext);
  return join(Uint8Array.of(1), nonce, new Uint8Array(sealed));
}

export async function match(dataKey, kind, value) {
  return hex(await hmac(await derive(dataKey, `waylight/data-key/1:match/${kind}`, 32), utf8.encode(value)));
}

function info(purpose, header, aad) {
  return whole(join(utf8.encode(`waylight/envelope/1:${purpose}`), Uint8Array.of(0), header, aad));
}

function pad(plaintext) {
  const needed = LENGTH_PREFIX + plaintext.length;
  let size = 2048;
  while (size < needed) size += Math.min(size, STEP);
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setBigUint64(0, BigInt(plaintext.length));
  padded.set(plaintext, LENGTH_PREFIX);
  return padded;
}

async function hmac(secret, content) {
  const key = await subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return subtle.sign("HMAC", key, content);
}

const grouped = (row) => `${row.slice(0, 4)} ${row.slice(4)}`;

const DAMM = [
  "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
  "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
];

function checkDigit(digits, start) {
  return [...digits].reduce((state, digit) => DAMM[state][digit], start);
}
