%% SPDX-License-Identifier: Apache-2.0
%% Files: reading whole, in pieces through prim_file, writing.
-module(reading).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 400.

bench(N) ->
    Name = "joist_bench_" ++ os:getpid(),
    Data = binary:copy(<<"0123456789abcdef">>, 4096),
    {ok, Out} = prim_file:open(Name, [write]),
    [ok = prim_file:write(Out, Data) || _ <- lists:seq(1, 16)],
    ok = prim_file:close(Out),
    Whole = lists:sum([begin {ok, B} = prim_file:read_file(Name), byte_size(B) end
                       || _ <- lists:seq(1, N div 10)]),
    {ok, In} = prim_file:open(Name, [read]),
    Pieces = lists:sum([pieces(In) || _ <- lists:seq(1, N div 100)]),
    ok = prim_file:close(In),
    ok = prim_file:delete(Name),
    {Whole, Pieces}.

pieces(In) ->
    {ok, 0} = prim_file:position(In, {bof, 0}),
    pieces(In, 0).

pieces(In, Sum) ->
    case prim_file:read(In, 4096) of
        {ok, Bytes} -> pieces(In, Sum + byte_size(Bytes));
        eof -> Sum
    end.
