// The findings of a file as a whole: FILE-01, FILE-02 and FILE-04. Thread-safe.
#pragma once

#include "pricing/fee_file/opening.h"
#include "pricing/rules/finding.h"

namespace assize::pricing {

// What the start of a file shows: that it cannot be read, or what its header lacks.
void report_opening(const Opening& opening, Findings& findings);
// What is known once it has been read.
void report_reading(const Opening& opening, std::uint64_t rows, bool windows_1252,
                    Findings& findings);
// The file is not text.
void report_control_byte(unsigned byte, std::uint64_t line, Findings& findings);

}  // namespace assize::pricing
