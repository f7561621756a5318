// `assize rules list`: every rule, what it reads and what it rests on, from the engine's own table.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/output.h"
#include "api/http/message/json_writer.h"
#include "pricing/rules/return_columns.h"
#include "pricing/rules/rule_table.h"

namespace assize::api {
namespace {

std::vector<std::string_view> parameters_of(const pricing::RuleEntry& rule) {
  std::vector<std::string_view> names;
  for (const int parameter : rule.parameters) {
    if (parameter >= 0) names.push_back(pricing::code(static_cast<pricing::Parameter>(parameter)));
  }
  return names;
}

std::vector<std::string_view> market_lists_of(const pricing::RuleEntry& rule) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < pricing::market_list_count; ++at) {
    if (pricing::holds(rule.market_lists, static_cast<pricing::MarketList>(at))) {
      names.push_back(pricing::market_list_names[at]);
    }
  }
  return names;
}

std::string as_json() {
  JsonWriter json;
  json.begin_object().key("rules").begin_array();
  for (const pricing::RuleEntry& rule : pricing::rule_table()) {
    json.begin_object().member("id", rule.id).key("version").integer(rule.version);
    json.member("severity", pricing::code(rule.severity))
        .member("basis", pricing::code(rule.basis));
    json.member("statement", rule.statement);
    json.key("columns").begin_array();
    for (std::size_t at = 0; at < pricing::column_count; ++at) {
      const auto column = static_cast<pricing::Column>(at);
      if ((rule.columns & pricing::only(column)) != 0) json.string(pricing::name(column));
    }
    json.end_array().key("return_columns").begin_array();
    for (std::size_t at = 0; at < pricing::return_column_count; ++at) {
      const auto column = static_cast<pricing::ReturnColumn>(at);
      if ((rule.return_columns & pricing::only(column)) != 0) json.string(pricing::name(column));
    }
    json.end_array().key("market_lists").begin_array();
    for (const std::string_view name : market_lists_of(rule)) json.string(name);
    json.end_array().key("parameters").begin_array();
    for (const std::string_view name : parameters_of(rule)) json.string(name);
    json.end_array().key("reads_bands").boolean(rule.reads_bands);
    json.key("high").boolean(rule.is_high);
    json.member_unless_empty("facts", pricing::words(rule.facts)).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string as_text() {
  std::string text;
  for (const pricing::RuleEntry& rule : pricing::rule_table()) {
    text.append(rule.id).append(" v").append(std::to_string(rule.version)).append("  ");
    text.append(pricing::code(rule.severity))
        .append(rule.is_high ? ", high, " : ", ")
        .append(pricing::code(rule.basis));
    text.append("\n  ").append(rule.statement).append("\n");
    for (const std::string_view name : parameters_of(rule)) {
      text.append("  parameter: ").append(name).append("\n");
    }
    if (!rule.facts.is_empty()) {
      text.append("  reads: ").append(pricing::words(rule.facts));
      std::string_view before = ": ";
      for (const std::string_view name : market_lists_of(rule)) {
        text.append(before).append(name);
        before = ", ";
      }
      text.append("\n");
    }
  }
  return text;
}

}  // namespace

void add_rules(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("rules", "The rules that fee files are checked by");
  command->require_subcommand(1);
  auto format = std::make_shared<std::string>("text");
  CLI::App* listing = command->add_subcommand("list", "List every rule and what it rests on");
  listing->add_option("--format", *format, "text or json")->check(CLI::IsMember({"text", "json"}));
  listing->callback([format, &chosen] {
    chosen = [format] {
      Output output;
      output.write(*format == "json" ? as_json() : as_text());
      output.flush();
      return all_well;
    };
  });
}

}  // namespace assize::api
