// Checks published files against the schemas of their standards; prints each fault and exits with 1.
//
//   node check.mjs SCHEMAS ocds FILE               a release package, with lots and techniques merged in
//   node check.mjs SCHEMAS oruk/NAME FILE          one record, against oruk/compiled/NAME.json
//   node check.mjs SCHEMAS oruk-page/NAME FILE     a page of them: its envelope, and each element
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.ASSIZE_AJV ?? process.cwd(), "package.json"));
const Ajv2020 = require("ajv/dist/2020").default;
const AjvDraft04 = require("ajv-draft-04").default;
const addFormats = require("ajv-formats").default;

const [schemas, kind, file] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const faults = [];
const say = (path, message) => faults.push(`${path || "/"}: ${message}`);

// RFC 7396.
function merge(into, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const merged = into !== null && typeof into === "object" && !Array.isArray(into) ? { ...into } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function validate(ajv, schema, data, path = "") {
  const check = ajv.compile(schema);
  if (check(data)) return;
  for (const error of check.errors) say(path + error.instancePath, `${error.message} (${error.schemaPath})`);
}

function codes(name) {
  const folders = ["codelists", ...readdirSync(join(schemas, "ocds/extensions"))
    .map((extension) => `extensions/${extension}/codelists`)].map((each) => join(schemas, "ocds", each));
  const files = folders.flatMap((folder) => [join(folder, name), join(folder, `+${name}`)]).filter(existsSync);
  if (files.length === 0) return null;
  return new Set(files.flatMap((each) => {
    const rows = readFileSync(each, "utf8").trim().split(/\r?\n/);
    const column = rows[0].split(",").indexOf("Code");
    return rows.slice(1).map((row) => row.split(",")[column]);
  }));
}

// Codes of closed lists, and members that the schema does not know.
function walk(root, schema, data, path) {
  while (schema?.$ref?.startsWith("#/definitions/")) schema = root.definitions[schema.$ref.slice(14)];
  if (schema === undefined || data === null) return;
  if (schema.codelist && schema.openCodelist === false) {
    const known = codes(schema.codelist);
    if (known === null) say(path, `there is no codelist ${schema.codelist}`);
    for (const code of known === null ? [] : [data].flat()) {
      if (!known.has(code)) say(path, `${code} is not in ${schema.codelist}`);
    }
  }
  if (Array.isArray(data)) {
    data.forEach((each, at) => walk(root, schema.items, each, `${path}/${at}`));
  } else if (typeof data === "object" && schema.properties) {
    for (const [key, value] of Object.entries(data)) {
      if (schema.properties[key]) walk(root, schema.properties[key], value, `${path}/${key}`);
      else say(`${path}/${key}`, "the standard has no such member");
    }
  }
}

function checkOcds(data) {
  let release = read(schemas, "ocds/release-schema.json");
  for (const extension of ["lots", "techniques"]) {
    release = merge(release, read(schemas, "ocds/extensions", extension, "release-schema.json"));
  }
  // The lots extension names a definition of yet another extension; we have no use for it.
  for (const [, name] of JSON.stringify(release).matchAll(/"#\/definitions\/(\w+)"/g)) {
    release.definitions[name] ??= { properties: {} };
  }
  const ajv = new AjvDraft04({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(release);
  validate(ajv, read(schemas, "ocds/release-package-schema.json"), data);
  data.releases.forEach((each, at) => walk(release, release, each, `/releases/${at}`));
}

function orukAjv() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv;
}

function checkPage(name, data) {
  for (const [key, type] of Object.entries({ total_items: "number", total_pages: "number",
    page_number: "number", size: "number", first_page: "boolean", last_page: "boolean", empty: "boolean" })) {
    if (typeof data[key] !== type) say(`/${key}`, `must be a ${type}`);
  }
  if (data.size !== data.contents.length || data.empty !== (data.size === 0)) say("/size", "is not that of contents");
  const ajv = orukAjv();
  const schema = read(schemas, "oruk/compiled", `${name}.json`);
  const check = ajv.compile(schema);
  data.contents.forEach((each, at) => {
    if (check(each)) return;
    for (const error of check.errors) say(`/contents/${at}${error.instancePath}`, error.message);
  });
}

const data = read(file);
const [standard, name] = kind.split("/");
if (standard === "ocds") checkOcds(data);
else if (standard === "oruk") validate(orukAjv(), read(schemas, "oruk/compiled", `${name}.json`), data);
else checkPage(name, data);
for (const fault of faults.slice(0, 50)) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
