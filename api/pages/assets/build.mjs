// node build.mjs PACKAGES SOURCES OUT: makes OUT/assize.css, assize.js and icon.svg, each also as .gz
// and .br, from the sources and the npm packages in PACKAGES/node_modules; with --plain for PACKAGES,
// a style sheet of a few lines and no script, from nothing but node.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [packages, sources, out] = process.argv.slice(2).map((path) => (path === "--plain" ? path : resolve(path)));

function madeOfPackages() {
  const require = createRequire(`${packages}/`);
  const sass = require("sass");
  const esbuild = require("esbuild");
  const style = sass.compile(`${sources}/assize.scss`, {
    loadPaths: [`${packages}/node_modules`],
    style: "compressed",
    quietDeps: true,
  }).css;
  if (/GDS Transport|@font-face|url\(/.test(style)) {
    throw new Error("the style sheet asks for a file, or for the typeface of gov.uk");
  }
  const script = esbuild.buildSync({
    entryPoints: [`${sources}/assize.mjs`],
    nodePaths: [`${packages}/node_modules`],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    write: false,
  }).outputFiles[0].text;
  return { style, script };
}

const plain = {
  style:
    "body { margin: 0 auto; max-width: 60em; padding: 1em; font-family: sans-serif; line-height: 1.5; }\n" +
    "table { border-collapse: collapse; }\nth, td { padding: 0.5em; text-align: left; vertical-align: top; }\n",
  script: "export {};\n",
};

const { style, script } = packages === "--plain" ? plain : madeOfPackages();
mkdirSync(out, { recursive: true });
const made = { "assize.css": style, "assize.js": script, "icon.svg": readFileSync(`${sources}/icon.svg`) };
for (const [name, content] of Object.entries(made)) {
  const bytes = Buffer.from(content);
  const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(`${out}/${name}`, bytes);
  writeFileSync(`${out}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${out}/${name}.br`, brotliCompressSync(bytes, brotli));
}
