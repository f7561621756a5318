// The steps of an application against a model that says in words what may follow.
#include "registry/applications/application_state.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assize::registry {
namespace {

using Status = ApplicationStatus;
using Step = ApplicationStep;

// Whose turn it is: the officer's, the provider's, or nobody's; and whether a URN is awaited.
struct Model {
  enum class Turn { officer, provider, nobody } turn = Turn::officer;
  bool is_late = false;
  bool awaits_urn = false;

  bool allows(Step step) const {
    const bool is_open = turn != Turn::nobody;
    switch (step) {
      case Step::applied:
        return false;
      case Step::asked:
      case Step::accepted:
        return turn == Turn::officer;
      case Step::refused:
        return turn == Turn::officer || (turn == Turn::provider && is_late);
      case Step::answered:
        return turn == Turn::provider;
      case Step::withdrawn:
        return is_open;
      case Step::urn_given:
        return awaits_urn;
    }
    return false;
  }
  void take(Step step) {
    if (step == Step::asked) turn = Turn::provider;
    if (step == Step::answered) turn = Turn::officer;
    if (step == Step::accepted || step == Step::refused || step == Step::withdrawn) {
      turn = Turn::nobody;
    }
    awaits_urn = step == Step::accepted;
    is_late = false;
  }
};

TEST(ApplicationState, FollowsTheModelThroughAnySteps) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& choices) {
    Model model;
    ApplicationStanding standing;
    for (const std::uint8_t choice : choices) {
      if (choice % 8 == 7) {
        model.is_late = standing.answer_is_late = standing.status == Status::asked;
        continue;
      }
      const Step step = static_cast<Step>(choice % 8 % 7);
      const auto refused = refuse_step(standing, step);
      RC_ASSERT(refused.has_value() != model.allows(step));
      if (refused) {
        RC_ASSERT(refused->place == "conflict");
        continue;
      }
      standing.status = status_after(step);
      standing.answer_is_late = false;
      standing.has_urn = standing.has_urn || step == Step::urn_given;
      model.take(step);
    }
  }));
}

TEST(ApplicationState, HasCodesThatAreReadBack) {
  for (const char* text :
       {"applied", "asked", "answered", "accepted", "refused", "withdrawn", "urn_given"}) {
    EXPECT_EQ(code(application_step_of_code(text).value()), text);
  }
  EXPECT_EQ(parse_application_status("asked").value(), Status::asked);
  EXPECT_FALSE(parse_application_status("urn_given"));
  EXPECT_FALSE(application_step_of_code("lost"));
}

}  // namespace
}  // namespace assize::registry
