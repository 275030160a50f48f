/** Reads statements from standard input and writes what @learninglocker/xapi-validation has to say of them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { default: validate } = createRequire(import.meta.url)("@learninglocker/xapi-validation");
const statements = JSON.parse(readFileSync(0, "utf8"));
const broken = { ...statements[0], verb: { id: "no address" } };
if (validate(broken).length === 0) throw new Error("the reader finds no fault where there is one");
console.log(JSON.stringify(statements.flatMap((statement) => validate(statement).map(String))));
