#include "registry/database/stored_instant.h"

namespace assize::registry {

std::string instant_to_database(std::string_view instant_text) {
  std::string column(instant_text.substr(0, instant_text.find('Z')));
  if (const std::size_t t = column.find('T'); t != std::string::npos) column[t] = ' ';
  return column;
}

std::string instant_from_database(std::string_view column) {
  std::string text(column);
  if (const std::size_t space = text.find(' '); space != std::string::npos) text[space] = 'T';
  return text + "Z";
}

}  // namespace assize::registry
