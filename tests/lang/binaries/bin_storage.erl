%% SPDX-License-Identifier: Apache-2.0
%% Results of binary comprehensions lie in objects of the size that the compiler computed, or of its
%% default size, however small they are; they grow to twice what is needed. (In a process that has no
%% need to collect: collections shrink such objects in ERTS.)
-module(bin_storage).
-export([main/0]).
-include("t.hrl").

main() ->
    {Pid, Monitor} = spawn_opt(fun sizes/0, [monitor, {min_heap_size, 1000000}]),
    receive {'DOWN', Monitor, process, Pid, Reason} -> t:p("~p", [Reason]) end,
    used().

sizes() ->
    show("exact", << <<X>> || <<X>> <= id(<<1, 2, 3>>) >>),
    show("wider", << <<X:64>> || <<X>> <= id(<<1, 2, 3, 4, 5>>) >>),
    show("bits", << <<X:3>> || <<X:4>> <= id(<<1, 2, 3>>) >>),
    show("some bits left over", << <<X:8>> || <<X:4>> <= id(<<1, 2, 3:4>>) >>),
    show("nothing", << <<X>> || <<X>> <= id(<<>>) >>),
    show("filter", << <<X>> || <<X>> <= id(<<1, 2, 3>>), X > 1 >>),
    show("nothing passes", << <<X>> || <<X>> <= id(<<1, 2, 3>>), X > 9 >>),
    show("list", << <<X:16>> || X <- id([1, 2, 3]) >>),
    show("empty list", << <<X>> || X <- id([]) >>),
    show("binaries", << <<X/binary>> || X <- id([<<"abc">>, <<>>, <<"def">>]) >>),
    [show({elements, N}, << <<X:64>> || X <- lists:seq(1, N) >>)
     || N <- [1, 8, 9, 31, 32, 33, 34, 64, 65, 66, 129, 130, 1000]],
    [show({segment, N}, << <<X:N>> || X <- [1, 2, 3] >>)
     || N <- [1, 7, 8, 511, 512, 682, 683, 684, 2047, 2048, 2049, 4096, 10000]],
    [show({filtered, N}, << <<X:64>> || X <- lists:seq(1, N), X rem 2 =:= 0 >>)
     || N <- [1, 64, 65, 66, 67, 68, 300]],
    characters().

show(What, Bits) ->
    t:p("~p: ~w bits, ~w", [What, bit_size(Bits), erlang:phash2(Bits)]),
    is_binary(Bits) andalso t:p("    ~w", [binary:referenced_byte_size(Bits)]).

characters() ->
    [show({utf8, N}, << <<C/utf8>> || C <- lists:duplicate(N, 16#20ac) >>)
     || N <- [1, 85, 86, 200]],
    [show({utf16, N}, << <<C/utf16>> || C <- lists:duplicate(N, $x) >>) || N <- [1, 128, 129]].

%% Small results of their own objects through everything else.
used() ->
    Small = << <<X>> || <<X>> <= id(<<"hello">>), X > 0 >>,
    Odd = << <<X:1>> || <<X>> <= id(<<"hello">>), X > 0 >>,
    t:p("~p", [{Small =:= id(<<"hello">>), Small < <<"hellp">>, maps:get(Small, #{<<"hello">> => 1}),
                term_to_binary(Small), term_to_binary(Odd), binary_to_atom(Small), hash(Small),
                hash(Odd), binary:at(Small, 4), binary:match(Small, <<"l">>)}]),
    <<First:2/binary, Rest/binary>> = Small,
    t:p("~p", [[binary:referenced_byte_size(B)
                || B <- [First, Rest, binary:copy(Rest), binary:part(Small, 1, 2)]]]),
    Self = self(),
    Reader = spawn(fun() ->
        receive B -> Self ! {B, <<B/binary, "!">>} end
    end),
    Reader ! Small,
    receive Answer -> t:p("~p", [Answer]) end,
    More = [<<Small/binary, N>> || N <- [1, 2]],
    erlang:garbage_collect(),
    t:p("~p", [{Small, Odd, More}]),
    Many = [<< <<(X + N):16>> || <<X>> <= Small >> || N <- lists:seq(1, 20000)],
    erlang:garbage_collect(),
    t:p("~p", [{length(Many), erlang:phash2(Many)}]),
    put(table, Many),
    erlang:garbage_collect(),
    t:p("~p", [erlang:crc32(get(table))]).

hash(X) -> {erlang:phash2(X), erlang:phash(X, 1 bsl 32)}.
