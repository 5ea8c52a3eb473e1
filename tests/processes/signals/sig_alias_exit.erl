%% SPDX-License-Identifier: Apache-2.0
%% Messages through an alias and exit signals of the same sender keep their order.
-module(sig_alias_exit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    ?S(lists:usort([begin
        A = alias(),
        P = spawn(fun() ->
            link(Me),
            A ! {self(), 1},
            Me ! {self(), 2},
            A ! {self(), 3},
            exit(four)
        end),
        L = [receive {P, N} -> N; {'EXIT', P, four} -> 4 end || _ <- lists:seq(1, 4)],
        unalias(A),
        L
     end || _ <- lists:seq(1, 200)])).
