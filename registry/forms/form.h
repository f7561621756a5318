// Files that others fill in: rows by the names of their columns, from CSV under the fee file's
// rules of form or from JSON, with every fault gathered. Columns of one's own are refused: what a
// form does not ask for is not wanted. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"

namespace assize::registry {

struct Form {
  std::span<const std::string_view> columns;  // at most pricing::most_columns
  std::size_t required = 0;                   // the first so many
  std::string_view rows;                      // "a row for each placement", for messages
  std::string_view list;                      // the key of the rows in JSON: "placements"
};

// Every fault so far. After the first 10,000 the rest are only counted.
class FormFaults {
 public:
  void add(std::string place, std::string message);
  bool empty() const { return count_ == 0; }
  Faults take();

 private:
  Faults faults_;
  std::uint64_t count_ = 0;
};

// The place of a column of the row at `where`: "line 3, urn" of a CSV, "$.placements[0].urn" of
// JSON.
std::string row_place(std::string_view where, std::string_view column);

class FormRow {
 public:
  // `where` is "line 3" or "$.placements[0]".
  FormRow(std::string_view where, std::vector<std::string_view> values)
      : where_(where), values_(std::move(values)) {}
  // Trimmed; empty where it is blank or the column is not there. Holds during the call.
  std::string_view value(std::size_t column) const { return values_[column]; }
  std::string_view where() const { return where_; }

 private:
  std::string_view where_;
  std::vector<std::string_view> values_;
};
using OnFormRow = std::function<void(const FormRow&)>;

// Calls `on_row` for each row that can be read; if the file or its header cannot be used, for none.
// Says how many rows there were.
std::uint64_t read_form_csv(std::string_view bytes, const Form& form, FormFaults& faults,
                            const OnFormRow& on_row);
// {"placements": [{"urn": "123456", ...}]}: every value a string, null or left out if it is blank.
// Other members of the object are left to `extra`, by name; a name that is not there is a fault.
struct FormMember {
  std::string_view name;
  std::optional<std::string>* value;
};
std::uint64_t read_form_json(std::string_view body, const Form& form,
                             std::span<const FormMember> extra, FormFaults& faults,
                             const OnFormRow& on_row);

// Reads one row's fields as values, each fault with its place. Where `hides` says why a text must
// not be repeated, that is said and the text is not.
class FormFields {
 public:
  using Hides = std::function<std::optional<std::string>(std::string_view)>;
  FormFields(const FormRow& row, const Form& form, FormFaults& faults, const Hides& hides)
      : row_(row), form_(form), faults_(faults), hides_(hides) {}

  bool is_blank(std::size_t column) const { return row_.value(column).empty(); }
  template <typename T, typename Parse>
  std::optional<T> required(std::size_t column, Parse parse) {
    const std::string_view text = row_.value(column);
    Result<T> parsed = parse(text);
    if (parsed) return std::move(parsed).value();
    refuse(column, parsed.faults().front().message);
    return std::nullopt;
  }
  // None where it is blank too.
  template <typename T, typename Parse>
  std::optional<T> optional(std::size_t column, Parse parse) {
    if (is_blank(column)) return std::nullopt;
    return required<T>(column, parse);
  }
  // A fault of the field, unless its text may not be repeated: then that is the fault.
  void refuse(std::size_t column, std::string message);
  // A fault that repeats nothing of the row.
  void say(std::size_t column, std::string message);
  bool is_good() const { return is_good_; }

 private:
  const FormRow& row_;
  const Form& form_;
  FormFaults& faults_;
  const Hides& hides_;
  bool is_good_ = true;
};

// Of codes that no parser knows yet: one of `codes`, or a fault that lists them.
template <typename Code, std::size_t count>
Result<Code> parse_form_code(const std::array<std::string_view, count>& codes,
                             std::string_view text) {
  std::string known;
  for (std::size_t at = 0; at < count; ++at) {
    if (codes[at] == text) return static_cast<Code>(at);
    known.append(known.empty() ? "" : ", ").append(codes[at]);
  }
  return Fault{"", "write one of " + known};
}

}  // namespace assize::registry
