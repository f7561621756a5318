// The pages that the browser visits, and as whom: a row for each page and state. A new page adds its rows.
//
//   path       its address
//   roles      who visits it ("anyone", or a role of the demo); anyone if left out
//   status     what it answers; 200 if left out
//   name       of its screenshots; from the path if left out
//   act        what to do on the page before it is judged, with and without JavaScript
import { readFile } from "node:fs/promises";

// A provider downloads last year's fees as a starting file, and has it checked.
async function checkStartingFile(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Download the starting file")]);
  const buffer = await readFile(await download.path());
  await page.setInputFiles("input[type=file]", { name: "fees.csv", mimeType: "text/csv", buffer });
  await page.click("text=Check it");
  await page.waitForSelector("text=File these fees");
}

async function openCase(page, place) {
  await page.locator("th a[href^='/queue/']").nth(place).click();
  await page.waitForSelector("#next");
}
const openFirstCase = (page) => openCase(page, 0);

// Visits of several widths go on at once, and of two steps in one case at the same time the second is told of the first:
// so those that change a case take one each.
const placeFor = (width) => ({ 320: 0, 768: 1, 1280: 2 })[width];

export const pages = [
  { path: "/" },
  { path: "/schools" },
  { path: "/schools?need=ASD&provision=day&sort=price", name: "schools_found" },
  { path: "/schools?text=nothing+is+called+this+at+all", name: "schools_none" },
  { path: "/schools?need=NONSENSE&age=x", status: 400, name: "schools_errors" },
  { path: "/schools/900001" },
  { path: "/schools/100000", status: 404, name: "school_unknown" },
  { path: "/bands" },
  { path: "/bands?need=SEMH&provision=termly", name: "bands_termly" },
  { path: "/price-changes" },
  { path: "/compare" },
  { path: "/compare?urn=900036&urn=900001&urn=900002&urn=900003&urn=900004&urn=900005", name: "compared", roles: ["anyone", "commissioner"] },
  { path: "/compare?urn=1&urn=2&urn=3&urn=4&urn=5&urn=6&urn=7", status: 400, name: "compare_too_many" },
  { path: "/compare?urn=900001&urn=x&age=200", status: 400, name: "compare_errors" },
  { path: "/spending" },
  { path: "/spending/E12000003", roles: ["anyone", "commissioner"], name: "spending_of_a_region" },
  { path: "/spending/000", status: 404, name: "spending_of_nobody" },
  { path: "/frameworks" },
  { path: "/frameworks/PLACES-1" },
  { path: "/the-log" },
  { path: "/the-log?subject=school/900001", name: "log_of_a_school" },
  { path: "/open-data" },
  { path: "/check-fees" },
  {
    path: "/check-fees", name: "check_fees_without_a_file", status: 200,
    act: async (page) => { await page.click("text=Check it"); await page.waitForSelector(".govuk-error-summary"); },
  },
  {
    path: "/check-fees", name: "check_fees_findings",
    act: async (page) => {
      await page.setInputFiles("input[type=file]", {
        name: "fees.csv", mimeType: "text/csv",
        buffer: Buffer.from(
          "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,education," +
          "boarding,care,health,vat_rate,effective_from,effective_to\n" +
          "900001,A,placement,day,ASD,5,11,year,1,£95000,95000,95000,0,0,0,0,2027-09-01,2028-08-31\n"),
      });
      await page.click("text=Check it");
      await page.waitForSelector(".assize-found");
    },
  },
  { path: "/council", roles: ["commissioner"] },
  { path: "/council", status: 401, name: "council_signed_out" },
  { path: "/council/lists", roles: ["commissioner"] },
  {
    path: "/council/lists", roles: ["commissioner"], name: "council_lists_errors",
    act: async (page) => { await page.fill("#age", "99"); await page.click("text=Show the ranking"); await page.waitForSelector(".govuk-error-summary"); },
  },
  {
    path: "/council/lists", roles: ["commissioner"], name: "council_lists_ranked",
    act: async (page) => {
      await page.selectOption("#need", "SEMH"); await page.selectOption("#provision", "day"); await page.fill("#age", "12");
      await page.fill("#weight_value", "40"); await page.click("text=Show the ranking"); await page.waitForSelector("#ranking");
    },
  },
  {
    path: "/council/lists", roles: ["commissioner"], name: "council_list_frozen",
    act: async (page) => {
      await page.selectOption("#need", "SEMH"); await page.selectOption("#provision", "day"); await page.fill("#age", "12");
      await page.fill("#reference", "N-1"); await page.click("text=Freeze it as evidence"); await page.waitForURL(/lists\/\w+/);
    },
  },
  { path: "/council/placements", roles: ["commissioner"] },
  {
    path: "/council/placements", roles: ["commissioner"], name: "council_placements_errors",
    act: async (page) => {
      await page.click("summary"); await page.fill("#reference", "Jane"); await page.click("text=Record this placement");
      await page.waitForSelector(".govuk-error-summary");
    },
  },
  { path: "/council/exits", roles: ["commissioner"] },
  { path: "/problems/busy" },
  { path: "/demo" },
  {
    path: "/demo", name: "demo_signed_in",
    act: async (page) => { await page.click("text=Sign in as a provider"); await page.waitForSelector(".assize-account"); },
  },
  { path: "/provider", roles: ["provider"] },
  { path: "/provider", name: "provider_of_anyone", status: 401 },
  { path: "/provider", name: "provider_of_a_council", roles: ["commissioner"], status: 403 },
  { path: "/provider/filings", roles: ["provider"] },
  { path: "/provider/places", roles: ["provider"] },
  {
    path: "/provider/places", name: "provider_places_errors", roles: ["provider"],
    act: async (page) => {
      await page.fill("#vacancies-0", "many");
      await page.fill("#age_from", "5");
      await page.click("text=State these vacancies");
      await page.waitForSelector(".govuk-error-summary");
    },
  },
  {
    path: "/provider/places", name: "provider_places_stated", roles: ["provider"],
    act: async (page) => {
      await page.fill("#vacancies-0", "3");
      await page.click("text=State these vacancies");
      await page.waitForSelector(".govuk-notification-banner--success");
    },
  },
  { path: "/provider/fees", roles: ["provider"] },
  {
    path: "/provider/fees", name: "provider_fees_without_a_file", roles: ["provider"],
    act: async (page) => { await page.click("text=Check it"); await page.waitForSelector(".govuk-error-summary"); },
  },
  { path: "/provider/fees", name: "provider_fees_checked", roles: ["provider"], act: (page) => checkStartingFile(page) },
  {
    path: "/provider/fees", name: "provider_fees_not_declared", roles: ["provider"],
    act: async (page) => {
      await checkStartingFile(page);
      await page.click("text=File these fees");
      await page.waitForSelector(".govuk-error-summary");
    },
  },
  {
    path: "/provider/fees", name: "provider_fees_filed", roles: ["provider"],
    act: async (page) => {
      await checkStartingFile(page);
      await page.check("#declared");
      await page.click("text=File these fees");
      await page.waitForURL("**/provider/filings/*");
      await page.waitForSelector("text=Save the receipt");
    },
  },
  { path: "/queue", roles: ["case_officer", "auditor"] },
  { path: "/queue?kind=prior_approval&sort=age&owner=none", roles: ["approver"], name: "queue_filtered" },
  { path: "/queue?rule=NONE-01", roles: ["case_officer"], name: "queue_none" },
  { path: "/queue", roles: ["provider", "commissioner"], status: 403, name: "queue_refused" },
  {
    path: "/queue", roles: ["case_officer"], name: "queue_nothing_ticked",
    act: async (page) => { await page.click("text=Do this"); await page.waitForSelector(".govuk-error-summary"); },
  },
  {
    path: "/queue?kind=market", roles: ["case_officer"], name: "queue_taken",
    act: async (page, { width }) => {
      await page.locator("label[for^=case-]").nth(placeFor(width)).click();
      await page.click("text=Do this");
      await page.waitForSelector(".govuk-notification-banner--success");
    },
  },
  { path: "/queue?kind=prior_approval", roles: ["case_officer", "approver", "auditor"], name: "case", act: openFirstCase },
  { path: "/queue?kind=market", roles: ["approver"], name: "case_market", act: openFirstCase },
  {
    path: "/queue?kind=prior_approval&sort=age", roles: ["approver"], name: "case_not_decided",
    act: async (page) => {
      await openFirstCase(page);
      await page.click("label[for=disposition-2]");
      await page.click("button:has-text('Decide')");
      await page.waitForSelector(".govuk-error-summary");
    },
  },
  {
    path: "/queue?kind=prior_approval&sort=due", roles: ["case_officer"], name: "case_noted",
    act: async (page, { width }) => {
      await openCase(page, placeFor(width));
      await page.fill("#note_words", "The accounts were asked for.");
      await page.click("text=Keep the note");
      await page.waitForSelector(".govuk-notification-banner--success");
    },
  },
  { path: "/nowhere", status: 404 },
];
