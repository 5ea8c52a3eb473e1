%% SPDX-License-Identifier: Apache-2.0
%% Who may use a stream of zlib, in which state; arguments of all kinds; streams that nobody holds any
%% more.
-module(zl_owners).
-export([main/0]).
-include("t.hrl").

main() ->
    states(),
    owners(),
    arguments(),
    forgotten().

calls(Z) ->
    [{deflate, [Z, "a"]}, {inflate, [Z, "a"]}, {deflateEnd, [Z]}, {inflateEnd, [Z]}, {deflateReset, [Z]},
     {inflateReset, [Z]}, {deflateParams, [Z, 1, default]}, {deflateSetDictionary, [Z, "a"]},
     {inflateSetDictionary, [Z, "a"]}, {inflateGetDictionary, [Z]}, {inflateChunk, [Z]},
     {inflateChunk, [Z, "a"]}, {safeInflate, [Z, "a"]}, {getBufSize, [Z]}, {setBufSize, [Z, 1]}, {crc32, [Z]},
     {deflateInit, [Z]}, {inflateInit, [Z]}, {close, [Z]}].

%% Each in a stream of its own.
states() ->
    [begin
         Z = zlib:open(),
         Make(Z),
         {Function, Rest} = lists:nth(N, [{F, tl(A)} || {F, A} <- calls(Z)]),
         t:each(io_lib:format("~w ~w", [Name, Function]), fun(A) -> short(apply(zlib, Function, [Z | A])) end,
                [[Rest]])
     end
     || {Name, Make} <- [{new, fun(_) -> ok end}, {deflate, fun zlib:deflateInit/1},
                         {inflate, fun zlib:inflateInit/1}, {closed, fun zlib:close/1}],
        N <- lists:seq(1, 19)].

short(Value) when is_list(Value) -> iolist_to_binary(Value);
short(Value) -> Value.

owners() ->
    Z = zlib:open(),
    zlib:deflateInit(Z),
    Self = self(),
    Others = fun() ->
        [{F, try apply(zlib, F, A) catch C:R -> {C, R} end} || {F, A} <- calls(Z)]
    end,
    spawn(fun() -> Self ! {result, Others()} end),
    ?T(receive {result, Results} -> Results end),
    New = spawn(fun() -> receive go -> Self ! {result, zlib:deflate(Z, "abc", finish)} end,
                         receive back -> zlib:set_controlling_process(Z, Self), Self ! back end end),
    ?T(zlib:set_controlling_process(Z, New)),
    ?E(zlib:set_controlling_process(Z, New)),
    ?E(zlib:deflate(Z, "abc")),
    New ! go,
    ?T(receive {result, Output} -> iolist_to_binary(Output) end),
    New ! back,
    receive back -> ok end,
    ?T(zlib:deflateEnd(Z)),
    ?E(zlib:set_controlling_process(Z, a)),
    ?E(zlib:set_controlling_process(a, self())).

arguments() ->
    [t:each(atom_to_list(F), fun(A) -> apply(zlib, F, A) end, [[X | tl(A)] || X <- [a, 1, make_atom(), <<>>]])
     || {F, A} <- calls(z)],
    Z = zlib:open(),
    t:each("deflateInit", fun(A) -> zlib:deflateInit(Z, A) end, [[a], [10], [-2], [1.0], [1 bsl 64]]),
    t:each("deflateInit", fun(A, B, C, D, E) -> zlib:deflateInit(Z, A, B, C, D, E) end,
           [[default, foo, 15, 8, default], [default, deflated, 7, 8, default], [default, deflated, 16, 8, default],
            [default, deflated, 48, 8, default], [default, deflated, 15, 0, default],
            [default, deflated, 15, 10, default], [default, deflated, 15, 8, foo],
            [default, deflated, a, 8, default], [default, deflated, 15, a, default]]),
    zlib:deflateInit(Z),
    t:each("deflate", fun(A) -> zlib:deflate(Z, A) end, [[a], [[a]], [[256]], [<<1:3>>], [["a" | b]], [{}]]),
    t:each("deflate", fun(A, B) -> zlib:deflate(Z, A, B) end, [["a", foo], ["a", 1], [a, sync]]).

make_atom() -> 'no stream'.

%% Open streams with input, which their processes leave behind.
forgotten() ->
    Text = binary:copy(<<"something to compress ">>, 2000),
    [begin
         {_, Ref} = spawn_monitor(fun() ->
             Z = zlib:open(),
             case N rem 2 of
                 0 -> zlib:deflateInit(Z), zlib:deflate(Z, Text);
                 1 -> zlib:inflateInit(Z), catch zlib:inflate(Z, Text)
             end
         end),
         receive {'DOWN', Ref, _, _, Reason} -> normal = Reason end
     end
     || N <- lists:seq(1, 200)],
    ?T([begin Z = zlib:open(), zlib:deflateInit(Z), t:sum(iolist_to_binary(zlib:deflate(Z, [Text], full))) end
        || _ <- lists:seq(1, 3)]).
