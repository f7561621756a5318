#include "api/http/wire/tls_identity.h"

#include <Poco/Exception.h>
#include <Poco/Net/SSLException.h>
#include <unistd.h>

namespace assize::api {
namespace {

using Poco::Net::Context;

// For TLS 1.2: authenticated encryption, and keys that no later theft of the private key opens. All
// that TLS 1.3 has is so.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!PSK";

void check_readable(const std::string& file, const std::string& what) {
  if (::access(file.c_str(), R_OK) == 0) return;
  throw BadTlsFiles("the " + what + " " + file +
                    " cannot be read; give a PEM file that this program may read.");
}

Context::Ptr make_context(const std::string& certificate_file, const std::string& key_file) {
  check_readable(certificate_file, "certificate");
  check_readable(key_file, "private key");
  try {
    Context::Params params;
    params.certificateFile = certificate_file;
    params.privateKeyFile = key_file;
    params.verificationMode = Context::VERIFY_NONE;  // of clients, who have tokens instead
    params.cipherList = ciphers;
    Context::Ptr context = new Context(Context::TLS_SERVER_USE, params);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->preferServerCiphers();
    // Poco drops a key that is not the certificate's without a word, and has none to ask for it.
    if (SSL_CTX_check_private_key(context->sslContext()) != 1) {
      throw BadTlsFiles("the private key " + key_file + " is not that of the certificate " +
                        certificate_file + ".");
    }
    return context;
  } catch (const Poco::Exception&) {
    throw BadTlsFiles("the certificate " + certificate_file + " and the private key " + key_file +
                      " cannot be used; give PEM files, the key without a pass phrase, and the "
                      "certificate before the others of its chain.");
  }
}

}  // namespace

TlsIdentity::TlsIdentity(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)),
      key_file_(std::move(key_file)),
      context_(make_context(certificate_file_, key_file_)) {}

Context::Ptr TlsIdentity::context() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

void TlsIdentity::reload() {
  Context::Ptr fresh = make_context(certificate_file_, key_file_);
  const std::lock_guard lock(mutex_);
  context_ = std::move(fresh);
}

}  // namespace assize::api
