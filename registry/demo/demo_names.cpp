#include "registry/demo/demo_names.h"

#include <array>
#include <span>

namespace assize::registry {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 60> first_parts{
    "Alder",   "Amber",   "Arrow",   "Ashen",   "Barley", "Bellow", "Birken", "Bramble", "Briar",
    "Brindle", "Calder",  "Candle",  "Cinder",  "Clover", "Copper", "Coral",  "Cotter",  "Cuckoo",
    "Dapple",  "Drift",   "Dunnock", "Elder",   "Ember",  "Fallow", "Fennel", "Ferny",   "Finch",
    "Flint",   "Gorse",   "Hazel",   "Heather", "Heron",  "Hollow", "Ivory",  "Jasper",  "Juniper",
    "Kestrel", "Lantern", "Lark",    "Linnet",  "Lowen",  "Maple",  "Marl",   "Meadow",  "Merlin",
    "Osier",   "Otter",   "Pebble",  "Plover",  "Quarry", "Rowan",  "Rushen", "Saffron", "Sedge",
    "Sorrel",  "Tamar",   "Teasel",  "Thistle", "Willow", "Wren"};
constexpr std::array<std::string_view, 40> second_parts{
    "bank",  "beck",  "bourne", "bridge", "brook", "combe",  "cote",  "croft", "dale",  "dean",
    "down",  "edge",  "fell",   "field",  "fold",  "ford",   "garth", "gate",  "grove", "ham",
    "haven", "heath", "hill",   "holme",  "hurst", "lea",    "marsh", "mere",  "moor",  "nook",
    "ridge", "rigg",  "shaw",   "side",   "stead", "thorpe", "vale",  "wade",  "well",  "worth"};
constexpr std::array<std::string_view, 8> school_endings{
    " School",      " House School", " Hall School",  " Lodge School",
    " Park School", " Farm School",  " Court School", " Learning Centre"};
constexpr std::array<std::string_view, 4> college_endings{" College", " Specialist College",
                                                          " Post-16 Centre", " Skills College"};
constexpr std::array<std::string_view, 3> state_endings{" Special School", " Community School",
                                                        " Academy"};
constexpr std::array<std::string_view, 8> street_endings{" Lane",  " Road",   " Street", " Way",
                                                         " Close", " Avenue", " Rise",   " Drive"};
constexpr std::array<std::string_view, 6> company_endings{
    " Education Limited", " Schools Limited",  " Care and Education Limited",
    " Learning Limited",  " Services Limited", " Children's Services Limited"};
constexpr std::array<std::string_view, 3> charity_endings{" Trust", " Foundation", " Society"};
constexpr std::array<std::string_view, 4> group_endings{" Group", " Education Group",
                                                        " Holdings Limited", " Partners Limited"};

std::string_view pick(DemoRandom& random, Words words) { return random.pick(words); }

std::string root(DemoRandom& random) {
  std::string name(pick(random, first_parts));
  name += pick(random, second_parts);
  return name;
}

std::string named(DemoRandom& random, Words endings) {
  std::string name = root(random);
  name += pick(random, endings);
  return name;
}

}  // namespace

std::string demo_school_name(DemoRandom& random) { return named(random, school_endings); }
std::string demo_college_name(DemoRandom& random) { return named(random, college_endings); }
std::string demo_state_school_name(DemoRandom& random) { return named(random, state_endings); }
std::string demo_group_name(DemoRandom& random) { return named(random, group_endings); }

std::string demo_street(DemoRandom& random) {
  return std::to_string(random.between(1, 180)) + " " + named(random, street_endings);
}

std::string demo_provider_name(DemoRandom& random, bool is_charity) {
  return is_charity ? named(random, charity_endings) : named(random, company_endings);
}

std::string demo_website(std::string_view name, std::uint32_t urn) {
  std::string address = "https://www.";
  for (const char letter : name) {
    if (letter >= 'A' && letter <= 'Z') {
      address += static_cast<char>(letter - 'A' + 'a');
    } else {
      address +=
          (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ? letter : '-';
    }
  }
  return address + "-" + std::to_string(urn) + ".example";
}

std::string demo_postcode(DemoRandom& random, std::string_view area) {
  constexpr std::string_view never_last = "CIKMOV";
  const auto letter = [&] { return never_last[static_cast<std::size_t>(random.between(0, 5))]; };
  std::string postcode(area);
  // Central London's districts end in a letter.
  const bool has_letter = area == "EC" || area == "WC";
  postcode += std::to_string(random.between(1, has_letter ? 4 : 29));
  if (has_letter) postcode += static_cast<char>('A' + random.between(0, 3));
  postcode += ' ';
  postcode += std::to_string(random.between(1, 9));
  postcode += letter();
  postcode += letter();
  return postcode;
}

}  // namespace assize::registry
