%% SPDX-License-Identifier: Apache-2.0
%% Calendar conversions of the BIFs and of calendar.
-module(run_time).
-export([main/0]).
-include("t.hrl").

main() ->
    T = {{2024, 2, 29}, {12, 34, 56}},
    ?T(erlang:universaltime_to_localtime(T)),
    ?T(erlang:localtime_to_universaltime(T)),
    ?T(erlang:localtime_to_universaltime(T, id(undefined))),
    ?T([erlang:universaltime_to_posixtime(X) || X <- [T, {{1970, 1, 1}, {0, 0, 0}},
            {{2100, 12, 31}, {23, 59, 59}}, {{1969, 12, 31}, {23, 59, 59}}]]),
    ?T([erlang:posixtime_to_universaltime(X) || X <- [0, 1709210096, -1, 1 bsl 31, 1 bsl 33]]),
    t:bif(erlang, universaltime_to_localtime, [[a], [{{2024, 13, 1}, {0, 0, 0}}],
            [{{2024, 2, 30}, {0, 0, 0}}], [{{2024, 2, 1}, {25, 0, 0}}], [{1, 2}]]),
    t:bif(erlang, universaltime_to_posixtime, [[a], [{{2023, 2, 29}, {0, 0, 0}}]]),
    t:bif(erlang, posixtime_to_universaltime, [[a], [1.0]]),
    ?T([calendar:day_of_the_week(D) || D <- [{2024, 2, 29}, {2000, 1, 1}, {1600, 3, 1}]]),
    ?T([calendar:is_leap_year(Y) || Y <- [1900, 2000, 2023, 2024]]),
    ?T([calendar:last_day_of_the_month(2024, M) || M <- lists:seq(1, 12)]),
    ?T([calendar:date_to_gregorian_days(D) || D <- [{0, 1, 1}, {1970, 1, 1}, {2024, 2, 29}]]),
    ?T([calendar:gregorian_days_to_date(D) || D <- [0, 59, 719528, 739310]]),
    ?T(calendar:datetime_to_gregorian_seconds(T)),
    ?T(calendar:gregorian_seconds_to_datetime(63876429296)),
    ?T([calendar:iso_week_number(D) || D <- [{2024, 1, 1}, {2021, 1, 3}, {2020, 12, 31}]]),
    ?T(calendar:time_difference({{2023, 12, 31}, {23, 0, 0}}, T)),
    ?T([calendar:seconds_to_time(S) || S <- [0, 3661, 86399]]),
    ?T(calendar:seconds_to_time(id(86400))),
    ?T([calendar:seconds_to_daystime(S) || S <- [0, 90061, -1]]),
    ?T([calendar:valid_date(2024, 2, D) || D <- [0, 29, 30]]),
    ?T([calendar:system_time_to_rfc3339(S, [{offset, "Z"}]) || S <- [0, 1709210096]]),
    ?T([calendar:rfc3339_to_system_time(S) || S <- ["1970-01-01T00:00:00Z",
            "2024-02-29T12:34:56+02:00", "2024-02-29 12:34:56.789Z"]]),
    ?E(calendar:rfc3339_to_system_time("bad")),
    ?T(calendar:system_time_to_universal_time(1709210096, second)).
