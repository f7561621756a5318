// The certificate and the private key that the service shows to its clients, read from PEM files
// and read again when they are renewed. TLS 1.2 and 1.3, with forward secrecy only. Thread-safe.
#pragma once

#include <Poco/Net/Context.h>

#include <mutex>
#include <stdexcept>
#include <string>

namespace assize::api {

// The files cannot be used; its text is a plain sentence, and never quotes them.
class BadTlsFiles : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class TlsIdentity {
 public:
  // The certificate's file has the chain after it. Throws BadTlsFiles.
  TlsIdentity(std::string certificate_file, std::string key_file);

  // What new connections are to use.
  Poco::Net::Context::Ptr context() const;
  // Reads the files again, for the connections from now on. Throws BadTlsFiles, and then changes
  // nothing.
  void reload();

 private:
  const std::string certificate_file_;
  const std::string key_file_;
  mutable std::mutex mutex_;
  Poco::Net::Context::Ptr context_;
};

}  // namespace assize::api
