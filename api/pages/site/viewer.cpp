#include "api/pages/site/viewer.h"

namespace assize::api {

Viewer viewer_of(const Request& request) {
  Viewer viewer;
  viewer.role = request.caller.role;
  viewer.is_signed_in = viewer.role != registry::Role::anyone;
  if (request.viewer) {
    viewer.name = request.viewer->name;
    viewer.organisation = request.viewer->organisation_name;
    viewer.is_demo = request.viewer->is_demo;
    viewer.csrf_token = request.viewer->csrf_token;
  }
  return viewer;
}

}  // namespace assize::api
