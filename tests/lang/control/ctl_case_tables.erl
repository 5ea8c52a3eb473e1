%% SPDX-License-Identifier: Apache-2.0
%% Large cases on integers that lie far apart: with constants as results, and with few ways to go on.
-module(ctl_case_tables).
-export([main/1]).
-include("t.hrl").

main(_) ->
    Keys = lists:seq(0, 70) ++ [K * 100 + D || K <- lists:seq(0, 45), D <- [-1, 0, 1]] ++
           [16#fffffffe, 16#ffffffff, 16#100000000, 16#100000001, -1, -100, 1 bsl 59 - 1,
            -(1 bsl 59), 1 bsl 59, 1 bsl 64, -(1 bsl 64), 100.0, 4294967295.0, a, [], "100",
            {100}, <<100>>, #{}],
    [begin
         ?T({K, constant(K)}),
         ?T({K, small(K)}),
         ?T({K, place(K, x)}),
         ?T({K, place(K, {y, K})}),
         ?T({K, no_default(K)})
     end || K <- Keys],
    ok.

constant(100) -> {a, "text"};
constant(200) -> {b, [1, 2]};
constant(300) -> "three";
constant(400) -> {a, "text"};
constant(401) -> {a, "text"};
constant(402) -> {a, "text"};
constant(500) -> <<"five">>;
constant(600) -> 6.0;
constant(700) -> #{seven => 7};
constant(800) -> {8};
constant(900) -> {9};
constant(1000) -> {10};
constant(1100) -> {11};
constant(1200) -> {12};
constant(1300) -> {13};
constant(1400) -> {14};
constant(1500) -> {15};
constant(1600) -> {16};
constant(1700) -> {17};
constant(1800) -> {18};
constant(1900) -> {19};
constant(2000) -> {20};
constant(2100) -> {21};
constant(2200) -> {22};
constant(2300) -> {23};
constant(2400) -> {24};
constant(2500) -> {25};
constant(2600) -> {26};
constant(2700) -> {27};
constant(2800) -> {28};
constant(2900) -> {29};
constant(3000) -> {30};
constant(3100) -> {31};
constant(3200) -> {32};
constant(3300) -> {33};
constant(4294967295) -> {the, last};
constant(K) -> {other, K}.

small(0) -> 5;
small(100) -> 0;
small(200) -> 16#fffffff;
small(300) -> 3;
small(400) -> 4;
small(500) -> 5;
small(600) -> 6;
small(700) -> 7;
small(800) -> 8;
small(900) -> 9;
small(1000) -> 10;
small(1100) -> 11;
small(1200) -> 12;
small(1300) -> 13;
small(1400) -> 14;
small(1500) -> 15;
small(1600) -> 16;
small(1700) -> 17;
small(1800) -> 18;
small(1900) -> 19;
small(2000) -> 20;
small(2100) -> 21;
small(2200) -> 22;
small(2300) -> 23;
small(2400) -> 24;
small(2500) -> 25;
small(2600) -> 26;
small(2700) -> 27;
small(2800) -> 28;
small(2900) -> 29;
small(3000) -> 30;
small(3100) -> 31;
small(3200) -> 32;
small(3300) -> 33;
small(3400) -> 34;
small(_) -> none.

-define(ONE, {one, X}).
-define(TWO, {two, [K | X]}).

place(K, X) ->
    case K of
        100 -> ?ONE; 200 -> ?TWO; 300 -> ?ONE; 400 -> ?TWO; 401 -> ?TWO; 402 -> ?ONE;
        500 -> ?ONE; 600 -> ?TWO; 700 -> ?ONE; 800 -> ?TWO; 900 -> ?TWO; 1000 -> ?ONE;
        1100 -> ?ONE; 1200 -> ?TWO; 1300 -> ?ONE; 1400 -> ?TWO; 1500 -> ?TWO; 1600 -> ?ONE;
        1700 -> ?ONE; 1800 -> ?TWO; 1900 -> ?ONE; 2000 -> ?TWO; 2100 -> ?TWO; 2200 -> ?ONE;
        2300 -> ?ONE; 2400 -> ?TWO; 2500 -> ?ONE; 2600 -> ?TWO; 2700 -> ?TWO; 2800 -> ?ONE;
        2900 -> ?ONE; 3000 -> ?TWO; 3100 -> ?ONE; 3200 -> ?TWO; 3300 -> ?TWO; 3400 -> ?ONE;
        -100 -> ?TWO; -1 -> ?ONE; a -> ?TWO; [] -> ?ONE; 1.0e2 -> ?TWO;
        16#100000000 -> ?ONE; 16#ffffffff -> ?TWO;
        _ -> {none, X}
    end.

no_default(K) ->
    case K of
        0 -> k0; 1 -> k0; 2 -> k1; 3 -> k0; 64 -> k1; 65 -> k1; 66 -> k2; 67 -> k0; 100 -> k1;
        101 -> k1; 200 -> k2; 300 -> k0; 400 -> k1; 500 -> k2; 600 -> k0; 700 -> k1; 800 -> k2;
        900 -> k0; 1000 -> k1; 1100 -> k2; 1200 -> k0; 1300 -> k1; 1400 -> k2; 1500 -> k0
    end.
