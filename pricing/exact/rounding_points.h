// Every place where Assize rounds, by name. A working quotes the name.
#pragma once

#include <array>

#include "pricing/exact/money.h"

namespace assize::pricing {

// FV-04: a line's unit_price × units_per_year.
inline constexpr RoundingPoint annual_price_of_line{"annual price of a line", 2, Rounding::half_up};
// A band's floor or ceiling × its area's factor, to be shown; the comparison is exact.
inline constexpr RoundingPoint band_limit_shown{"band limit, as shown", 2, Rounding::half_even};
// The highest price that an increase rule allows, to be shown; the comparison is exact.
inline constexpr RoundingPoint increase_limit_shown{"increase limit, as shown", 2,
                                                    Rounding::half_even};

// PRF-02: growth in percent, to be shown; the comparison is exact.
inline constexpr RoundingPoint growth_shown{"growth, as shown", 2, Rounding::half_even};
// UNI-13: how far apart prices may be, to be shown; the comparison is exact.
inline constexpr RoundingPoint price_spread_limit_shown{"price spread limit, as shown", 2,
                                                        Rounding::half_even};

// Pounds over ceilings, summed, to be shown to people; the sums are exact.
inline constexpr RoundingPoint excess_shown{"pounds over the ceiling, as shown", 2,
                                            Rounding::half_even};

// MKT-06: the concentration of a market, to be shown; it is kept as an exact fraction.
inline constexpr RoundingPoint concentration_shown{"concentration, as shown", 2,
                                                   Rounding::half_even};

// Money spent: the average price of placements, the middle of an even number of them, and a share
// in percent, to be shown; the sums that they are of are exact.
inline constexpr RoundingPoint average_price_shown{"average price, as shown", 2,
                                                   Rounding::half_even};
inline constexpr RoundingPoint median_price_shown{"median price, as shown", 2, Rounding::half_even};
inline constexpr RoundingPoint share_shown{"share, as shown", 2, Rounding::half_even};

inline constexpr std::array rounding_points{annual_price_of_line, band_limit_shown,
                                            increase_limit_shown, growth_shown,
                                            excess_shown,         price_spread_limit_shown,
                                            concentration_shown,  average_price_shown,
                                            median_price_shown,   share_shown};

}  // namespace assize::pricing
