// The choices that several public forms offer. Pure; thread-safe.
#pragma once

#include <initializer_list>

#include "api/pages/forms/fields.h"

namespace assize::api {

Choices need_choices();
Choices provision_choices();
// Each value with its text "group.value"; first "" with the text `any`, if there is one.
Choices choices_of_texts(std::string_view any, std::string_view group,
                         std::initializer_list<std::string_view> values);

}  // namespace assize::api
