// How many working days each step of a case is given. Constants only.
#pragma once

namespace assize::registry {

inline constexpr int days_to_decide = 20;   // from opening to the first step of an officer's
inline constexpr int days_to_respond = 10;  // to an objection, unless it gives another number
inline constexpr int most_days_to_respond = 60;
inline constexpr int days_after_response = 10;  // for the regulator to go on
inline constexpr int days_to_appeal = 20;
inline constexpr int days_to_decide_appeal = 20;
inline constexpr int days_after_escalation = 5;
inline constexpr int days_to_answer_increase = 20;  // for a council told of a rise

}  // namespace assize::registry
