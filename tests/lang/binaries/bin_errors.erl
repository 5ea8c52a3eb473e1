%% SPDX-License-Identifier: Apache-2.0
%% error_info of failing construction: every cause, several segments, in functions and in guards.
-module(bin_errors).
-export([main/0]).
-include("t.hrl").

main() ->
    S = id(not_an_int),
    B = id(<<1, 2, 3>>),
    Bits = id(<<1:7>>),
    F = id(1.5),
    N = id(-1),
    ?T(<<S:8>>),
    ?T(<<1, S:8>>),
    ?T(<<1, 2, 3, S:32/little, 4>>),
    ?T(<<S/float>>),
    ?T(<<1:3, S:32/float>>),
    ?T(<<S/binary>>),
    ?T(<<S/bitstring>>),
    ?T(<<S/utf8>>),
    ?T(<<S/utf16>>),
    ?T(<<S/utf32>>),
    ?T(<<1:S>>),
    ?T(<<1:N>>),
    ?T(<<1.0:N/float>>),
    ?T(<<B:N/binary>>),
    ?T(<<B:S/binary>>),
    ?T(<<B:4/binary>>),
    ?T(<<0, B:F/binary>>),
    ?T(<<Bits/binary>>),
    ?T(<<B/binary, Bits/binary>>),
    ?T(<<Bits:8/bits>>),
    ?T(<<Bits:2/binary-unit:4>>),
    ?T(<<F:(id(20))/float>>),
    ?T(<<1:(id(1 bsl 62))>>),
    ?T(<<B/binary, S:8, B/binary>>),
    ?T(<<(id(1 bsl 1025))/float>>),
    ?T(<< <<X:8>> || X <- id([1, 2, x]) >>),
    ?T(<< <<X/binary>> || X <- id([<<1>>, <<1:1>>]) >>),
    ?T(<< X || X <- id([<<1>>, x]) >>),
    ?T(nested(x)),
    ?T(append(B, <<1:3>>)),
    ?T(append(b, <<1>>)),
    ?T([guard(X, Y) || {X, Y} <- [{1, 1}, {a, 1}, {1, a}, {1, -1}, {B, 1}]]).

nested(X) -> [<<0, (<<1, X:8>>)/binary>>].

append(A, B) -> <<A/binary, B/binary>>.

guard(X, Y) when <<X:Y>> =:= <<1:1>> -> one_bit;
guard(X, _) when <<X/binary>> =/= <<>> -> binary;
guard(_, _) -> none.
