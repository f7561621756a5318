// The table of commands, in the order that help shows them. Each is in a file of its own.
#pragma once

#include <array>

#include "api/command_line/command.h"

namespace assize::api {

void add_check(CLI::App& program, Work& chosen);
void add_returns(CLI::App& program, Work& chosen);
void add_market(CLI::App& program, Work& chosen);
void add_market_run(CLI::App& market, Work& chosen);      // below `market`
void add_return_filing(CLI::App& returns, Work& chosen);  // below `returns`
void add_rules(CLI::App& program, Work& chosen);
void add_rule_book(CLI::App& program, Work& chosen);
void add_import(CLI::App& program, Work& chosen);
void add_register(CLI::App& program, Work& chosen);
void add_file(CLI::App& program, Work& chosen);
void add_replay(CLI::App& program, Work& chosen);
void add_places(CLI::App& program, Work& chosen);
void add_placements(CLI::App& program, Work& chosen);
void add_case(CLI::App& program, Work& chosen);
void add_exit(CLI::App& program, Work& chosen);
void add_tailored_list(CLI::App& program, Work& chosen);
void add_application(CLI::App& program, Work& chosen);
void add_registration(CLI::App& program, Work& chosen);
void add_control(CLI::App& program, Work& chosen);
void add_catalogue(CLI::App& program, Work& chosen);
void add_framework(CLI::App& program, Work& chosen);
void add_publish(CLI::App& program, Work& chosen);
void add_compare(CLI::App& program, Work& chosen);
void add_impact(CLI::App& program, Work& chosen);
void add_spending(CLI::App& program, Work& chosen);
void add_organisation(CLI::App& program, Work& chosen);
void add_person(CLI::App& program, Work& chosen);
void add_token(CLI::App& program, Work& chosen);
void add_log(CLI::App& program, Work& chosen);
void add_demo(CLI::App& program, Work& chosen);
void add_serve(CLI::App& program, Work& chosen);

inline constexpr std::array<AddCommand, 29> commands{
    add_check,        add_returns,  add_market,    add_rules,         add_rule_book,
    add_import,       add_register, add_file,      add_replay,        add_places,
    add_placements,   add_exit,     add_case,      add_tailored_list, add_application,
    add_registration, add_control,  add_catalogue, add_framework,     add_publish,
    add_compare,      add_spending, add_impact,    add_organisation,  add_person,
    add_token,        add_log,      add_demo,      add_serve};

}  // namespace assize::api
