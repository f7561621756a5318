// The checks of `assize check` on the generated fee files, as SQL in DuckDB: a peer to measure beside.
// Text patterns come before every cast, since DuckDB would round 1.005 and take 1e3; money is DECIMAL.
// Prints the count of findings by rule. It knows what the generated rule book uses and no more: no
// areas, one value of each parameter, bands by the year and by the hour.
//
//   node check.mjs FEES PREVIOUS RULE_BOOK REGISTER FILED [THREADS]
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [fees, previous, bookPath, register, filed, threads = "4"] = process.argv.slice(2);
const book = JSON.parse(readFileSync(bookPath, "utf8"));
const parameter = (id) => book.parameters.find((each) => each.id === id).values[0].value;

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const run = (sql) => connection.run(sql);

const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const pounds = (column) =>
  `CASE WHEN regexp_full_match(${column}, '(0|[1-9][0-9]{0,11})(\\.[0-9]{1,2})?')` +
  ` THEN CAST(${column} AS DECIMAL(14,2)) END`;
const whole = (column) =>
  `CASE WHEN regexp_full_match(${column}, '0|1[0-9]?|2[0-5]?|[3-9]') THEN CAST(${column} AS INTEGER) END`;
const day = (column) =>
  `CASE WHEN regexp_full_match(${column}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(${column} AS DATE) END`;
const oneOf = (column, codes) => `CASE WHEN ${column} IN (${codes.map(quoted).join(",")}) THEN ${column} END`;
const items = ["placement", "one_to_one", "two_to_one", "speech_language_therapy", "occupational_therapy",
  "physiotherapy", "psychology", "mental_health", "nursing", "transport", "respite", "assessment", "other"];
const needs = ["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH", "ANY"];

// A file's rows, each field typed where it is of its form and NULL where it is not.
const load = (table, path) => run(`
  CREATE TABLE ${table} AS SELECT row_number() OVER () AS n,
    CASE WHEN regexp_full_match(urn, '[1-9][0-9]{5}') THEN CAST(urn AS INTEGER) END AS urn,
    CASE WHEN length(line) BETWEEN 1 AND 40 THEN line END AS line,
    ${oneOf("item", items)} AS item,
    ${oneOf("provision", ["day", "weekly", "termly", "full_year", "any"])} AS provision,
    ${oneOf("need", needs)} AS need, ${whole("age_from")} AS age_from, ${whole("age_to")} AS age_to,
    ${oneOf("unit", ["hour", "session", "day", "week", "term", "year"])} AS unit,
    NULLIF(${pounds("units_per_year")}, 0) AS units, ${pounds("unit_price")} AS unit_price,
    ${pounds("annual_price")} AS annual_price, ${pounds("education")} AS education,
    ${pounds("boarding")} AS boarding, ${pounds("care")} AS care, ${pounds("health")} AS health,
    CASE WHEN regexp_full_match(vat_rate, '(0|[1-9][0-9]{0,4})(\\.[0-9]{1,4})?')
      THEN CAST(vat_rate AS DECIMAL(9,4)) END AS vat_rate,
    ${day("effective_from")} AS day_from, ${day("effective_to")} AS day_to,
    ${day("notice_given")} AS notice, coalesce(notice_given, '') <> '' AS has_notice,
    string_split(coalesce(included, ''), ';') AS included
  FROM read_csv(${quoted(path)}, header = true, all_varchar = true, nullstr = '', quote = '"', delim = ',',
                auto_detect = false, columns = {${columnsOf(path)}})`);

function columnsOf(path) {
  const start = Buffer.alloc(4096);
  const file = openSync(path);
  readSync(file, start);
  closeSync(file);
  const header = start.toString("utf8").split("\n", 1)[0].trim();
  return header.split(",").map((name) => `${quoted(name)}: 'VARCHAR'`).join(", ");
}

const bandRows = book.bands.map((band, index) => {
  const named = (key) => (band[key] && band[key] !== "*" ? quoted(band[key]) : "NULL");
  const rank = ["item", "provision", "need"].map((key) => (named(key) === "NULL" ? 0 : 1)).join("");
  return `(${index}, ${named("item")}, ${named("provision")}, ${named("need")}, ${band.age_from ?? 0},
    ${band.age_to ?? 25}, ${quoted(band.unit)}, ${quoted(band.component)}, ${band.floor ?? "NULL"},
    ${band.ceiling ?? "NULL"}, DATE ${quoted(band.from)}, ${band.to ? `DATE ${quoted(band.to)}` : "NULL"},
    ${quoted(`${rank}${band.unit === "year" ? 0 : 1}`)})`;
});

