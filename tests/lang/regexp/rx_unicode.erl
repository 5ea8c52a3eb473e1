%% SPDX-License-Identifier: Apache-2.0
%% Unicode patterns and subjects: properties, case, classes, invalid UTF-8, indexes in bytes.
-module(rx_unicode).
-export([main/0]).
-include("t.hrl").

main() ->
    S = "Größe αβγ 日本 éa\x{301} 𐍈!",
    B = unicode:characters_to_binary(S),
    ?T(re:run(S, "ß", [unicode])),
    ?T(re:run(B, "α.", [unicode, {capture, all, list}])),
    ?T(re:run(B, "α.", [unicode, {capture, all, binary}])),
    ?T(re:run(B, "α.", [unicode])),
    ?T(re:run(B, "α.", [{capture, all, index}])),
    ?T([re:run(S, P, [unicode, {capture, all, list}]) || P <- ["\\p{L}+", "\\p{Lu}", "\\p{Greek}+",
            "\\p{Han}+", "\\P{L}", "\\X", "[α-ω]+", "[^\\x00-\\x7f]+", "\\x{10348}", "."]]),
    ?T([re:run("ÀÉ", "àé", [unicode, caseless | O]) || O <- [[], [ucp]]]),
    ?T([re:run("αβ", "\\w+", [unicode | O]) || O <- [[], [ucp]]]),
    ?T(re:run("٣", "\\d", [unicode, ucp])),
    ?T(re:run(S, ".", [unicode, global, {capture, first, index}])),
    ?T(re:run(<<255>>, "a", [unicode])),
    ?T(re:run(<<"a", 195>>, "a", [unicode])),
    ?T(re:run("a", <<195>>, [unicode])),
    ?T(re:run([16#d800], "a", [unicode])),
    ?T(re:run(<<200, 201>>, <<201>>)),
    ?T(re:run("åå", "å")),
    ?T(re:replace(S, "\\p{L}+", "<&>", [unicode, global, {return, list}])),
    ?T(re:split(S, "\\s", [unicode, {return, list}])),
    ?T(begin {ok, P} = re:compile("(?<w>\\p{L}+)", [unicode]),
            re:run(S, P, [{capture, [w], list}, global]) end),
    ?T(re:run("a\x{2028}b", "a.b", [unicode])),
    ?T(re:run("a\x{85}b", "a\\Rb", [unicode, bsr_unicode])),
    ?T(re:run("a\x{85}b", "a\\Rb", [unicode, bsr_anycrlf])).
