// The typed lines of a fee file, for storing.
#include "pricing/assessment/assess.h"
#include "pricing/fee_file/line_parser.h"
#include "pricing/fee_file/opening.h"
#include "pricing/text/text_kinds.h"

namespace assize::pricing {
namespace {

constexpr Columns required_columns = (Columns{1} << required_column_count) - 1;

FeeLine typed(const ParsedLine& line) {
  const Offer& offer = line.offer;
  const auto text = [&line](Column column) { return std::string(line.text(column)); };
  return {offer.line,
          *Urn::from_number(offer.urn),
          std::string(offer.name),
          offer.item,
          offer.provision,
          offer.need,
          offer.age_from,
          offer.age_to,
          offer.unit,
          offer.units_hundredths,
          offer.unit_price,
          offer.annual_price,
          line.parts[0],
          line.parts[1],
          line.parts[2],
          line.parts[3],
          line.vat_rate,
          text(Column::vat_rate),
          offer.effective_from,
          offer.effective_to,
          offer.has_notice ? std::optional(offer.notice_given) : std::nullopt,
          text(Column::included),
          std::string(offer.new_provision)};
}

// False if the file turns out not to be UTF-8.
bool read_as(const ReadAt& fees, const Opening& opening, const ItemCodes& items, bool windows_1252,
             std::vector<FeeLine>& out) {
  out.clear();
  ChunkSource source(fees, opening.lines_offset, ChunkSizes());
  ChunkBuffer buffer;
  Chunk chunk;
  std::string converted;
  ParsedLine line;
  std::uint64_t first_line = opening.lines_first_line;
  LineParser parser(opening.map, items);
  while (source.next(buffer, chunk)) {
    if (chunk.bytes.empty()) {
      if (chunk.oversize_not_utf8 && !windows_1252) return false;
      first_line += chunk.oversize_lines;
      continue;
    }
    std::string_view text = chunk.bytes;
    const TextKinds kinds = kinds_of_text(text);
    if (kinds.control) {
      out.clear();
      return true;
    }
    if (windows_1252) {
      converted.clear();
      append_from_windows_1252(converted, text);
      text = converted;
    } else if (!kinds.utf8) {
      return false;
    }
    CsvRowReader reader(text, first_line, true, windows_1252 ? text.size() + 1 : row_limit_bytes);
    while (reader.next() == CsvRowReader::Next::row) {
      if (reader.problem() != RowProblem::none) continue;
      if (reader.fields().size() != opening.map.field_count) continue;
      parser.parse(reader.fields(), line);
      line.offer.line = reader.line();
      if (line.bad == 0 && line.offer.has(required_columns)) out.push_back(typed(line));
    }
    first_line = reader.next_line();
  }
  return true;
}

}  // namespace

std::vector<FeeLine> read_fee_lines(const ReadAt& fees, const RuleBook& book) {
  std::vector<FeeLine> out;
  const Opening opening = open_file(fees, ChunkSizes());
  if (opening.unreadable != Unreadable::none) return out;
  if (opening.not_utf8 || !read_as(fees, opening, book.items(), false, out)) {
    read_as(fees, opening, book.items(), true, out);
  }
  return out;
}

}  // namespace assize::pricing