await load("fees", fees);
await load("before", previous);
await run(`CREATE TABLE schools AS SELECT CAST(urn AS INTEGER) AS urn, CAST(type_code AS INTEGER) AS type_code,
  TRY_CAST(open_date AS DATE) AS opened, TRY_CAST(close_date AS DATE) AS closed, childrens_home
  FROM read_csv(${quoted(register)}, header = true, all_varchar = true)`);
await run(`CREATE TABLE bands (id INTEGER, item VARCHAR, provision VARCHAR, need VARCHAR, age_from INTEGER,
  age_to INTEGER, unit VARCHAR, component VARCHAR, floor DECIMAL(14,2), ceiling DECIMAL(14,2), day_from DATE,
  day_to DATE, rank VARCHAR)`);
await run(`INSERT INTO bands VALUES ${bandRows.join(",")}`);

const cap = parameter("increase_cap");
const notice = parameter("notice_days");
const lodging = parameter("residential_days_limit");
const rates = parameter("vat_rates").join(", ");
const fields = ["urn", "line", "item", "provision", "need", "age_from", "age_to", "unit", "units", "unit_price",
  "annual_price", "education", "boarding", "care", "health", "vat_rate", "day_from", "day_to"];
const faults = fields.map((name) => `CAST(${name} IS NULL AS INTEGER)`).join(" + ");

// The band that judges each component of each kind of line: kinds are few, lines are many.
await run(`CREATE TABLE kinds AS SELECT DISTINCT item, provision, need, age_from, age_to, unit, day_from FROM fees
  WHERE item IS NOT NULL AND provision IS NOT NULL AND need IS NOT NULL AND age_from <= age_to
    AND unit IS NOT NULL AND day_from IS NOT NULL`);
await run(`CREATE TABLE judged AS SELECT kinds.*, component, arg_max(bands.unit, rank) AS band_unit,
    arg_max(id, rank) AS band
  FROM kinds JOIN bands ON (bands.item IS NULL OR bands.item = kinds.item)
    AND (bands.provision IS NULL OR bands.provision = kinds.provision)
    AND (bands.need IS NULL OR bands.need = kinds.need)
    AND bands.age_from <= kinds.age_from AND kinds.age_to <= bands.age_to
    AND (bands.unit = 'year' OR bands.unit = kinds.unit)
    AND bands.day_from <= kinds.day_from AND (bands.day_to IS NULL OR kinds.day_from < bands.day_to)
  GROUP BY ALL`);
const kind = "USING (item, provision, need, age_from, age_to, unit, day_from)";
await run(`CREATE TABLE priced AS SELECT n, bands.floor, bands.ceiling, CASE judged.component
    WHEN 'education' THEN education WHEN 'boarding' THEN boarding WHEN 'care' THEN care
    WHEN 'health' THEN health ELSE CASE band_unit WHEN 'year' THEN annual_price ELSE unit_price END END AS price
  FROM fees JOIN judged ${kind} JOIN bands ON bands.id = judged.band`);

// The line before: by name, else by offer where exactly one is like it.
await run(`CREATE TABLE alike AS SELECT urn, item, provision, need, age_from, age_to, any_value(n) AS n
  FROM before GROUP BY ALL HAVING count(*) = 1`);
await run(`CREATE TABLE pairs AS SELECT fees.n, coalesce(named.n, alike.n) AS before_n
  FROM fees LEFT JOIN before AS named ON named.urn = fees.urn AND named.line = fees.line
    LEFT JOIN alike ON alike.urn = fees.urn AND alike.item = fees.item AND alike.provision = fees.provision
      AND alike.need = fees.need AND alike.age_from = fees.age_from AND alike.age_to = fees.age_to`);
await run(`CREATE TABLE rises AS SELECT fees.*, before.n AS before_n, before.units AS before_units,
    before.annual_price AS before_annual, before.included AS before_included,
    CASE WHEN fees.unit = before.unit THEN before.unit_price ELSE before.annual_price END AS old,
    CASE WHEN fees.unit = before.unit THEN fees.unit_price ELSE fees.annual_price END AS new,
    fees.unit = before.unit AS same_unit
  FROM pairs JOIN fees USING (n) JOIN before ON before.n = pairs.before_n`);

