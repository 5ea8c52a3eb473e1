%% SPDX-License-Identifier: Apache-2.0
%% binary_to_term of every tag, also those that nothing writes any more.
-module(ext_decode).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [<<97, 5>>, <<98, -5:32>>, <<98, 1:32>>, <<99, "1.50000000000000000000e+00", 0:40>>, <<70,
        1.5/float>>,
         <<100, 0, 1, "a">>, <<100, 0, 2, 229, 228>>, <<115, 1, "b">>, <<115, 0>>, <<118, 0, 2, 195,
             165>>, <<119, 2, 195, 165>>, <<119, 3, 230, 151, 165>>, <<118, 0, 0>>,
         <<104, 0>>, <<104, 2, 97, 1, 106>>, <<105, 0, 0, 0, 1, 97, 7>>, <<106>>, <<107, 0, 3,
             "abc">>, <<107, 0, 0>>, <<108, 0:32, 106>>,
         <<108, 1:32, 97, 1, 106>>, <<108, 1:32, 97, 1, 97, 2>>, <<109, 3:32, "xyz">>, <<109,
             0:32>>, <<77, 1:32, 3, 160>>, <<77, 2:32, 8, 1, 2>>, <<77, 0:32, 0>>,
         <<110, 1, 0, 5>>, <<110, 1, 1, 5>>, <<110, 8, 0, 1:64/little>>, <<110, 9, 0, 1:72/little>>,
             <<110, 0, 0>>, <<110, 0, 1>>, <<111, 1:32, 0, 255>>, <<110, 10, 0, 0:80>>,
         <<110, 8, 1, (1 bsl 59):64/little>>, <<110, 8, 0, 255:64/little>>, <<116, 0:32>>, <<116,
             1:32, 97, 1, 97, 2>>, <<116, 2:32, 119, 1, "b", 97, 1, 119, 1, "a", 97, 2>>,
         <<113, 119, 5, "lists", 119, 3, "map", 97, 2>>, <<113, 100, 0, 1, "m", 100, 0, 1, "f", 98,
             0:32>>],
    [show(<<131, X/binary>>) || X <- L],
    ?T(is_pid(binary_to_term(<<131, 88, 119, 13, "nonode@nohost", 1:32, 2:32, 0:32>>))),
    ?T(is_pid(binary_to_term(<<131, 103, 119, 13, "nonode@nohost", 1:32, 2:32, 0>>))),
    ?T(is_reference(binary_to_term(<<131, 90, 3:16, 119, 13, "nonode@nohost", 0:32, 1:32, 2:32,
            3:32>>))),
    ?T(is_reference(binary_to_term(<<131, 114, 3:16, 119, 13, "nonode@nohost", 0, 1:32, 2:32,
            3:32>>))),
    ?T(is_port(binary_to_term(<<131, 89, 119, 13, "nonode@nohost", 9:32, 0:32>>))),
    ?T(pid_to_list(binary_to_term(<<131, 88, 119, 13, "nonode@nohost", 77:32, 2:32, 0:32>>))),
    ?T(node(binary_to_term(<<131, 88, 119, 8, "far@away", 77:32, 2:32, 1:32>>))),
    ?T(binary_to_term(<<131, 88, 119, 8, "far@away", 77:32, 2:32, 1:32>>) =:= binary_to_term(<<131,
            103, 119, 8, "far@away", 77:32, 2:32, 1>>)),
    ?T(binary_to_term(term_to_binary(self())) =:= self()),
    ?T(begin R = make_ref(), binary_to_term(term_to_binary({R, [R]})) =:= {R, [R]} end),
    ?T(binary_to_term(<<131, 104, 2, 97, 1, 97, 2, "trailing bytes">>)).

show(B) ->
    try binary_to_term(B) of
        X -> t:p("~w ~w ~w", [B, X, binary_to_term(B, [used])])
    catch C:R -> t:p("~w ~w ~w", [B, C, R])
    end.
