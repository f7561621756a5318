#include "pricing/rules/rule_table.h"

#include "pricing/rules/return_columns.h"

namespace assize::pricing {
namespace {

using C = Column;

constexpr int p(Parameter parameter) { return static_cast<int>(parameter); }
constexpr std::array<int, 4> no_parameters{-1, -1, -1, -1};
constexpr std::array<int, 4> with(Parameter one) { return {p(one), -1, -1, -1}; }
constexpr std::array<int, 4> with(Parameter one, Parameter two) { return {p(one), p(two), -1, -1}; }
constexpr std::array<int, 4> with_limit{p(Parameter::increase_index), p(Parameter::increase_flex),
                                        p(Parameter::increase_cap), -1};
constexpr std::array<int, 4> with_cap_and_limits{
    p(Parameter::margin_cap), p(Parameter::connected_rent_limit),
    p(Parameter::management_charge_limit), p(Parameter::loan_rate_limit)};

constexpr Columns band_columns = offer_key | columns(C::unit, C::effective_from);
constexpr Columns priced = columns(C::urn, C::unit, C::unit_price, C::annual_price);
constexpr Columns rises = priced | only(C::effective_from);
constexpr Columns named_rises = rises | only(C::line);
constexpr Columns parts = columns(C::education, C::boarding, C::care, C::health, C::annual_price);

using R = ReturnColumn;
constexpr Columns in_year = only(R::year_to);
constexpr Columns incomes = columns_of(income_figures);
constexpr Columns operating_costs = columns_of(operating_cost_figures);
constexpr Columns connected = columns_of(connected_figures);
constexpr Columns rents = return_columns(R::rent_connected, R::market_rent);
constexpr Columns charges = return_columns(R::management_charges_connected, R::royalties_connected);
constexpr Columns connected_loans = return_columns(R::interest_connected, R::loans_connected);
constexpr Columns interests = return_columns(R::interest_connected, R::interest_other);

using M = MarketList;
constexpr MarketLists holdings = market_lists(M::schools, M::placements);
constexpr MarketLists troubles = market_lists(M::inspections, M::standings);

using S = Severity;
using B = Basis;
using F = FactKind;

constexpr std::array<RuleEntry, rule_count> table{{
    {Rule::file_01, "FILE-01", 1, S::error, 0, F::none, no_parameters, false, B::policy,
     "the file is text in UTF-8 with commas; Windows-1252 is read with a warning"},
    {Rule::file_02, "FILE-02", 1, S::error, 0, F::none, no_parameters, false, B::policy,
     "the header comes first and names each required column once, and lines follow it"},
    {Rule::file_03, "FILE-03", 1, S::error, 0, F::none, no_parameters, false, B::policy,
     "each row has as many fields as the header, and every quote closes"},
    {Rule::file_04, "FILE-04", 1, S::warning, 0, F::none, no_parameters, false, B::policy,
     "a column of the provider's own begins with x_"},
    {Rule::fv_01, "FV-01", 1, S::error, columns(C::urn, C::effective_from), F::register_view,
     no_parameters, false, B::enacted,
     "the school is on the register, of a regulated type and open on effective_from"},
    {Rule::fv_02, "FV-02", 1, S::error, all_columns, F::none, no_parameters, false, B::policy,
     "each field is of its form", all_return_columns},
    {Rule::fv_03, "FV-03", 1, S::error, parts, F::none, no_parameters, false, B::policy,
     "education, boarding, care and health sum to annual_price"},
    {Rule::fv_04, "FV-04", 1, S::error, columns(C::units_per_year, C::unit_price, C::annual_price),
     F::none, no_parameters, false, B::policy,
     "annual_price is unit_price × units_per_year, rounded half up to the penny"},
    {Rule::fv_05, "FV-05", 1, S::error, band_columns, F::none, no_parameters, true, B::proposed,
     "no price is above the ceiling of its band"},
    {Rule::fv_06, "FV-06", 1, S::warning, band_columns, F::none, no_parameters, true, B::proposed,
     "no price is below the floor of its band: it may not be enough to meet the need"},
    {Rule::fv_07, "FV-07", 1, S::hold, band_columns, F::none, no_parameters, true, B::proposed,
     "a band covers each line"},
    {Rule::fv_08, "FV-08", 1, S::error, columns(C::urn, C::line), F::none, no_parameters, false,
     B::policy,
     "no offer stands twice, and no line's name is used twice in a school; a provider's yearly "
     "returns do not overlap",
     return_columns(R::provider, R::year_from, R::year_to)},
    {Rule::fv_09, "FV-09", 1, S::hold,
     offer_key | period_columns | columns(C::urn, C::unit_price, C::included), F::none,
     no_parameters, false, B::contract,
     "no add-on is priced that a placement line it goes with already includes"},
    {Rule::fv_10, "FV-10", 1, S::error, columns(C::item, C::provision, C::need, C::unit), F::none,
     no_parameters, false, B::policy,
     "units fit the year and the provision; a placement names both "
     "its need and its provision"},
    {Rule::fv_11, "FV-11", 1, S::error, columns(C::effective_from, C::effective_to), F::none,
     no_parameters, false, B::policy,
     "ages and periods run forwards, and a period is at most 366 "
     "days",
     return_columns(R::year_from, R::year_to)},
    {Rule::fv_12, "FV-12", 1, S::hold,
     columns(C::urn, C::item, C::provision, C::unit, C::units_per_year, C::effective_from),
     F::register_view, with(Parameter::residential_days_limit), false, B::enacted,
     "a school that lodges children for most of the year is also a registered children's home"},
    {Rule::fv_13, "FV-13", 1, S::error, columns(C::vat_rate, C::effective_from), F::none,
     with(Parameter::vat_rates), false, B::enacted, "vat_rate is 0 or a rate that is allowed"},
    {Rule::uni_01, "UNI-01", 1, S::review, named_rises, F::previous | F::agreements | F::placements,
     no_parameters, false, B::proposed,
     "each commissioner with placements has accepted an increase"},
    {Rule::uni_02, "UNI-02", 1, S::hold, rises, F::previous, with(Parameter::notice_days), false,
     B::contract, "commissioners have notice of an increase"},
    {Rule::uni_03, "UNI-03", 1, S::hold, named_rises, F::previous | F::history, no_parameters,
     false, B::contract, "a line's price rises at most once in 52 weeks"},
    {Rule::uni_04, "UNI-04", 1, S::hold, rises, F::previous, with_limit, false, B::proposed,
     "no price rises by more than the limit"},
    {Rule::uni_05, "UNI-05", 1, S::review, named_rises, F::history,
     with(Parameter::increase_index, Parameter::increase_flex), false, B::proposed,
     "over three years, no price outgrows the compounded index and flex"},
    {Rule::uni_06, "UNI-06", 1, S::review, rises | offer_key, F::previous, with(Parameter::basket),
     false, B::proposed, "what a placement included is not unbundled and charged on top"},
    {Rule::uni_07, "UNI-07", 1, S::error, rises, F::previous, no_parameters, false, B::contract,
     "no increase takes effect before the day of filing"},
    {Rule::uni_08, "UNI-08", 1, S::review, rises | offer_key, F::previous, with_limit, false,
     B::proposed, "an offer is not re-labelled to escape the limit on increases"},
    {Rule::uni_09, "UNI-09", 1, S::review, rises, F::previous | F::ownership, no_parameters, false,
     B::proposed, "an increase within 365 days of a change of ownership is looked at"},
    {Rule::uni_10, "UNI-10", 1, S::info, rises, F::previous, no_parameters, false, B::contract,
     "an increase for new provision in amended plans is exempt from UNI-02, UNI-03 and UNI-04"},
    {Rule::uni_11, "UNI-11", 1, S::review, 0, F::agreements | F::events, no_parameters, false,
     B::proposed, "no placement is ended within 90 days of a commissioner's challenge"},
    {Rule::uni_12, "UNI-12", 1, S::review,
     columns(C::urn, C::unit, C::units_per_year, C::annual_price), F::previous, no_parameters,
     false, B::contract, "a shorter year costs less in proportion"},
    {Rule::uni_13, "UNI-13", 1, S::review, named_rises & ~only(C::annual_price), F::placements,
     with(Parameter::price_spread_limit), false, B::proposed,
     "commissioners pay alike for the same offer"},
    {Rule::prf_01, "PRF-01", 1, S::review, 0, F::yearly_return, with(Parameter::margin_review),
     false, B::proposed,
     "operating margin is within the review level, for a provider and for its group with connected "
     "payments added back",
     incomes | in_year | connected |
         return_columns(R::provider, R::group, R::year_from, R::operating_surplus)},
    {Rule::prf_02, "PRF-02", 1, S::review, 0, F::yearly_return, no_parameters, false, B::proposed,
     "fees do not outgrow cost per placement two years running",
     operating_costs | return_columns(R::provider, R::year_from, R::year_to, R::income_public,
                                      R::placements_public)},
    {Rule::prf_03, "PRF-03", 1, S::review, 0, F::yearly_return,
     with(Parameter::connected_rent_limit), false, B::proposed,
     "rent to connected parties is no more than market rent", in_year | rents},
    {Rule::prf_04, "PRF-04", 1, S::review, 0, F::yearly_return,
     with(Parameter::management_charge_limit), false, B::proposed,
     "management charges and royalties to connected parties are within their limit",
     in_year | incomes | charges},
    {Rule::prf_05, "PRF-05", 1, S::review, 0, F::yearly_return, with(Parameter::loan_rate_limit),
     false, B::proposed, "interest to connected lenders is within its limit",
     in_year | connected_loans},
    {Rule::prf_06, "PRF-06", 1, S::review, 0, F::yearly_return, no_parameters, false, B::proposed,
     "dividends and loans upstream do not exceed the surplus",
     return_columns(R::dividends, R::loans_upstream, R::surplus_before_tax, R::tax)},
    {Rule::prf_07, "PRF-07", 1, S::review, 0, F::yearly_return, with_cap_and_limits, false,
     B::proposed, "profit is not disguised as payments to connected parties",
     in_year | incomes | rents | charges | connected_loans | only(R::surplus_before_tax), true},
    {Rule::prf_08, "PRF-08", 1, S::review, 0, F::yearly_return, with(Parameter::allowed_return),
     false, B::proposed, "return on capital is within what is allowed",
     in_year | return_columns(R::operating_surplus, R::capital_employed)},
    {Rule::prf_09, "PRF-09", 1, S::hold, 0, F::yearly_return, no_parameters, false, B::proposed,
     "the yearly return is on time, adds up, is evidenced and matches the accounts",
     incomes | operating_costs | interests | rents |
         return_columns(R::due, R::received, R::operating_surplus, R::surplus_before_tax,
                        R::accounts_operating_surplus)},
    {Rule::mkt_01, "MKT-01", 1, S::review, 0, F::market, with(Parameter::share_limit), false,
     B::proposed, "no group holds too much of a commissioner's placements for a need", 0, false,
     holdings},
    {Rule::mkt_02, "MKT-02", 1, S::review, 0, F::market, no_parameters, false, B::proposed,
     "there are three alternatives with vacancies for a need within 20 miles", 0, false,
     holdings | troubles | market_lists(M::vacancies)},
    {Rule::mkt_03, "MKT-03", 1, S::review, 0, F::yearly_return, with(Parameter::leverage_limit),
     false, B::proposed, "debt and covenant headroom are within their limits",
     in_year |
         return_columns(R::loans_connected, R::loans_other, R::operating_surplus, R::depreciation)},
    {Rule::mkt_04, "MKT-04", 1, S::review, 0, F::yearly_return,
     with(Parameter::interest_cover_limit), false, B::proposed,
     "interest cover is at least its limit", in_year | interests | only(R::operating_surplus)},
    {Rule::mkt_05, "MKT-05", 1, S::hold, 0, F::market, no_parameters, false, B::enacted,
     "a school with placements meets its standards and keeps its approval", 0, false,
     troubles | market_lists(M::placements)},
    {Rule::mkt_06, "MKT-06", 1, S::info, 0, F::market, no_parameters, false, B::policy,
     "how concentrated the market is, by need and region", 0, false, holdings},
    {Rule::mkt_07, "MKT-07", 1, S::info, 0, F::market, no_parameters, false, B::policy,
     "how far spot and directed placements exceed strategic ones", 0, false,
     market_lists(M::placements)},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (table[i].rule != static_cast<Rule>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "a rule is found by its place in the table");

constexpr std::array<std::string_view, 4> basis_codes{"ENACTED", "PROPOSED", "CONTRACT", "POLICY"};
constexpr std::array<std::string_view, fact_kind_count> fact_words{
    "",          "the register", "last year's file", "agreements",    "history of prices",
    "ownership", "events",       "placements",       "yearly return", "facts of the market"};

}  // namespace

std::string_view code(Severity severity) {
  constexpr std::array<std::string_view, 5> codes{"info", "warning", "review", "hold", "error"};
  return codes[static_cast<std::size_t>(severity)];
}
std::string_view code(Basis basis) { return basis_codes[static_cast<std::size_t>(basis)]; }
std::string words(FactKinds facts) {
  std::string out;
  for (std::size_t kind = 1; kind < fact_kind_count; ++kind) {
    if (!facts.has(static_cast<FactKind>(kind))) continue;
    out.append(out.empty() ? "" : ", ").append(fact_words[kind]);
  }
  return out;
}
std::span<const RuleEntry> rule_table() { return table; }
const RuleEntry& entry(Rule rule) { return table[static_cast<std::size_t>(rule)]; }

}  // namespace assize::pricing
