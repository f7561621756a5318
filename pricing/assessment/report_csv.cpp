// The file handed back, with `status` and `findings` added to each row.
#include <algorithm>

#include "pricing/assessment/assess.h"
#include "pricing/fee_file/opening.h"
#include "pricing/rules/words.h"
#include "pricing/text/csv.h"

namespace assize::pricing {
namespace {

class AnnotatedFile {
 public:
  AnnotatedFile(const Assessment& assessment, const ReadAt& fees, const Write& write,
                const ColumnSet& columns)
      : findings_(assessment.findings), fees_(fees), write_(write), columns_(columns) {}

  void write_all() {
    const Opening opening = open_file(fees_, ChunkSizes(), columns_);
    const bool unreadable = opening.unreadable != Unreadable::none || says_not_text();
    // Findings of the file as a whole stand before any line's.
    while (next_ < findings_.size() &&
           (unreadable || findings_[next_].line < opening.lines_first_line)) {
      of_file_.push_back(&findings_[next_++]);
    }
    if (unreadable) {
      out_ += "status,findings\n";
      add_notes({});
      flush();
      return;
    }
    map_ = &opening.map;
    windows_1252_ = opening.not_utf8 || was_windows_1252();
    write_header();
    write_rows(opening);
    if (!of_file_.empty()) {  // there was no row to put them in
      out_ += std::string(columns_kept(), ',');
      if (columns_kept() > 0) out_.pop_back();
      add_notes({});
    }
    flush();
  }

 private:
  bool says_not_text() const {
    return findings_.size() == 1 && findings_[0].rule == "FILE-01" &&
           findings_[0].severity == Severity::error;
  }
  bool was_windows_1252() const { return !of_file_.empty() && of_file_[0]->rule == "FILE-01"; }
  bool is_kept(std::size_t field) const {
    return std::find(map_->ours.begin(), map_->ours.end(), field) == map_->ours.end();
  }
  std::size_t columns_kept() const { return map_->field_count - map_->ours.size(); }

  void write_header() {
    char start[3] = {};
    if (std::string_view(start, read_fully(fees_, 0, start)) == byte_order_mark) {
      out_ += byte_order_mark;
    }
    for (std::size_t i = 0; i < map_->header.size(); ++i) {
      if (!is_kept(i)) continue;
      append_csv_field(out_, map_->header[i]);
      out_ += ',';
    }
    out_ += "status,findings\n";
  }

  void write_rows(const Opening& opening) {
    ChunkSource source(fees_, opening.lines_offset, ChunkSizes());
    ChunkBuffer buffer;
    Chunk chunk;
    std::string converted;
    std::uint64_t line = opening.lines_first_line;
    while (source.next(buffer, chunk)) {
      if (chunk.bytes.empty()) {
        write_oversize_row(chunk, buffer, line);
        line += chunk.oversize_lines;
        continue;
      }
      std::string_view text = chunk.bytes;
      if (windows_1252_) {
        converted.clear();
        append_from_windows_1252(converted, text);
        text = converted;
      }
      CsvRowReader reader(text, line, true, windows_1252_ ? text.size() + 1 : row_limit_bytes);
      while (reader.next() == CsvRowReader::Next::row) write_row(reader);
      line = reader.next_line();
      flush();
    }
  }

  void write_row(const CsvRowReader& reader) {
    const auto fields = reader.fields();
    if (reader.problem() != RowProblem::none || fields.size() != map_->field_count) {
      append_csv_field(out_, reader.raw());
      out_.append(columns_kept() > 0 ? columns_kept() - 1 : 0, ',');
      add_notes(findings_of(reader.line()));
      return;
    }
    bool first = true;
    bool empty = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!is_kept(i)) continue;
      if (!first) out_ += ',';
      append_csv_field(out_, fields[i]);
      first = false;
      empty = empty && fields[i].empty();
    }
    if (empty) {
      out_ += ",,\n";  // no line, and so no status
    } else {
      add_notes(findings_of(reader.line()));
    }
  }

  // A row over the limit, in pieces.
  void write_oversize_row(const Chunk& chunk, ChunkBuffer& buffer, std::uint64_t line) {
    constexpr std::size_t piece_bytes = 1 << 16;
    out_ += '"';
    for (std::uint64_t at = 0; at < chunk.size;) {
      const auto wanted =
          static_cast<std::size_t>(std::min<std::uint64_t>(piece_bytes, chunk.size - at));
      const std::span<char> into = buffer.grow(piece_bytes, 0).first(wanted);
      const std::size_t size = read_fully(fees_, chunk.offset + at, into);
      if (size == 0) break;
      at += size;
      std::string_view piece(into.data(), size);
      if (at >= chunk.size) {
        while (piece.ends_with('\n') || piece.ends_with('\r')) piece.remove_suffix(1);
      }
      std::string doubled;
      for (const char c : piece) doubled.append(c == '"' ? 2 : 1, c);
      if (windows_1252_) {
        append_from_windows_1252(out_, doubled);
      } else {
        out_ += doubled;
      }
      flush();
    }
    out_ += '"';
    out_.append(columns_kept() > 0 ? columns_kept() - 1 : 0, ',');
    add_notes(findings_of(line));
  }

  std::span<const Finding> findings_of(std::uint64_t line) {
    while (next_ < findings_.size() && findings_[next_].line < line) ++next_;
    const std::size_t first = next_;
    while (next_ < findings_.size() && findings_[next_].line == line) ++next_;
    return std::span(findings_).subspan(first, next_ - first);
  }

  // Ends a row with its status and findings; those of the file go with the first.
  void add_notes(std::span<const Finding> findings) {
    Severity worst = Severity::info;
    std::string notes;
    const auto add = [&](std::string_view prefix, const Finding& finding) {
      worst = std::max(worst, finding.severity);
      notes += sentence(notes.empty() ? "" : " | ", prefix, finding.rule, " ", finding.message);
    };
    for (const Finding* finding : of_file_) add("File: ", *finding);
    of_file_.clear();
    for (const Finding& finding : findings) add("", finding);
    if (map_ != nullptr && columns_kept() > 0) out_ += ',';
    out_ += worst == Severity::info ? "ok" : code(worst);
    out_ += ',';
    append_csv_field(out_, notes);
    out_ += '\n';
  }

  void flush() {
    write_(out_);
    out_.clear();
  }

  const std::vector<Finding>& findings_;
  const ReadAt& fees_;
  const Write& write_;
  const ColumnSet& columns_;
  const ColumnMap* map_ = nullptr;
  bool windows_1252_ = false;
  std::size_t next_ = 0;
  std::vector<const Finding*> of_file_;
  std::string out_;
};

}  // namespace

void write_annotated_csv(const Assessment& assessment, const ReadAt& file, const Write& write,
                         const ColumnSet& columns) {
  AnnotatedFile(assessment, file, write, columns).write_all();
}

}  // namespace assize::pricing
