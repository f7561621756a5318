// How what is published names the log's checkpoint that it was taken at. Pure; thread-safe.
#pragma once

#include <string>

#include "api/http/message/json_writer.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

inline void write_checkpoint(JsonWriter& json, const registry::NamedCheckpoint& checkpoint) {
  json.key("checkpoint").begin_object().key("size").whole(checkpoint.size);
  json.member_unless_empty("root", checkpoint.root).end_object();
}

// The value of the header field Assize-Checkpoint: the size, and the root in base64.
inline std::string checkpoint_header(const registry::NamedCheckpoint& checkpoint) {
  return std::to_string(checkpoint.size) + (checkpoint.root.empty() ? "" : " " + checkpoint.root);
}

}  // namespace assize::api
