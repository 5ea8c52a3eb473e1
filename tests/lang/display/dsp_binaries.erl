%% SPDX-License-Identifier: Apache-2.0
%% erlang:display of binaries and bit strings: text, bytes, partial bytes, alignment.
-module(dsp_binaries).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(B) || B <- [<<>>, <<"abc">>, <<"a b">>, <<"a\nb">>, <<"\"">>, <<"\\">>, <<0>>,
        <<1, 2, 3>>, <<"a", 0>>, <<127>>, <<128>>, <<229>>, <<"å"/utf8>>, <<"α"/utf8>>, <<255,
        254>>, <<32>>, <<9>>,
                                <<10>>, <<13>>, <<27>>, <<1:1>>, <<0:1>>, <<5:3>>, <<"abc", 5:3>>,
                                    <<1, 2:4>>, <<255:7>>, <<"a":7>>, binary:copy(<<"x">>, 70),
                                    binary:copy(<<1>>, 70), binary:copy(<<"xy">>, 500),
                                <<"100% ~p">>, <<"'">>, <<$a, $", $b>>]],
    [erlang:display(<<C>>) || C <- lists:seq(0, 255)],
    <<_:3, U:5/binary, V:5/bits, _/bits>> = id(<<1:3, "hello", 9:5, 7:3>>),
    erlang:display(U),
    erlang:display(V),
    erlang:display({U, [V]}),
    erlang:display(binary:part(<<"0123456789">>, 3, 4)),
    erlang:display(#{<<"k">> => <<"v">>, <<1:1>> => <<>>}),
    erlang:display([<<"a">>, <<"b">> | <<"c">>]).
