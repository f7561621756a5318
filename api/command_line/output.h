// Standard output in large pieces. A reader that goes away (`assize check … | head`) silences it;
// any other failure to write throws CannotRun. Not thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "pricing/assessment/assess.h"

namespace assize::api {

class Output {
 public:
  explicit Output(int descriptor = 1) : descriptor_(descriptor) {}
  ~Output();  // writes what is left, saying nothing if it cannot
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text);
  void flush();  // throws CannotRun
  pricing::Write writer() {
    return [this](std::string_view text) { write(text); };
  }

 private:
  int descriptor_;
  std::string held_;
  bool reader_is_gone_ = false;
};

}  // namespace assize::api