// Like-for-like baskets: for each placement and add-on the nearest hourly line of each year.
const hours = Object.entries(parameter("basket"))
  .map(([item, count]) => `(${quoted(item)}, CAST(${count} AS DECIMAL(9,2)))`).join(", ");
await run(`CREATE TABLE basket AS SELECT * FROM (VALUES ${hours}) AS t(item, hours)`);
const nearest = (table, side) => `
  SELECT placements.n, basket.item, arg_min(add_on.unit_price, (add_on.provision <> p.provision,
      add_on.need <> p.need, add_on.day_to < p.day_from OR add_on.day_from > p.day_to, add_on.age_from,
      add_on.age_to, add_on.day_from, add_on.day_to, add_on.unit_price)) AS price
  FROM placements JOIN ${table} AS p ON p.n = placements.${side} CROSS JOIN basket
    JOIN ${table} AS add_on ON add_on.urn = p.urn AND add_on.item = basket.item AND add_on.unit = 'hour'
      AND add_on.unit_price IS NOT NULL AND add_on.provision IN (p.provision, 'any')
      AND add_on.need IN (p.need, 'ANY') AND add_on.age_from <= p.age_to AND p.age_from <= add_on.age_to
  GROUP BY ALL`;
await run(`CREATE TABLE placements AS SELECT n AS now_n, n, before_n, annual_price, before_annual, included,
    before_included, coalesce(new - old > old * ${cap} / 100, false) AS is_over
  FROM rises WHERE item = 'placement' AND annual_price IS NOT NULL AND before_annual IS NOT NULL`);
await run(`CREATE TABLE sides AS SELECT placements.*, basket.item, hours,
    list_contains(included, basket.item) AS is_included,
    list_contains(before_included, basket.item) AS was_included, today.price AS price, earlier.price AS old_price
  FROM placements CROSS JOIN basket
    LEFT JOIN (${nearest("fees", "now_n")}) AS today ON today.n = placements.n AND today.item = basket.item
    LEFT JOIN (${nearest("before", "before_n")}) AS earlier
      ON earlier.n = placements.n AND earlier.item = basket.item`);
await run(`CREATE TABLE baskets AS SELECT n, annual_price, before_annual, is_over,
    annual_price + sum(CASE WHEN is_included THEN 0 ELSE hours * price END) AS today,
    before_annual + sum(CASE WHEN was_included THEN 0 ELSE hours * old_price END) AS earlier,
    bool_or(NOT is_included AND NOT was_included AND (price - old_price) * 100 > old_price * ${cap}) AS add_on_over
  FROM sides WHERE (is_included OR price IS NOT NULL) AND (was_included OR old_price IS NOT NULL)
    AND NOT (is_included AND was_included)
  GROUP BY n, annual_price, before_annual, is_over`);

