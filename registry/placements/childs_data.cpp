#include "registry/placements/childs_data.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "pricing/exact/decimal.h"
#include "registry/embedded.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::is_digit;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
// Letters beyond ASCII come in bytes of 128 and over.
bool is_other(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_letter(char c) { return is_capital(c) || is_small(c) || is_other(c); }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char small(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }
bool may_part_a_number(char c) { return c == ' ' || c == '-' || c == '/' || c == '.' || c == '_'; }

// Letters and digits alone, in capitals: what people put between the parts of a number is gone.
std::string closed_up(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!may_part_a_number(c)) out += capital(c);
  }
  return out;
}

// The check letters of UPNs, by the remainder; I, O and S are left out.
constexpr std::string_view upn_letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

bool is_upn(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 1; at < 13; ++at) {
    std::size_t value = 0;
    if (is_digit(text[at])) {
      value = static_cast<std::size_t>(text[at] - '0');
    } else {
      value = at == 12 ? upn_letters.find(text[at]) : std::string_view::npos;
      if (value == std::string_view::npos) return false;
    }
    sum += value * (at + 1);
  }
  return text[0] == upn_letters[sum % upn_letters.size()];
}

bool has_upn(std::string_view closed) {
  for (std::size_t at = 0; at + 13 <= closed.size(); ++at) {
    const bool goes_on = at + 13 < closed.size() && is_digit(closed[at + 13]);
    if (is_capital(closed[at]) && !goes_on && is_upn(closed.substr(at, 13))) return true;
  }
  return false;
}

bool is_nhs_number(std::string_view digits) {
  int sum = 0;
  for (int at = 0; at < 9; ++at) sum += (digits[static_cast<std::size_t>(at)] - '0') * (10 - at);
  return (11 - sum % 11) % 11 == digits[9] - '0';
}

// Ten digits together, or three, three and four: other groups of ten are too often codes.
bool has_nhs_number(std::string_view text) {
  std::vector<std::string> groups;
  char before = '\0';
  const auto is_one = [](const std::string& digits) {
    return digits.size() == 10 && is_nhs_number(digits);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) {
      if (!may_part_a_number(text[at]) || may_part_a_number(before)) groups.clear();
    } else if (is_digit(before)) {
      groups.back() += text[at];
    } else {
      groups.emplace_back(1, text[at]);
    }
    before = text[at];
    const bool ends = is_digit(before) && (at + 1 == text.size() || !is_digit(text[at + 1]));
    if (!ends) continue;
    if (is_one(groups.back())) return true;
    const std::size_t count = groups.size();
    if (count >= 3 && groups[count - 3].size() == 3 && groups[count - 2].size() == 3 &&
        is_one(groups[count - 3] + groups[count - 2] + groups[count - 1])) {
      return true;
    }
  }
  return false;
}

// Runs of letters and runs of digits, in turn.
std::vector<std::string_view> runs_of(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at < text.size();) {
    const bool digits = is_digit(text[at]);
    if (!digits && !is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && (digits ? is_digit(text[end]) : is_letter(text[end]))) ++end;
    runs.push_back(text.substr(at, end - at));
    at = end;
  }
  return runs;
}

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> month_names{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

std::string in_small_letters(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), small);
  return out;
}

