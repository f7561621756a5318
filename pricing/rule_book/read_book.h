// From the JSON of an edition to its parts, with every fault of its form. Ties between bands are
// looked for by band_index.h. Pure; thread-safe.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "pricing/rule_book/object_reader.h"
#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {

struct BookParts {
  std::string edition;
  std::string title;
  std::string status;
  Date published;
  ItemCodes items;
  std::vector<Area> areas;
  std::vector<Band> bands;
  std::vector<std::size_t> band_places;  // where in the JSON array each of `bands` stands
  std::array<std::vector<ParameterValue>, parameter_count> parameters;
};

BookParts read_book(const JsonValue& document, Faults& faults);

// Its three lists, read in this order; `document` has been checked to be an object.
void read_areas(ObjectReader& document, BookParts& book, Faults& faults);
void read_bands(ObjectReader& document, BookParts& book, Faults& faults);
void read_parameters(ObjectReader& document, BookParts& book, Faults& faults);

// The source of a value: required in an edition that is in force.
std::string read_source(ObjectReader& reader, const BookParts& book);

}  // namespace assize::pricing
