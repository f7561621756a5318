// Any bytes load as a rule book or are refused with faults; a book that loads answers any line.
// links: pricing
#include <cstdint>
#include <cstdlib>

#include "pricing/rule_book/rule_book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::pricing;
  const auto book = RuleBook::load({reinterpret_cast<const char*>(data), size}, "");
  if (!book.ok()) {
    for (const auto& fault : book.faults()) {
      if (fault.place.empty() || fault.message.empty()) std::abort();
    }
    return 0;
  }
  for (const Band& band : book->bands()) {
    // A line like the band itself is judged by it, or by a more specific one.
    const BandQuery line{band.item.value_or(Item::placement),
                         band.provision.value_or(Provision::day),
                         band.need.value_or(Need::asd),
                         band.age_from,
                         band.age_to,
                         band.unit,
                         band.area,
                         band.period.from};
    const Band* found = book->bands_for(line)[static_cast<std::size_t>(band.component)];
    if (found == nullptr || !found->period.holds(band.period.from)) std::abort();
    if (found->age_from > band.age_from || found->age_to < band.age_to) std::abort();
    if (band.ceiling) (void)book->limit_in(band, *band.ceiling, line.area);
    (void)band.period.display();
  }
  for (std::size_t at = 0; at < parameter_count; ++at) {
    (void)book->parameter(static_cast<Parameter>(at), *Date::from_civil(2026, 9, 1));
  }
  return 0;
}
