#include "api/pages/site/viewer.h"

namespace assize::api {

Viewer viewer_of(const Request& request) {
  Viewer viewer;
  viewer.role = request.caller.role;
  viewer.is_signed_in = viewer.role != registry::Role::anyone;
  return viewer;
}

}  // namespace assize::api
