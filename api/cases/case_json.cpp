#include "api/cases/case_json.h"

#include "pricing/rule_book/object_reader.h"

namespace assize::api {
namespace {

using registry::Case;
using registry::CaseLine;
using registry::CaseStep;

std::optional<std::string> day_text(const std::optional<pricing::Date>& day) {
  if (!day) return std::nullopt;
  return day->text();
}

void write_members(JsonWriter& json, const Case& about) {
  json.member("id", about.id).member("kind", code(about.kind));
  json.member_or_null("filing", about.filing_id);
  json.key("school").begin_object().member("urn", about.urn.text());
  json.member_unless_empty("name", about.school).end_object();
  json.member_unless_empty("organisation", about.organisation_id);
  json.member_unless_empty("group", about.group_id);
  json.member("state", code(about.state));
  json.member_unless_empty("disposition", about.disposition ? code(*about.disposition) : "");
  json.member("opened", about.opened_on.text()).member_unless_empty("owner", about.owner);
  json.member_or_null("due", day_text(about.due_on));
  json.key("escalation").integer(about.escalation).member("stake", about.stake.text());
  json.key("rules").begin_array();
  for (const std::string& rule : about.rules) json.string(rule);
  json.end_array().key("version").whole(about.version);
}

void write_line(JsonWriter& json, const CaseLine& line) {
  json.begin_object().key("line_number").whole(line.line_number).member("line", line.line);
  json.key("held").boolean(line.is_held).key("placements").whole(line.placements);
  std::optional<std::string> before;
  if (line.annual_price_before) before = line.annual_price_before->text();
  json.member_or_null("annual_price_before", before);
  json.member("unit_price", line.unit_price.text());
  json.member("annual_price", line.annual_price.text());
  json.member("education", line.education.text()).member("boarding", line.boarding.text());
  json.member("care", line.care.text()).member("health", line.health.text());
  json.member("effective_from", line.effective_from.text());
  json.key("now").begin_object().member("decision", line.decision);
  json.member("annual_price", line.annual_price_now.text());
  json.member("effective_from", line.effective_from_now.text()).end_object();
  json.end_object();
}

void write_step(JsonWriter& json, const CaseStep& step) {
  json.begin_object().key("number").whole(step.number).member("step", code(step.kind));
  json.key("internal").boolean(step.is_internal).member("by", step.account_id);
  json.member("at", step.at).member("words", step.words);
  json.member_unless_empty("disposition", step.disposition ? code(*step.disposition) : "");
  json.member_or_null("due", day_text(step.due_on));
  json.member_unless_empty("details", step.details);
  json.member("commitment_random", step.commitment_random);
  json.key("receipt").raw(step.receipt_json).end_object();
}

void write_finding(JsonWriter& json, const registry::CaseFinding& finding) {
  json.begin_object().member("rule", finding.rule).member("severity", finding.severity);
  json.key("line_number").whole(finding.line_number);
  json.member_unless_empty("line", finding.line);
  json.member_unless_empty("column", finding.column).member("message", finding.message);
  json.key("working").begin_array();
  for (const std::string& sentence : finding.working) json.string(sentence);
  json.end_array().end_object();
}

Result<pricing::Pounds> parse_pounds(std::string_view text) { return pricing::Pounds::parse(text); }

void read_modified(pricing::ObjectReader& reader, registry::StepCommand& command) {
  using pricing::Pounds;
  auto lines = reader.find_objects<registry::ModifiedLine>(
      "lines",
      {"line", "unit_price", "annual_price", "education", "boarding", "care", "health",
       "effective_from"},
      [](pricing::ObjectReader& each) -> std::optional<registry::ModifiedLine> {
        registry::ModifiedLine line;
        line.line = each.require_line("line", 160);
        line.unit_price = each.find_parsed<Pounds>("unit_price", parse_pounds);
        line.annual_price = each.find_parsed<Pounds>("annual_price", parse_pounds);
        line.education = each.find_parsed<Pounds>("education", parse_pounds);
        line.boarding = each.find_parsed<Pounds>("boarding", parse_pounds);
        line.care = each.find_parsed<Pounds>("care", parse_pounds);
        line.health = each.find_parsed<Pounds>("health", parse_pounds);
        line.effective_from =
            each.find_parsed<pricing::Date>("effective_from", pricing::Date::parse);
        return line;
      });
  if (lines) command.modified = *std::move(lines);
}

std::vector<std::string> texts_of(pricing::ObjectReader& reader, std::string_view key,
                                  Faults& faults) {
  std::vector<std::string> texts;
  const auto& values = reader.find_array(key);
  for (std::size_t at = 0; at < values.size(); ++at) {
    const std::string path = pricing::json_path(pricing::json_path(reader.path(), key), at);
    if (const std::string* text = pricing::read_string(values[at], path, faults)) {
      texts.push_back(*text);
    }
  }
  return texts;
}

void read_common(pricing::ObjectReader& reader, registry::StepCommand& command) {
  const auto step =
      reader.require_parsed<registry::CaseStepKind>("step", registry::parse_case_step);
  command.step = step.value_or(registry::CaseStepKind::note);
  if (const std::string* words = reader.find_string("words")) command.words = *words;
  if (const std::string* owner = reader.find_string("owner")) command.owner = *owner;
  command.disposition =
      reader.find_parsed<registry::Disposition>("disposition", registry::parse_disposition);
  if (const auto days = reader.find_whole("working_days", "a number of working days", 60)) {
    command.working_days = static_cast<int>(*days);
  }
}

}  // namespace

void write_case(JsonWriter& json, const Case& about) {
  json.begin_object();
  write_members(json, about);
  json.end_object();
}

void write_case_document(JsonWriter& json, const registry::CaseDocument& document) {
  json.begin_object().key("number").whole(document.number).member("name", document.name);
  json.member("type", document.type).key("size_bytes").whole(document.size_bytes);
  json.member("sha256", document.sha256).key("internal").boolean(document.is_internal);
  json.member("by", document.account_id).member("at", document.at).end_object();
}

std::string case_json(const registry::WholeCase& whole, const registry::CaseReader& reader) {
  JsonWriter json;
  json.begin_object();
  write_members(json, whole.about);
  // Who opened it is an account; a party is told of its own steps alone.
  if (reader.is_regulator()) json.member("opened_by", whole.about.opened_by);
  json.key("lines").begin_array();
  for (const CaseLine& line : whole.lines) write_line(json, line);
  json.end_array().key("findings").begin_array();
  for (const registry::CaseFinding& finding : whole.findings) write_finding(json, finding);
  json.end_array().key("steps").begin_array();
  for (const CaseStep& step : whole.steps) write_step(json, step);
  json.end_array().key("documents").begin_array();
  for (const registry::CaseDocument& document : whole.documents) {
    write_case_document(json, document);
  }
  return json.end_array().end_object().take();
}

std::string case_page_json(const registry::CasePage& page) {
  JsonWriter json;
  json.begin_object().key("matching").whole(page.matching).member("stake", page.stake);
  json.key("cases").begin_array();
  for (const Case& about : page.cases) write_case(json, about);
  json.end_array().member_or_null("next", page.next).end_object();
  return json.take();
}

Result<registry::StepCommand> read_step(std::string_view body) {
  const auto document = pricing::parse_json(body);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(*document, "$",
                               {"step", "words", "version", "disposition", "owner", "working_days",
                                "lines", "refused_lines"},
                               faults);
  registry::StepCommand command;
  read_common(reader, command);
  if (const auto version = reader.find_whole("version", "a case's version", 1'000'000'000)) {
    command.version = static_cast<std::uint32_t>(*version);
  }
  read_modified(reader, command);
  command.refused_lines = texts_of(reader, "refused_lines", faults);
  if (!faults.empty()) return faults;
  return command;
}

Result<StepsOfMany> read_steps_of_many(std::string_view body) {
  const auto document = pricing::parse_json(body);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(
      *document, "$", {"cases", "step", "words", "disposition", "owner", "working_days"}, faults);
  StepsOfMany many;
  read_common(reader, many.command);
  reader.require("cases");
  many.cases = texts_of(reader, "cases", faults);
  if (!faults.empty()) return faults;
  return many;
}

}  // namespace assize::api
