#include "pricing/fee_file/compact_lines.h"

namespace assize::pricing {
namespace {

enum Flag : std::uint8_t {
  all_good = 1,
  annual_is_product = 2,
  same_dates = 4,
  with_notice = 8,
  with_included = 16,
  with_new_provision = 32
};

std::uint64_t pennies(Pounds amount) {
  return static_cast<std::uint64_t>(amount.ten_thousandths() / 100);
}
Pounds pounds(std::uint64_t pennies_count) {
  return Pounds::from_ten_thousandths(static_cast<std::int64_t>(pennies_count) * 100);
}

// Days before 1970 are below nil, and are written as large numbers.
std::uint64_t days(Date date) { return static_cast<std::uint32_t>(date.days()); }
Date date(std::uint64_t number) {
  return Date::from_days(static_cast<std::int32_t>(static_cast<std::uint32_t>(number)));
}

// What this packs and unpacks must be the same, in the same order.
std::uint64_t packed_codes(const Offer& offer) {
  std::uint64_t codes = static_cast<std::uint64_t>(offer.item);
  codes = codes << 3 | static_cast<std::uint64_t>(offer.provision);
  codes = codes << 4 | static_cast<std::uint64_t>(offer.need);
  codes = codes << 3 | static_cast<std::uint64_t>(offer.unit);
  codes = codes << 5 | offer.age_from;
  return codes << 5 | offer.age_to;
}

void unpack_codes(std::uint64_t codes, Offer& offer) {
  const auto low = [&codes](unsigned bits) {
    const std::uint64_t value = codes & ((std::uint64_t{1} << bits) - 1);
    codes >>= bits;
    return static_cast<std::uint8_t>(value);
  };
  offer.age_to = low(5);
  offer.age_from = low(5);
  offer.unit = static_cast<Unit>(low(3));
  offer.need = static_cast<Need>(low(4));
  offer.provision = static_cast<Provision>(low(3));
  offer.item = static_cast<Item>(low(6));
}

bool same_period(const Offer& offer, const CompactBefore& before) {
  return offer.effective_from == before.effective_from &&
         offer.effective_to == before.effective_to && offer.has_notice == before.has_notice &&
         (!offer.has_notice || offer.notice_given == before.notice_given);
}

// Numbers and texts to and from bytes. A pointer that the compiler may keep in a register: writing
// to the end of a string one byte at a time took a twelfth of checking a file.
constexpr std::size_t number_bytes = 10;
constexpr std::size_t numbers_of_a_line = 13;

char* put(char* to, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) *to++ = static_cast<char>(number | 0x80);
  *to++ = static_cast<char>(number);
  return to;
}

char* put_text(char* to, std::string_view text) {
  to = put(to, text.size());
  return to + text.copy(to, text.size());
}

std::uint64_t take(const char*& at) {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
}

std::string_view take_text(const char*& at) {
  const std::size_t size = take(at);
  const std::string_view text(at, size);
  at += size;
  return text;
}

}  // namespace

void CompactWriter::start_run(std::uint64_t first_line) {
  before_ = CompactBefore();
  before_.line = first_line;
}

void CompactWriter::add(const Offer& offer) {
  const std::size_t most =
      1 + numbers_of_a_line * number_bytes + offer.name.size() + offer.new_provision.size();
  if (bytes_.size() - size_ < most) bytes_.resize(2 * bytes_.size() + most);
  char* const start = bytes_.data() + size_;
  char* to = start + 1;

  const bool product =
      annual_price_by_units(offer.unit_price, offer.units_hundredths) == offer.annual_price;
  const bool repeated = same_period(offer, before_);
  unsigned flags = 0;
  if (offer.good == all_columns) {
    flags |= all_good;
  } else {
    to = put(to, offer.good);
  }
  to = put(to, offer.line - before_.line);
  to = put(to, packed_codes(offer));
  to = put(to, static_cast<std::uint64_t>(offer.units_hundredths));
  to = put(to, pennies(offer.unit_price));
  if (product) {
    flags |= annual_is_product;
  } else {
    to = put(to, pennies(offer.annual_price));
  }
  if (offer.has_notice) flags |= with_notice;
  if (repeated) {
    flags |= same_dates;
  } else {
    to = put(to, days(offer.effective_from));
    to = put(to, days(offer.effective_to));
    if (offer.has_notice) to = put(to, days(offer.notice_given));
  }
  if (offer.included != 0) {
    flags |= with_included;
    to = put(to, offer.included);
  }
  to = put_text(to, offer.name);
  if (!offer.new_provision.empty()) {
    flags |= with_new_provision;
    to = put_text(to, offer.new_provision);
  }
  *start = static_cast<char>(flags);
  size_ = static_cast<std::size_t>(to - bytes_.data());
  before_ = {offer.line, offer.effective_from, offer.effective_to, offer.notice_given,
             offer.has_notice};
}

CompactReader::CompactReader(std::string_view bytes, std::uint32_t urn, std::uint64_t first_line)
    : at_(bytes.data()), urn_(urn) {
  before_.line = first_line;
}

void CompactReader::next(Offer& offer) {
  const char* at = at_;
  const auto flags = static_cast<std::uint8_t>(*at++);
  offer.urn = urn_;
  offer.good = flags & all_good ? all_columns : static_cast<Columns>(take(at));
  before_.line += take(at);
  offer.line = before_.line;
  unpack_codes(take(at), offer);
  offer.units_hundredths = static_cast<std::int64_t>(take(at));
  offer.unit_price = pounds(take(at));
  offer.annual_price = flags & annual_is_product
                           ? *annual_price_by_units(offer.unit_price, offer.units_hundredths)
                           : pounds(take(at));
  before_.has_notice = (flags & with_notice) != 0;
  if (!(flags & same_dates)) {
    before_.effective_from = date(take(at));
    before_.effective_to = date(take(at));
    before_.notice_given = before_.has_notice ? date(take(at)) : Date();
  }
  offer.effective_from = before_.effective_from;
  offer.effective_to = before_.effective_to;
  offer.notice_given = before_.notice_given;
  offer.has_notice = before_.has_notice;
  offer.included = flags & with_included ? take(at) : 0;
  offer.name = take_text(at);
  offer.new_provision = flags & with_new_provision ? take_text(at) : std::string_view();
  at_ = at;
}

}  // namespace assize::pricing
