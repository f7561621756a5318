#include "pricing/assessment/read_lines.h"

#include <algorithm>
#include <memory>

#include "pricing/assessment/file_findings.h"
#include "pricing/assessment/workers.h"
#include "pricing/fee_file/compact_lines.h"
#include "pricing/fee_file/line_parser.h"
#include "pricing/rules/words.h"
#include "pricing/text/text_kinds.h"

namespace assize::pricing {
namespace {

// Reads chunk after chunk in one thread.
class ChunkReader {
 public:
  ChunkReader(const ColumnMap& map, const ItemCodes& items, bool windows_1252,
              const ReadOptions& options)
      : map_(map),
        parser_(map, items),
        windows_1252_(windows_1252),
        keep_findings_(options.keep_findings),
        limit_bytes_(options.sizes.row_limit_bytes),
        rules_(options.make_rules ? options.make_rules() : nullptr) {}

  ChunkLines read(const Chunk& chunk) {
    ChunkLines out;
    out.number = chunk.number;
    out.findings = Findings(keep_findings_);
    if (chunk.bytes.empty()) {
      add_oversize_row(chunk, out);
      return out;
    }
    std::string_view text = chunk.bytes;
    if (windows_1252_) {
      converted_.clear();
      append_from_windows_1252(converted_, text);
      text = converted_;
    }
    // The source has held rows to their limit already, before they were converted.
    CsvRowReader reader(text, 1, true, windows_1252_ ? text.size() + 1 : limit_bytes_);
    compact_.clear();
    run_ = nullptr;
    while (reader.next() == CsvRowReader::Next::row) add_row(reader, out);
    out.physical_lines = reader.next_line() - 1;
    out.compact = compact_.take();
    return out;
  }

 private:
  void add_oversize_row(const Chunk& chunk, ChunkLines& out) const {
    out.rows = out.unreadable_rows = 1;
    out.physical_lines = chunk.oversize_lines;
    if (!rules_) return;
    out.findings.report(Rule::file_03, 1, "", [&](Finding& finding) {
      finding.message = explain(chunk.oversize, chunk.oversize_field);
      finding.show(sentence("the row has ", chunk.size, " bytes, its line end included"));
    });
  }

  void add_row(const CsvRowReader& reader, ChunkLines& out) {
    const auto fields = reader.fields();
    const bool broken = reader.problem() != RowProblem::none;
    if (!broken && is_empty(fields)) return;
    ++out.rows;
    if (broken || fields.size() != map_.field_count) {
      ++out.unreadable_rows;
      if (rules_) report_row(reader, map_.field_count, out.findings);
      return;
    }
    parser_.parse(fields, line_);
    line_.offer.line = reader.line();
    if (line_.bad != 0) ++out.unreadable_rows;
    if (rules_) rules_->judge(line_, out.findings);
    if (line_.offer.has(Column::urn)) keep(line_.offer, out);
  }

  // A spreadsheet may leave rows of commas alone below its last line: they say nothing.
  static bool is_empty(std::span<const std::string_view> fields) {
    return fields.front().empty() &&
           std::all_of(fields.begin(), fields.end(), [](auto field) { return field.empty(); });
  }

  void keep(const Offer& offer, ChunkLines& out) {
    if (run_ == nullptr || out.runs.back().urn != offer.urn) {
      const auto first_line = static_cast<std::uint32_t>(offer.line);
      out.runs.push_back({offer.urn, static_cast<std::uint32_t>(compact_.size()), 0, first_line});
      compact_.start_run(first_line);
    }
    run_ = &out.runs.back();
    ++run_->count;
    compact_.add(offer);
  }

  const ColumnMap& map_;
  LineParser parser_;
  const bool windows_1252_;
  const bool keep_findings_;
  const std::size_t limit_bytes_;
  std::unique_ptr<LineRules> rules_;
  ParsedLine line_;
  CompactWriter compact_;
  Run* run_ = nullptr;
  std::string converted_;
};

// What the threads that read one file share.
class FileReader {
 public:
  FileReader(const ReadAt& read, const Opening& opening, const ItemCodes& items,
             const ReadOptions& options, bool windows_1252)
      : opening_(opening),
        items_(items),
        options_(options),
        windows_1252_(windows_1252),
        source_(read, opening.lines_offset, options.sizes) {
    out_.windows_1252 = windows_1252;
  }

