#include "api/pages/public/public_choices.h"

#include "api/pages/template/texts.h"

namespace assize::api {

Choices choices_of_texts(std::string_view any, std::string_view group,
                         std::initializer_list<std::string_view> values) {
  Choices choices;
  if (!any.empty()) choices.emplace_back("", english().say(any));
  for (const std::string_view value : values) {
    choices.emplace_back(value, english().say(std::string(group) + "." + std::string(value)));
  }
  return choices;
}

Choices need_choices() {
  return choices_of_texts(
      "find.any_need", "need",
      {"ASD", "SEMH", "SLCN", "MLD", "SLD", "PMLD", "SPLD", "HI", "VI", "MSI", "PD", "DS", "OTH"});
}

Choices provision_choices() {
  return choices_of_texts("find.any_provision", "provision",
                          {"day", "weekly", "termly", "full_year"});
}

}  // namespace assize::api
