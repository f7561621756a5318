#include "api/command_line/options.h"

#include <iostream>

#include "api/command_line/input_file.h"
#include "api/command_line/output.h"
#include "audit/tree/hash.h"

namespace assize::api {

std::string fault_text(const Fault& fault) {
  return fault.place.empty() ? fault.message : fault.place + ": " + fault.message;
}

std::string faults_line(const Faults& faults) {
  std::string line = fault_text(faults.front());
  if (faults.size() > 1) {
    const std::size_t others = faults.size() - 1;
    line += " (and " + std::to_string(others) + (others == 1 ? " more fault)" : " more faults)");
  }
  return line;
}

int print_faults(const Faults& faults, const std::string& what) {
  Output output;
  for (const Fault& fault : faults) output.write(fault_text(fault) + "\n");
  output.flush();
  std::cerr << "assize: " << what << " has " << faults.size()
            << (faults.size() == 1 ? " fault" : " faults") << "; each is listed above.\n";
  return could_not_run;
}

pricing::Date day_option(const std::string& text, const std::string& option) {
  return value_or_cannot_run(pricing::Date::parse(text), option + " is not a day");
}

pricing::RuleBook load_rule_book(const std::string& path) {
  const std::string text = read_whole_file(path, "the rule book", rule_book_limit_bytes);
  Result<pricing::RuleBook> book = pricing::RuleBook::load(text, audit::sha256_hex(text));
  if (!book.ok()) {
    const std::string all =
        book.faults().size() > 1 ? "; `assize rule-book check` lists them all" : "";
    throw CannotRun("the rule book " + path + " is faulty: " + faults_line(book.faults()) + all);
  }
  return std::move(book).value();
}

}  // namespace assize::api
