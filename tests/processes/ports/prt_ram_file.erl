%% SPDX-License-Identifier: Apache-2.0
%% OTP's ram_file: all operations, on lists and binaries.
-module(prt_ram_file).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() -> [use(M) || M <- [[], [binary]]].

use(Modes) ->
    {ok, F} = ram_file:open("hello world", [read, write | Modes]),
    ?S(ram_file:read(F, 5)),
    ?S(ram_file:read(F, 100)),
    ?S(ram_file:read(F, 1)),
    ?S(ram_file:read(F, 0)),
    ?S(ram_file:position(F, {bof, 6})),
    ?S(ram_file:write(F, ["there", <<"!">>])),
    ?S(ram_file:position(F, cur)),
    ?S(ram_file:position(F, {eof, -2})),
    ?S(ram_file:position(F, {cur, -100})),
    ?S(ram_file:position(F, foo)),
    ?S(ram_file:read(F, 10)),
    ?S(ram_file:get_size(F)),
    ?S(ram_file:get_file(F)),
    ?S(ram_file:pread(F, 0, 5)),
    ?S(ram_file:pread(F, [{0, 2}, {20, 1}, {3, 3}])),
    ?S(ram_file:pread(F, -1, 5)),
    ?S(ram_file:pwrite(F, 20, "far")),
    ?S(ram_file:pwrite(F, [{0, "H"}, {1, <<"E">>}])),
    ?S(ram_file:get_file(F)),
    ?S(ram_file:position(F, 4)),
    ?S(ram_file:truncate(F)),
    ?S(ram_file:get_file(F)),
    ?S(ram_file:position(F, 3000)),
    ?S(ram_file:write(F, "x")),
    ?S(ram_file:get_size(F)),
    ?S(ram_file:sync(F)),
    ?S(ram_file:datasync(F)),
    ?S(ram_file:advise(F, 0, 0, normal)),
    ?S(ram_file:allocate(F, 0, 10)),
    ?S(ram_file:write(F, foo)),
    ?S(ram_file:close(F)),
    ?S(ram_file:read(F, 1)),
    {ok, R} = ram_file:open(<<"only read">>, [read | Modes]),
    ?S(ram_file:write(R, "x")),
    ?S(ram_file:truncate(R)),
    ?S(ram_file:read(R, 4)),
    ?S(ram_file:close(R)),
    {ok, W} = ram_file:open([], [write | Modes]),
    ?S(ram_file:read(W, 1)),
    ?S(ram_file:write(W, binary:copy(<<"ab">>, 100000))),
    ?S(ram_file:get_size(W)),
    ?S(ram_file:close(W)),
    ?S(ram_file:open("x", [foo])),
    ?S(ram_file:open(foo, [read])).
