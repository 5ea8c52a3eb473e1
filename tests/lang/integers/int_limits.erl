%% SPDX-License-Identifier: Apache-2.0
%% Where integers end: results too large to represent.
-module(int_limits).
-export([main/0]).
-include("t.hrl").

main() ->
    ?E(id(1) bsl id(1 bsl 64)),
    ?E(id(1) bsl id((1 bsl 58) - 1)),
    ?E(id(-1) bsl id((1 bsl 58) - 1)),
    ?E(id(1) bsl id(67108864)),
    ?E(id(1) bsl id(268435456)),
    ?E(id(1 bsl 65) bsl id(67108864)),
    ?E(id(1) bsr id(-67108864)),
    ?E(id(0) bsl id(1 bsl 64)),
    ?T(id(1) bsl id(1 bsl 64)),
    ?T(g(1 bsl 64)),
    ?E([limit(fun() -> (1 bsl N) bsr (N - 1) end)
        || N <- id([4194174, 4194175, 4194176, 4194238, 4194239, 4194240, 4194303, 4194304, 4194305,
            4194367, 4194368, 5000000])]),
    B = id(1) bsl id(4000000),
    ?E(B bsr 3999990),
    ?E((B - 1) band 1023),
    ?E((B bxor B) + 1),
    ?E((-B) bsr 3999998),
    ?E(B =:= id(1) bsl id(4000000)),
    ?E(B < B + 1),
    ?E((B + B) bsr 4000000),
    ?E(bit_size(binary:encode_unsigned(B))),
    ?E(external(B)),
    ?E(float(B)),
    ?E(B / 1),
    ?E(B == 1.0e308),
    ?E(B > 1.0e308),
    ?E(-B < -1.0e308),
    ?E(limit(fun() -> (B * 1000) bsr 4000009 end)),
    ?E(limit(fun() -> (B bsl 194239) bsr 4194239 end)),
    ?E(limit(fun() -> (B bsl 194304) bsr 4194303 end)).

g(N) when 1 bsl N > 0 -> y;
g(_) -> n.

limit(F) -> try F() catch error:R -> R end.

external(B) -> binary_to_term(term_to_binary(B)) =:= B.
