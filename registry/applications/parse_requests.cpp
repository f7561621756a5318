#include "pricing/rule_book/object_reader.h"
#include "registry/applications/register_applications.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::ObjectReader;
using Step = ApplicationStep;

constexpr std::size_t id_limit_bytes = 40;

std::string text_of(ObjectReader& reader, std::string_view key) {
  const std::string* text = reader.find_string(key);
  return text == nullptr ? "" : *text;
}

// Reads the body by `read`, which takes a reader of an object of those keys.
template <typename Request, typename Read>
Result<Request> parse_body(std::string_view json, std::initializer_list<std::string_view> keys,
                           Read read) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  Request request;
  {
    ObjectReader reader(*document, "$", keys, faults);
    read(reader, request, faults);
  }
  if (!faults.empty()) return faults;
  return request;
}

Result<Step> parse_decided(std::string_view text) {
  if (text == "accepted") return Step::accepted;
  if (text == "refused") return Step::refused;
  return Fault{"", pricing::quoted(text) + " is no decision: write accepted or refused"};
}

}  // namespace

Result<ApplyRequest> parse_apply_request(std::string_view json) {
  return parse_body<ApplyRequest>(
      json, {"particulars", "provider"},
      [](ObjectReader& reader, ApplyRequest& request, Faults& faults) {
        const std::string provider = reader.find_line("provider", id_limit_bytes);
        if (!provider.empty()) request.provider_id = provider;
        if (const auto* particulars = reader.require("particulars")) {
          request.particulars = read_particulars(*particulars, "$.particulars", faults);
        }
      });
}

Result<StepRequest> parse_question(std::string_view json) {
  return parse_body<StepRequest>(
      json, {"answer_by", "question"}, [](ObjectReader& reader, StepRequest& request, Faults&) {
        request.step = Step::asked;
        request.words = text_of(reader, "question");
        request.answer_by = reader.find_parsed<Date>("answer_by", Date::parse);
      });
}

Result<StepRequest> parse_answer(std::string_view json) {
  return parse_body<StepRequest>(json, {"answer", "particulars"},
                                 [](ObjectReader& reader, StepRequest& request, Faults& faults) {
                                   request.step = Step::answered;
                                   request.words = text_of(reader, "answer");
                                   if (const auto* particulars = reader.find("particulars")) {
                                     request.particulars =
                                         read_particulars(*particulars, "$.particulars", faults);
                                   }
                                 });
}

Result<StepRequest> parse_application_decision(std::string_view json) {
  return parse_body<StepRequest>(
      json, {"conditions", "decision", "reasons", "urn"},
      [](ObjectReader& reader, StepRequest& request, Faults&) {
        request.step =
            reader.require_parsed<Step>("decision", parse_decided).value_or(Step::refused);
        request.words = text_of(reader, "reasons");
        request.urn = reader.find_parsed<pricing::Urn>("urn", pricing::Urn::parse);
        const auto conditions = reader.find_objects<NewCondition>(
            "conditions", {"condition", "due"}, [](ObjectReader& each) {
              NewCondition condition{text_of(each, "condition"),
                                     each.find_parsed<Date>("due", Date::parse)};
              return std::optional(std::move(condition));
            });
        request.conditions = conditions.value_or(std::vector<NewCondition>());
      });
}

Result<StepRequest> parse_withdrawal(std::string_view json) {
  return parse_body<StepRequest>(json, {"reason"},
                                 [](ObjectReader& reader, StepRequest& request, Faults&) {
                                   request.step = Step::withdrawn;
                                   request.words = text_of(reader, "reason");
                                 });
}

Result<StepRequest> parse_given_urn(std::string_view json) {
  return parse_body<StepRequest>(
      json, {"urn"}, [](ObjectReader& reader, StepRequest& request, Faults&) {
        request.step = Step::urn_given;
        request.urn = reader.require_parsed<pricing::Urn>("urn", pricing::Urn::parse);
      });
}

}  // namespace assize::registry
