// node visit.mjs PACKAGES ADDRESS OUT [PATTERN]: visits every page of pages.mjs, or those whose name matches, in Chromium,
// as each of its roles, at three widths: the narrowest and the widest with JavaScript, and the middle without. Demands of each: its status, no violation of WCAG 2.2 AA that axe
// knows, nothing wider than the screen, no complaint in the console, no other host asked, a title and one first
// heading, and that the keyboard reaches every control. Screenshots go to OUT. Exit status 1 with a line for each fault.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pages } from "./pages.mjs";

const [packages, address, out, pattern] = process.argv.slice(2);
const require = createRequire(`${resolve(packages)}/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const visitsOfAPage = [[320, true], [768, false], [1280, true]];  // width, and whether with JavaScript
const limitBytes = 100_000;
mkdirSync(out, { recursive: true });

const faults = [];
let visits = 0;

async function judge(page, state, complaints) {
  const fault = (what) => faults.push(`${state}: ${what}`);
  for (const complaint of complaints) fault(complaint);
  if ((await page.title()).trim() === "") fault("has no title");
  if ((await page.locator("h1").count()) !== 1) fault("has not exactly one h1");
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) fault(`is ${wider} pixels wider than the screen`);
}

async function judgeByAxe(page, state) {
  const result = await page.evaluate(async () => {
    const options = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
      rules: { region: { enabled: false } } };  // the Design System's back link stands before <main>
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map((v) => `axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  });
  for (const violation of result) faults.push(`${state}: ${violation}`);
}

// Every link, field and button that is shown is reached by Tab alone, and is seen to be.
async function judgeByKeyboard(page, state) {
  const wanted = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
      .filter((e) => e.checkVisibility() && !e.disabled)
      // Tab reaches one of a group of radios, and the arrows the others.
      .filter((e, at, all) => e.type !== "radio" || all.findIndex((other) => other.type === "radio" && other.name === e.name) === at)
      .length);
  const reached = new Set();
  await page.evaluate(() => { document.activeElement?.blur(); let n = 0; for (const e of document.querySelectorAll("*")) e.dataset.place = n++; });
  for (let i = 0; i < wanted + 20; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement === document.body ? null : document.activeElement?.dataset.place);
    if (at == null) continue;
    if (reached.has(at)) break;
    reached.add(at);
  }
  if (reached.size < wanted) faults.push(`${state}: the keyboard reaches ${reached.size} of ${wanted} controls`);
}

function nameOf(row) {
  return row.name ?? (row.path.replace(/\W+/g, "_").replace(/^_/, "") || "home");
}

// As the demo's page does: the context keeps the cookie.
async function signIn(context, role) {
  const reply = await context.request.post(`${address}/demo/sign-in`, { form: { role, next: "/" }, maxRedirects: 0 });
  if (reply.status() !== 303) throw new Error(`signing in answers ${reply.status()}`);
}

async function visit(browser, row, role, width, withScript) {
  const name = nameOf(row);
  const state = `${name} as ${role} at ${width}${withScript ? "" : " without JavaScript"}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: withScript });
  try {
    if (role !== "anyone") await signIn(context, role);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const complaints = [];
    let bytes = 0;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text())) complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(address)) complaints.push(`asks another host: ${request.url()}`);
    });
    page.on("requestfinished", async (request) => { bytes += (await request.sizes().catch(() => null))?.responseBodySize ?? 0; });
    const response = await page.goto(address + row.path, { waitUntil: "load" });
    const status = row.status ?? 200;
    if (response.status() !== status) complaints.push(`answers ${response.status()}, not ${status}`);
    if (bytes > limitBytes) complaints.push(`is ${bytes} bytes`);
    if (row.act) await row.act(page, { withScript, width });
    visits++;
    await judge(page, state, complaints);
    await page.screenshot({ path: `${out}/${name}_${role}_${width}${withScript ? "" : "_plain"}.png`, fullPage: true });
    if (withScript) {
      // The protocol's own evaluation is not held by the page's policy.
      await page.evaluate(axe);
      await judgeByAxe(page, state);
      if (width === 1280) await judgeByKeyboard(page, state);
    }
  } catch (error) {
    faults.push(`${state}: ${error.message.split("\n")[0]}`);
  } finally {
    await context.close();
  }
}

const browser = await chromium.launch({
  executablePath: process.env.ASSIZE_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"],
});
const jobs = [];
for (const row of pages) {
  for (const role of row.roles ?? ["anyone"]) {
    if (pattern && !nameOf(row).match(pattern)) continue;
    for (const [width, withScript] of visitsOfAPage) jobs.push([row, role, width, withScript]);
  }
}
await Promise.all(Array.from({ length: 3 }, async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await visit(browser, ...job);
}));
await browser.close();
for (const fault of faults.sort()) console.log(fault);
console.log(`${visits} visits, ${faults.length} faults; screenshots in ${out}`);
process.exit(faults.length ? 1 : 0);
