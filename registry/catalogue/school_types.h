// The establishment types that the catalogue knows: the regulated ones, and state special schools
// as alternatives. Thread-safe.
#pragma once

#include <array>
#include <string_view>

namespace assize::registry {

struct SchoolType {
  int code;
  std::string_view name;  // as the Department for Education names it
};

inline constexpr std::array<SchoolType, 8> catalogue_types{
    {{7, "Community special school"},
     {8, "Non-maintained special school"},
     {10, "Other independent special school"},
     {12, "Foundation special school"},
     {32, "Special post 16 institution"},
     {33, "Academy special sponsor led"},
     {36, "Free schools special"},
     {44, "Academy special converter"}}};

// Null for a type that is not in the catalogue.
constexpr const SchoolType* find_school_type(int code) {
  for (const SchoolType& type : catalogue_types) {
    if (type.code == code) return &type;
  }
  return nullptr;
}

}  // namespace assize::registry