int number_of(std::string_view digits) {
  int number = 0;
  if (digits.empty() || digits.size() > 4) return -1;
  for (const char c : digits) {
    if (!is_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

int month_of(std::string_view run) {
  if (is_digit(run[0])) return number_of(run);
  const std::string word = in_small_letters(run);
  for (std::size_t at = 0; at < months.size(); ++at) {
    if (word == months[at] || word == month_names[at] || word == "sept") {
      return word == "sept" ? 9 : static_cast<int>(at) + 1;
    }
  }
  return -1;
}

// "05" and "2005" alike; -1 for what is no year of a child's birth.
int year_of(std::string_view run) {
  const int number = number_of(run);
  if (run.size() == 4) return number;
  return run.size() == 2 && number >= 0 ? 2000 + number : -1;
}

constexpr int youngest_years = 2;
constexpr int oldest_years = 26;

bool is_birth(int year, int month, int day, Date today) {
  const auto date = Date::if_civil(year, month, day);
  return date && *date <= pricing::years_before(today, youngest_years) &&
         *date >= pricing::years_before(today, oldest_years);
}

// "1st", "22nd": what follows the digits is no month.
bool is_ordinal_end(std::string_view run) {
  const std::string word = in_small_letters(run);
  return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "of";
}

bool has_birth_date(std::string_view text, Date today) {
  std::vector<std::string_view> runs = runs_of(text);
  std::erase_if(runs, is_ordinal_end);
  for (std::size_t at = 0; at + 3 <= runs.size(); ++at) {
    const auto [first, second, third] = std::array{runs[at], runs[at + 1], runs[at + 2]};
    const bool reads_as_three = first.size() + third.size() <= 6 || !is_digit(first[0]);
    if (!reads_as_three) continue;
    if (is_birth(year_of(third), month_of(second), number_of(first), today)) return true;
    if (first.size() == 4 && is_birth(year_of(first), month_of(second), number_of(third), today)) {
      return true;
    }
    if (!is_digit(first[0]) &&
        is_birth(year_of(third), month_of(first), number_of(second), today)) {
      return true;
    }
  }
  return std::ranges::any_of(runs, [today](std::string_view run) {
    if (run.size() != 8 || !is_digit(run[0])) return false;
    return is_birth(number_of(run.substr(4)), number_of(run.substr(2, 2)),
                    number_of(run.substr(0, 2)), today) ||
           is_birth(number_of(run.substr(0, 4)), number_of(run.substr(4, 2)),
                    number_of(run.substr(6)), today);
  });
}

const std::unordered_set<std::string_view>& given_names() {
  static const std::unordered_set<std::string_view> names = [] {
    std::unordered_set<std::string_view> out;
    std::string_view left = embedded_file("data/given_names.txt");
    while (!left.empty()) {
      const std::size_t end = std::min(left.find_first_of(" \n"), left.size());
      if (end > 0) out.insert(left.substr(0, end));
      left.remove_prefix(std::min(end + 1, left.size()));
    }
    return out;
  }();
  return names;
}

// Words that people begin with a capital and that name no person.
const std::unordered_set<std::string_view>& ordinary_words() {
  static const std::unordered_set<std::string_view> words{
      "academy",    "additional",  "admission",   "adult",        "after",        "age",
      "agreed",     "agreement",   "all",         "amended",      "an",           "and",
      "annual",     "april",       "as",          "asd",          "at",           "august",
      "authority",  "autism",      "autumn",      "band",         "base",         "boarding",
      "by",         "call",        "care",        "case",         "centre",       "change",
      "changed",    "code",        "college",     "commissioner", "contract",     "corrected",
      "correction", "council",     "county",      "court",        "day",          "december",
      "decision",   "directed",    "education",   "ehc",          "ehcp",         "end",
      "ended",      "ending",      "error",       "evening",      "exit",         "february",
      "fee",        "fees",        "final",       "finance",      "first",        "for",
      "found",      "framework",   "free",        "friday",       "from",         "full",
      "funding",    "hall",        "health",      "hearing",      "home",         "hour",
      "house",      "in",          "institution", "invoice",      "it",           "january",
      "july",       "june",        "la",          "language",     "letter",       "line",
      "local",      "lodge",       "lot",         "low",          "manor",        "march",
      "may",        "medium",      "mental",      "mistake",      "monday",       "moved",
      "need",       "needs",       "new",         "nhs",          "no",           "north",
      "not",        "note",        "notice",      "november",     "occupational", "october",
      "of",         "offer",       "old",         "on",           "one",          "order",
      "our",        "panel",       "park",        "part",         "pathway",      "physical",
      "place",      "placement",   "placements",  "plan",         "post",         "price",
      "prices",     "primary",     "provider",    "provision",    "reference",    "region",
      "register",   "residential", "review",      "school",       "schools",      "second",
      "secondary",  "sen",         "send",        "semh",         "september",    "service",
      "services",   "sixth",       "social",      "south",        "special",      "speech",
      "spot",       "spring",      "start",       "started",      "strategic",    "summer",
      "support",    "team",        "term",        "termly",       "the",          "therapy",
      "this",       "thursday",    "to",          "transport",    "tribunal",     "tuesday",
      "two",        "typing",      "unit",        "upper",        "we",           "wednesday",
      "week",       "weekly",      "west",        "east",         "with",         "wrong",
      "year",       "yearly"};
  return words;
}

// A word with what stands before it, so that "Smith, John" is seen.
struct Word {
  std::string_view text;
  char before = ' ';  // what parts it from the word before: a space, a comma, ...
  bool is_capitalised() const {
    // Capitals beyond ASCII are told from small letters no further: few texts begin a word with
    // either.
    const bool begins_latin = text[0] >= '\xC3' && text[0] <= '\xC5';
    return text.size() >= 2 && (is_capital(text[0]) || begins_latin) &&
           (is_small(text[1]) || is_other(text[1]));
  }
  bool is_initial() const { return text.size() == 1 && is_capital(text[0]); }
  bool may_be_a_name() const {
    return is_capitalised() && !ordinary_words().contains(in_small_letters(text));
  }
};

// Apostrophes are a part of a word, and a small letter before a capital ends one: "JohnSmith".
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  char before = ' ';
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      if (text[at] != ' ' || before != ',') before = text[at];
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && (is_letter(text[end]) || text[end] == '\'') &&
           !(is_small(text[end - 1]) && is_capital(text[end]))) {
      ++end;
    }
    words.push_back({text.substr(at, end - at), before});
    before = ' ';
    at = end;
  }
  return words;
}

bool is_title(std::string_view word) {
  const std::string small_word = in_small_letters(word);
  return small_word == "mr" || small_word == "mrs" || small_word == "ms" || small_word == "miss" ||
         small_word == "master" || small_word == "mx" || small_word == "dob" ||
         small_word == "surname" || small_word == "forename";
}

bool has_name(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const Word& word = words[at];
    if (given_names().contains(in_small_letters(word.text))) return true;
    if (at + 1 == words.size()) continue;
    const Word& next = words[at + 1];
    const bool is_apart = next.before == ' ' || next.before == '.' || next.before == ',' ||
                          next.before == '-' || next.before == '_';
    if (!is_apart) continue;
    if (is_title(word.text) && next.text.size() > 1) return true;
    if (word.is_initial() && next.may_be_a_name()) return true;
    if (word.may_be_a_name() && (next.may_be_a_name() || next.is_initial())) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> childs_data_in(std::string_view text, Date today) {
  const std::string closed = closed_up(text);
  if (has_upn(closed)) return "looks like a unique pupil number (UPN)";
  if (has_nhs_number(text)) return "looks like an NHS number";
  if (has_birth_date(text, today)) return "looks like a date of birth";
  if (has_name(text)) return "looks like a name";
  return std::nullopt;
}

}  // namespace assize::registry
