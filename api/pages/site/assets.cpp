#include "api/pages/site/assets.h"

#include <map>
#include <memory>

#include "api/embedded_assets.h"
#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "audit/tree/hash.h"

namespace assize::api {
namespace {

using Body = std::shared_ptr<const std::string>;

struct Asset {
  std::string address;
  std::string_view type;
  Body plain, gzip, brotli;
};

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  return "image/svg+xml";
}

Body body_of(const std::string& name) {
  return std::make_shared<const std::string>(assets::embedded_file(name));
}

std::map<std::string, Asset, std::less<>> read_assets() {
  constexpr std::size_t hash_digits = 16;
  std::map<std::string, Asset, std::less<>> all;
  for (const std::string_view each : assets::embedded_file_names()) {
    if (each.ends_with(".gz") || each.ends_with(".br")) continue;
    const std::string name(each);
    Asset asset{"", type_of(name), body_of(name), body_of(name + ".gz"), body_of(name + ".br")};
    const std::size_t dot = name.rfind('.');
    asset.address = "/assets/" + name.substr(0, dot) + "." +
                    audit::sha256_hex(*asset.plain).substr(0, hash_digits) + name.substr(dot);
    all.emplace(name, std::move(asset));
  }
  return all;
}

const std::map<std::string, Asset, std::less<>>& all_assets() {
  static const std::map<std::string, Asset, std::less<>> assets = read_assets();
  return assets;
}

}  // namespace

const std::string& asset_address(std::string_view name) {
  const auto found = all_assets().find(name);
  if (found == all_assets().end()) throw std::out_of_range("no asset " + std::string(name));
  return found->second.address;
}

Response show_asset(const Request& request, Backend&) {
  for (const auto& [name, asset] : all_assets()) {
    if (asset.address != "/assets/" + request.path_value("name")) continue;
    // Encodings are words as media types are, but for the slash.
    const std::string accepted = request.head.header("accept-encoding").value_or("");
    const auto takes = [&accepted](std::string_view coding) {
      const std::size_t at = accepted.find(coding);
      return at != std::string::npos && !accepted.substr(at + coding.size()).starts_with(";q=0");
    };
    const std::string_view coding = takes("br") ? "br" : takes("gzip") ? "gzip" : "";
    Response response = reply(asset.type, coding == "br"     ? asset.brotli
                                          : coding == "gzip" ? asset.gzip
                                                             : asset.plain);
    if (!coding.empty()) response.with("Content-Encoding", std::string(coding));
    response.with("Vary", "Accept-Encoding");
    return response.with("Cache-Control", "public, max-age=31536000, immutable");
  }
  return problem_reply(Problem::not_found, "There is no asset of that name.");
}

}  // namespace assize::api
