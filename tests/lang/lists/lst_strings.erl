%% SPDX-License-Identifier: Apache-2.0
%% Character lists, iolists and text built from lists.
-module(lst_strings).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T("abc" ++ [0] ++ "\n\t\"\\" ++ "\x{3b1}\x{10ffff}"),
    ?T("adjacent " "string " "literals"),
    ?T([$a, $b | "cd"]),
    ?T(iolist_to_binary(["ab", [$c, <<"de">>], <<"f">> | <<"g">>])),
    ?T(iolist_to_binary(id(["ab" | $c]))),
    ?T(iolist_to_binary(id([256]))),
    ?T(iolist_to_binary(id([-1]))),
    ?T(iolist_to_binary(id([a]))),
    ?T(iolist_to_binary(id(<<1:4>>))),
    ?T(iolist_to_binary(id([<<1:4>>, <<2:4>>]))),
    ?T(iolist_size(id([1, [2, <<3, 4>>], [[]] | <<5>>]))),
    ?T(iolist_size(id([a]))),
    ?T(iolist_size(id(a))),
    ?T(erlang:iolist_to_iovec(id([1, 2, <<3>>, [4]]))),
    ?T(erlang:iolist_to_iovec(id([]))),
    ?T(erlang:iolist_to_iovec(id([bad]))),
    ?T(list_to_binary(id([]))),
    ?T(list_to_binary(id(<<"x">>))),
    ?T(list_to_binary(id("abc" ++ [[["def"]]]))),
    ?T(list_to_binary(id([1 | 2]))),
    ?T(list_to_bitstring(id([<<1:3>>, 255, [<<2:5>> | <<1:1>>]]))),
    ?T(list_to_bitstring(id([x]))),
    ?T(list_to_bitstring(id(<<1:3>>))),
    ?T({binary_to_list(<<"abc">>), binary_to_list(<<"abcdef">>, 2, 4),
            bitstring_to_list(<<1, 2, 3:3>>)}),
    ?T(binary_to_list(id(<<1:4>>))),
    ?T(binary_to_list(id(<<"abc">>), 2, 4)),
    ?T(binary_to_list(id(<<"abc">>), 0, 1)),
    ?T(binary_to_list(id(<<"abc">>), 3, 2)),
    ?T(bitstring_to_list(id("x"))),
    ?T(byte_size(iolist_to_binary(lists:duplicate(1000, ["x", <<"yz">> | "w"])))),
    ?T(t:sum(iolist_to_binary([[integer_to_list(N), $,] || N <- lists:seq(1, 2000)]))),
    ?T(iolist_size(deep(1000, []))),
    ?T(byte_size(iolist_to_binary(deep(1000, <<"end">>)))),
    ?T([io_lib:char_list("abc"), io_lib:printable_list("a\nb"), io_lib:printable_list([1]),
            io_lib:deep_char_list([[$a]])]),
    ?T(io_lib:write_string("q\"uo\nte\x{e5}\x{3b1}")).

deep(0, Acc) -> Acc;
deep(N, Acc) -> deep(N - 1, [[Acc, $a], <<"b">> | [$c]]).
