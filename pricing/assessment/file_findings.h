// The findings of a file as a whole and of rows that cannot be read: FILE-01 to FILE-04, the same
// for every kind of file. Thread-safe.
#pragma once

#include "pricing/fee_file/opening.h"
#include "pricing/rules/finding.h"
#include "pricing/text/csv_rows.h"

namespace assize::pricing {

// What the start of a file shows: that it cannot be read, or what its header lacks.
void report_opening(const Opening& opening, Findings& findings);
// What is known once it has been read.
void report_reading(const Opening& opening, std::uint64_t rows, bool windows_1252,
                    Findings& findings);
// FILE-03: a row that cannot be read, or has not the header's number of fields.
void report_row(const CsvRowReader& reader, std::size_t columns, Findings& findings);
// "the row has 3 fields and the header has 18 columns; ..."
std::string explain_field_count(std::size_t fields, std::size_t columns);
// The file is not text.
void report_control_byte(unsigned byte, std::uint64_t line, Findings& findings);

}  // namespace assize::pricing
