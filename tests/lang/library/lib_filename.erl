%% SPDX-License-Identifier: Apache-2.0
%% filename, uri_string and other pure modules.
-module(lib_filename).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([filename:basename(F) || F <- ["/a/b.erl", "b", "/", "", "a/", <<"x/y">>]]),
    ?T([filename:basename(F, ".erl") || F <- ["/a/b.erl", "b.hrl"]]),
    ?T([filename:dirname(F) || F <- ["/a/b.erl", "b", "/", "a/b/"]]),
    ?T([filename:extension(F) || F <- ["a.erl", "a", "a.b.c", ".x", "d.e/f"]]),
    ?T([filename:rootname(F) || F <- ["a.erl", "a", "a.b.c"]]),
    ?T([filename:join(F) || F <- [["a", "b"], ["/a", "/b"], ["a/", "b/"], ["a", ""],
            [<<"x">>, "y"]]]),
    ?T([filename:split(F) || F <- ["/a/b/c", "a/b", "/", ""]]),
    ?T([filename:pathtype(F) || F <- ["/a", "a", "."]]),
    ?T([filename:nativename("a/b"), filename:flatten(["a", ["b", c]])]),
    ?T([filename:absname("a", "/x/y"), filename:absname("/a", "/x")]),
    ?T(uri_string:parse("https://user@host:8042/over/there?name=a%20b#frag")),
    ?T(uri_string:recompose(#{scheme => "http", host => "h", path => "/p", query => "a=b"})),
    ?T(uri_string:normalize("HTTP://Ex.com/a/./b/../c%7e")),
    ?T(uri_string:resolve("../x", "http://h/a/b/c")),
    ?T(uri_string:compose_query([{"a", "1 2"}, {"b", "å"}])),
    ?T(uri_string:dissect_query("a=1+2&b=%C3%A5&c")),
    ?T(uri_string:parse("http://[bad")),
    ?T(uri_string:percent_decode("%41%c3%a5")),
    ?T(uri_string:quote("a b/å")),
    ?T(erl_anno:line(erl_anno:new({3, 4}))),
    ?T(calendar:day_of_the_week(2024, 2, 29)),
    ?T(erl_internal:bif(length, 1)),
    ?T(erl_internal:guard_bif(hd, 1)),
    ?T(base64:encode_to_string("hello world")),
    ?T(lists:flatten(edlin_free())).

edlin_free() -> io_lib:format("~ts", [unicode:characters_to_binary("åäö")]).
