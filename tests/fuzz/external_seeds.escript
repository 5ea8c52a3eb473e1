#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%%
%% Writes the seeds of fuzz_external, one file for each kind of term and each tag that erl does not
%% write (any more):   tests/fuzz/external_seeds.escript tests/fuzz/seeds/external
main([Folder]) ->
    Write = fun(Name, Bytes) -> ok = file:write_file(filename:join(Folder, Name), Bytes) end,
    [Write(Name, term_to_binary(Term)) || {Name, Term} <- terms()],
    [Write(Name, [131, Bytes]) || {Name, Bytes} <- by_hand()],
    Write("compressed", term_to_binary({lists:duplicate(200, ok), <<0:800>>}, [compressed])),
    Write("text_float", term_to_binary([1.5, -2.25e-300], [{minor_version, 0}])),
    Write("utf8_atoms", term_to_binary([ok, 'ж', list_to_atom([1078])], [{minor_version, 2}])).

terms() ->
    [{"integers", [0, 255, 256, -1, 1 bsl 31, -(1 bsl 59), 1 bsl 59, 1 bsl 64, -(1 bsl 200)]},
     {"large_integer", 1 bsl 2100},
     {"floats", [0.0, -0.0, 1.5, 1.0e308, 5.0e-324]},
     {"atoms", [ok, '', 'é', list_to_atom([1078])]},
     {"string", "text"},
     {"improper", [a, [b | c] | d]},
     {"tuples", {{}, {1}, {1, {2, {3}}}}},
     {"large_tuple", list_to_tuple(lists:seq(1, 300))},
     {"binaries", [<<>>, <<"bytes">>, <<5:3>>, <<1:9>>, binary:copy(<<"x">>, 70)]},
     {"maps", [#{}, #{a => 1}, #{1 => #{1.0 => []}, [] => {}}]},
     {"large_map", maps:from_list([{N, N * N} || N <- lists:seq(1, 40)])},
     {"export", fun lists:map/2},
     {"local_ids", [self(), make_ref(), hd(erlang:ports())]},
     {"nested", lists:foldl(fun(N, T) -> [{N, T}] end, [], lists:seq(1, 30))}].

by_hand() ->
    Node = [119, 3, "a@b"],
    Latin1 = [100, 0, 3, "a@b"],
    [{"fun", local_fun([[97, 1], [104, 0]])},
     {"fun_shape", local_fun([[97, 1]])},
     {"pid", [103, Latin1, <<1:32, 2:32, 3>>]},
     {"new_pid", [88, Node, <<1:32, 2:32, 3:32>>]},
     {"port", [102, Latin1, <<1:32, 3>>]},
     {"new_port", [89, Node, <<1:32, 3:32>>]},
     {"v4_port", [120, Node, <<(1 bsl 40):64, 3:32>>]},
     {"reference", [101, Latin1, <<1:32, 3>>]},
     {"new_reference", [114, <<3:16>>, Node, <<3, 1:32, 2:32, 4:32>>]},
     {"newer_reference", [90, <<5:16>>, Node, <<3:32, 1:32, 2:32, 4:32, 5:32, 6:32>>]},
     {"small_atom", [115, 2, "ok"]},
     {"zero_big", [110, 3, 0, 0, 0, 0]},
     {"same_keys", [116, <<2:32>>, 97, 1, 97, 1, 97, 1, 97, 2]},
     {"claims", [[108, <<255:32>>] || _ <- lists:seq(1, 100)]}].

%% Of the module and lambda in tests/unit/rt/support.c.
local_fun(Free) ->
    Pid = [88, 119, 13, "nonode@nohost", <<1:32, 0:32, 0:32>>],
    Parts = iolist_to_binary([<<1, 0:128, 0:32, (length(Free)):32>>, 119, 5, "lists",
                              97, 0, 97, 0, Pid, Free]),
    [112, <<(byte_size(Parts) + 4):32>>, Parts].
