/**
 * Makes src/waylight/site/assets/ from node_modules: what browsers get that Waylight did not write.
 *
 *   govuk/govuk-frontend.css, .rtl.css   GOV.UK's components in the reader's own system fonts, and mirrored,
 *                                        less those that no page of ours has
 *   govuk/govuk-frontend.js              the same components' behaviour, an ES module
 *   govuk/exit-this-page.js              one of them alone, for pages that carry nothing else
 *   cytoscape/cytoscape.js               draws the chart of what is told of together, an ES module
 *   waylight/waylight.rtl.css, desk      our own sheets, mirrored
 *   components.json                      every part with version, licence and rights holder
 *
 * GDS Transport may be used on gov.uk only, and the crown is the Crown's: neither is copied, and the run fails
 * if a new release brings either back under another name. A file is written only when its text changes.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import { minify } from "terser";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const site = join(root, "src/waylight/site");
const read = (...parts) => readFileSync(join(root, ...parts), "utf8");

function write(name, text) {
  const path = join(site, "assets", name);
  mkdirSync(dirname(path), { recursive: true });
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  writeFileSync(path, text);
}

const withoutSourceMap = (text) => text.replace(/\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*$/gm, "").trimEnd() + "\n";

/** GOV.UK's ready-made sheet, less its font and crest, with `--wl-font` in place of every font name. */
function ownFonts(sheet) {
  const made = withoutSourceMap(sheet)
    .replace(/(\/\*![^*]*Calvert[^*]*\*\/)?@font-face\{[^}]*\}/g, "")
    .replace(/font-family:(?:"?GDS Transport"?,arial,)?sans-serif/g, "font-family:var(--wl-font,sans-serif)")
    .replace(/[\w-]+:[^;{}]*govuk-crest\.svg[^;{}]*;?/g, "");
  const left = made.match(/GDS Transport|@font-face|url\(|sourceMappingURL|Calvert|crest\.svg|crown\./);
  if (left) throw new Error(`GOV.UK Frontend's sheet still holds "${left[0]}". tools/assets.mjs must learn its new form.`);
  return made;
}

/** Components that no page of ours has: a sixth of the sheet. tests/site/test_built_assets.py names a page that
 * comes to need one; then take it out of this list. */
const unused = [
  "accordion", "character-count", "cookie-banner", "file-upload", "footer", "generic-header", "header",
  "password-input", "warning-text",
];

// The reader of style sheets that rtlcss brings along.
const postcss = createRequire(createRequire(import.meta.url).resolve("rtlcss"))("postcss");

/** The sheet without the rules that only unused components have. */
function withoutUnused(sheet) {
  const theirs = new RegExp(`\\.govuk-(?:${unused.join("|")})(?![a-z]|-[a-z])`);
  const rules = postcss.parse(sheet);
  rules.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !theirs.test(selector));
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
  rules.walkAtRules((rule) => {
    if (rule.nodes && !rule.nodes.length) rule.remove();
  });
  return rules.toString();
}

const govuk = "node_modules/govuk-frontend/dist/govuk";
const govukSheet = withoutUnused(ownFonts(read(govuk, "govuk-frontend.min.css")));
write("govuk/govuk-frontend.css", govukSheet);
write("govuk/govuk-frontend.rtl.css", rtlcss.process(govukSheet));
write("govuk/govuk-frontend.js", withoutSourceMap(read(govuk, "govuk-frontend.min.js")));
const exitAlone = read(govuk, "components/exit-this-page/exit-this-page.bundle.mjs");
write("govuk/exit-this-page.js", withoutSourceMap((await minify(exitAlone, { module: true })).code));
for (const sheet of ["waylight", "desk"]) {
  write(`waylight/${sheet}.rtl.css`, rtlcss.process(readFileSync(join(site, `static/waylight/${sheet}.css`), "utf8")));
}
const cytoscape = "node_modules/cytoscape";
const notice = `/*!\n${read(cytoscape, "LICENSE").trim()}\n*/\n`;
write("cytoscape/cytoscape.js", notice + withoutSourceMap(read(cytoscape, "dist/cytoscape.esm.min.mjs")));

const shipped = ["govuk-frontend", "cytoscape"].map((name) => {
  const about = JSON.parse(read("node_modules", name, "package.json"));
  const holder = about.author?.name ?? about.author ?? read("node_modules", name, "LICENSE").match(/Copyright \(c\) [\d-]+,? (.+?)\.?\n/)?.[1] ?? null;
  return { name, version: about.version, licence: about.license, holder };
});
write("components.json", JSON.stringify(shipped, null, 2) + "\n");