  // False if the file turns out not to be UTF-8, and must be read again as Windows-1252.
  bool read() {
    // A small file is one chunk, and is not worth starting threads for.
    ChunkBuffer buffer;
    Chunk first;
    if (source_.next(buffer, first)) {
      const int threads = source_.ended() ? 1 : options_.jobs;
      run_workers(threads, [&](int number) {
        if (number == 0) {
          work(buffer, &first);
        } else {
          ChunkBuffer own;
          work(own, nullptr);
        }
      });
    }
    return has_control_ || !not_utf8_;
  }

  FileLines take() {
    out_.has_control = has_control_;
    auto& chunks = out_.chunks;
    std::sort(chunks.begin(), chunks.end(),
              [](const auto& one, const auto& other) { return one.number < other.number; });
    std::uint64_t line = opening_.lines_first_line;
    for (ChunkLines& chunk : chunks) {
      chunk.first_line = line;
      if (has_control_ && chunk.number == control_chunk_) {
        out_.control_line = line + control_lines_before_;
        out_.control_byte = control_byte_;
      }
      line += chunk.physical_lines;
      out_.rows += chunk.rows;
      out_.unreadable_rows += chunk.unreadable_rows;
    }
    return std::move(out_);
  }

 private:
  void work(ChunkBuffer& buffer, const Chunk* first) {
    ChunkReader reader(opening_.map, items_, windows_1252_, options_);
    std::vector<ChunkLines> mine;
    Chunk chunk = first != nullptr ? *first : Chunk();
    while (first != nullptr || source_.next(buffer, chunk)) {
      first = nullptr;
      if (is_text(chunk)) mine.push_back(reader.read(chunk));
      if (options_.on_read) options_.on_read(chunk.size);
    }
    const std::lock_guard lock(mutex_);
    std::move(mine.begin(), mine.end(), std::back_inserter(out_.chunks));
  }

  // Whether the chunk can be read as the file is being read; if not, reading stops.
  bool is_text(const Chunk& chunk) {
    const TextKinds kinds = kinds_of_text(chunk.bytes);
    if (kinds.control || chunk.oversize_control) {
      found_control(chunk);
      return false;
    }
    if (windows_1252_) return true;
    if (chunk.oversize_not_utf8 || !kinds.utf8) {
      not_utf8_ = true;
      source_.stop();
      return false;
    }
    return true;
  }

  void found_control(const Chunk& chunk) {
    source_.stop();
    const std::lock_guard lock(mutex_);
    if (has_control_ && control_chunk_ < chunk.number) return;
    has_control_ = true;
    control_chunk_ = chunk.number;
    const std::size_t at = find_control(chunk.bytes).value_or(0);
    control_lines_before_ = 0;
    control_byte_ = chunk.bytes.empty() ? 0 : static_cast<unsigned char>(chunk.bytes[at]);
    for (std::size_t i = 0; i < at; ++i) {
      const bool crlf =
          chunk.bytes[i] == '\r' && i + 1 < chunk.bytes.size() && chunk.bytes[i + 1] == '\n';
      if ((chunk.bytes[i] == '\n' || chunk.bytes[i] == '\r') && !crlf) ++control_lines_before_;
    }
    // Its place among the chunks, so that the lines before it are counted.
    ChunkLines marker;
    marker.number = chunk.number;
    out_.chunks.push_back(std::move(marker));
  }

  const Opening& opening_;
  const ItemCodes& items_;
  const ReadOptions& options_;
  const bool windows_1252_;
  ChunkSource source_;
  std::mutex mutex_;
  std::atomic<bool> not_utf8_ = false;
  std::atomic<bool> has_control_ = false;
  std::uint64_t control_chunk_ = 0;
  std::uint64_t control_lines_before_ = 0;
  unsigned control_byte_ = 0;
  FileLines out_;
};

}  // namespace

FileLines read_lines(const ReadAt& read, const Opening& opening, const ItemCodes& items,
                     const ReadOptions& options) {
  if (!opening.not_utf8) {
    FileReader reader(read, opening, items, options, false);
    if (reader.read()) return reader.take();
  }
  FileReader reader(read, opening, items, options, true);
  reader.read();
  return reader.take();
}

}  // namespace assize::pricing
