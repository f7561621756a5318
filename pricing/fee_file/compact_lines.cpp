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

bool same_period(const Offer& one, const Offer& other) {
  return one.effective_from == other.effective_from && one.effective_to == other.effective_to &&
         one.has_notice == other.has_notice &&
         (!one.has_notice || one.notice_given == other.notice_given);
}

}  // namespace

void CompactWriter::start_run(std::uint64_t first_line) {
  before_ = Offer();
  before_.line = first_line;
}

void CompactWriter::add(const Offer& offer) {
  const bool product =
      annual_price_by_units(offer.unit_price, offer.units_hundredths) == offer.annual_price;
  const bool repeated = same_period(offer, before_);
  unsigned flags = 0;
  if (offer.good == all_columns) flags |= all_good;
  if (product) flags |= annual_is_product;
  if (repeated) flags |= same_dates;
  if (offer.has_notice) flags |= with_notice;
  if (offer.included != 0) flags |= with_included;
  if (!offer.new_provision.empty()) flags |= with_new_provision;
  bytes_.push_back(static_cast<char>(flags));

  if (offer.good != all_columns) put(offer.good);
  put(offer.line - before_.line);
  put(packed_codes(offer));
  put(static_cast<std::uint64_t>(offer.units_hundredths));
  put(pennies(offer.unit_price));
  if (!product) put(pennies(offer.annual_price));
  if (!repeated) {
    put(days(offer.effective_from));
    put(days(offer.effective_to));
    if (offer.has_notice) put(days(offer.notice_given));
  }
  if (offer.included != 0) put(offer.included);
  put_text(offer.name);
  if (!offer.new_provision.empty()) put_text(offer.new_provision);
  before_ = offer;
}

void CompactWriter::put(std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes_.push_back(static_cast<char>(number | 0x80));
  bytes_.push_back(static_cast<char>(number));
}

void CompactWriter::put_text(std::string_view text) {
  put(text.size());
  bytes_ += text;
}

CompactReader::CompactReader(std::string_view bytes, std::uint32_t urn, std::uint64_t first_line)
    : at_(bytes.data()) {
  before_.urn = urn;
  before_.line = first_line;
}

void CompactReader::next(Offer& offer) {
  const auto flags = static_cast<std::uint8_t>(*at_++);
  offer = before_;
  offer.good = flags & all_good ? all_columns : static_cast<Columns>(take());
  offer.line += take();
  unpack_codes(take(), offer);
  offer.units_hundredths = static_cast<std::int64_t>(take());
  offer.unit_price = pounds(take());
  offer.annual_price = flags & annual_is_product
                           ? *annual_price_by_units(offer.unit_price, offer.units_hundredths)
                           : pounds(take());
  offer.has_notice = (flags & with_notice) != 0;
  if (!(flags & same_dates)) {
    offer.effective_from = date(take());
    offer.effective_to = date(take());
    offer.notice_given = offer.has_notice ? date(take()) : Date();
  }
  offer.included = flags & with_included ? take() : 0;
  offer.name = take_text();
  offer.new_provision = flags & with_new_provision ? take_text() : std::string_view();
  before_ = offer;
}

std::uint64_t CompactReader::take() {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at_++);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
}

std::string_view CompactReader::take_text() {
  const std::size_t size = take();
  const std::string_view text(at_, size);
  at_ += size;
  return text;
}

}  // namespace assize::pricing