const rules = {
  "FV-01": `SELECT count(*) FROM fees LEFT JOIN schools USING (urn) WHERE urn IS NOT NULL
    AND (type_code IS NULL OR type_code NOT IN (8, 10, 32) OR opened > day_from OR closed < day_from)`,
  "FV-02": `SELECT sum(${faults} + CAST(has_notice AND notice IS NULL AS INTEGER)) FROM fees`,
  "FV-03": `SELECT count(*) FROM fees WHERE education + boarding + care + health <> annual_price`,
  // Half up to the penny, in whole numbers: DuckDB's own round() is half away from nought as well.
  "FV-04": `SELECT count(*) FROM fees WHERE (CAST(unit_price * 100 AS HUGEINT) * CAST(units * 100 AS HUGEINT) + 50)
    // 100 <> CAST(annual_price * 100 AS HUGEINT)`,
  "FV-05": `SELECT count(*) FROM priced WHERE price > ceiling`,
  "FV-06": `SELECT count(*) FROM priced WHERE price < floor`,
  "FV-07": `SELECT count(*) FROM fees JOIN kinds ${kind} ANTI JOIN judged ${kind}`,
  "FV-08": `SELECT count(DISTINCT n) FROM (SELECT n FROM fees QUALIFY row_number() OVER
      (PARTITION BY urn, line ORDER BY n) > 1 AND urn IS NOT NULL AND line IS NOT NULL
    UNION ALL SELECT late.n FROM fees AS late JOIN fees AS early ON early.urn = late.urn
      AND early.item = late.item AND early.provision = late.provision AND early.need = late.need
      AND early.unit = late.unit AND early.n < late.n AND early.age_from <= late.age_to
      AND late.age_from <= early.age_to AND early.day_from <= late.day_to AND late.day_from <= early.day_to)`,
  "FV-09": `SELECT count(DISTINCT a.n) FROM fees AS a JOIN fees AS p ON p.urn = a.urn AND p.item = 'placement'
      AND a.item <> 'placement' AND list_contains(p.included, a.item) AND a.provision IN (p.provision, 'any')
      AND a.need IN (p.need, 'ANY') AND a.age_from <= p.age_to AND p.age_from <= a.age_to
      AND a.day_from <= p.day_to AND p.day_from <= a.day_to AND a.unit_price > 0`,
  "FV-10": `SELECT count(*) FROM fees WHERE (unit = 'week' AND units > 53) OR (unit = 'day' AND units > 366)
    OR (unit = 'term' AND units > 6) OR (unit = 'year' AND units <> 1)
    OR (unit = 'week' AND provision = 'full_year' AND units < 50)
    OR (unit = 'week' AND provision IN ('day', 'weekly', 'termly') AND units > 44)
    OR (item = 'placement' AND (need = 'ANY' OR provision = 'any'))`,
  "FV-11": `SELECT sum(CAST(coalesce(age_to < age_from, false) AS INTEGER)
    + CAST(coalesce(day_to < day_from OR day_to - day_from + 1 > 366, false) AS INTEGER)) FROM fees`,
  "FV-12": `SELECT count(*) FROM fees JOIN schools USING (urn) WHERE item = 'placement' AND childrens_home <> '1'
    AND unit IS NOT NULL AND units IS NOT NULL AND CASE provision
      WHEN 'full_year' THEN 7 * CASE unit WHEN 'week' THEN units ELSE 52 END
      WHEN 'weekly' THEN 4 * CASE unit WHEN 'week' THEN units ELSE 38 END END >= ${lodging}`,
  "FV-13": `SELECT count(*) FROM fees WHERE vat_rate <> 0 AND vat_rate NOT IN (${rates})`,
  "UNI-02": `SELECT count(*) FROM rises WHERE new > old AND day_from IS NOT NULL AND CASE WHEN has_notice
    THEN day_from - notice < ${notice} ELSE true END`,
  "UNI-04": `SELECT count(*) FROM rises WHERE (new - old) * 100 > old * ${cap}`,
  "UNI-06": `SELECT count(*) FROM baskets WHERE ((today - earlier) * 100 > earlier * ${cap}
      AND NOT is_over AND NOT add_on_over)
    OR CAST(today AS DECIMAL(28,4)) * before_annual * 100 - CAST(earlier AS DECIMAL(28,4)) * annual_price * 100
      > CAST(earlier AS DECIMAL(28,4)) * before_annual`,
  "UNI-07": `SELECT count(*) FROM rises WHERE new > old AND day_from < DATE ${quoted(filed)}`,
  "UNI-08": `SELECT count(*) FROM (SELECT fees.n, fees.unit_price, max(ended.unit_price) AS dearest FROM fees
    ANTI JOIN (SELECT n FROM pairs WHERE before_n IS NOT NULL) AS known USING (n)
    JOIN (SELECT * FROM before ANTI JOIN (SELECT before_n AS n FROM pairs) AS kept USING (n)) AS ended
      ON ended.urn = fees.urn AND ended.item = fees.item AND ended.provision = fees.provision
      AND ended.unit = fees.unit AND ended.age_from <= fees.age_to AND fees.age_from <= ended.age_to
    GROUP BY ALL) WHERE (unit_price - dearest) * 100 > dearest * ${cap}`,
  "UNI-12": `SELECT count(*) FROM rises WHERE same_unit AND units < before_units
    AND annual_price * before_units > before_annual * units`,
};

const counts = {};
for (const [rule, sql] of Object.entries(rules)) {
  const reader = await connection.runAndReadAll(sql);
  const count = Number(reader.getRows()[0][0] ?? 0);
  if (count > 0) counts[rule] = count;
}
console.log(JSON.stringify({ counts }));
