%% SPDX-License-Identifier: Apache-2.0
%% Which characters classes contain: two items each, negated or not, with and without Unicode
%% properties and regard to case.
-module(rx_classes).
-export([main/0]).
-include("t.hrl").

main() ->
    [t:p("[~s~s~s] ~w: ~w", [Not, A, B, Options, members(["[", Not, A, B, "]"], Options)])
     || Options <- [[], [caseless], [unicode], [unicode, caseless], [unicode, ucp],
                    [unicode, ucp, caseless]],
        Not <- ["", "^"], A <- items(Options), B <- items(Options)],
    [t:p("~s ~w: ~w", [Class, Options, members(Class, Options)])
     || Options <- [[], [ucp], [unicode], [unicode, ucp, caseless]],
        Class <- ["\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\h", "\\H", "\\v", "\\V", "\\N", ".",
                  "[\\d-z]", "[[:^upper:][:lower:]]", "\\p{Xsp}", "\\p{Xwd}", "\\p{Xuc}", "[^k]",
                  "(?i)[\\xb5]", "(?i)[^\\xe5]"]].

items(Options) ->
    ["a", "\\d", "\\D", "\\S", "\\w", "[:upper:]", "[:^upper:]", "[:lower:]", "[:graph:]",
     "[:^ascii:]", "\\xe0-\\xff", "\\H"] ++
        case lists:member(unicode, Options) of
            true -> ["\\x{3b1}-\\x{3c9}", "\\P{L}"];
            false -> []
        end.

members(Class, Options) ->
    {ok, Pattern} = re:compile(Class, Options),
    [C || C <- characters(lists:member(unicode, Options)),
          re:run(subject(C, Options), Pattern, [{capture, none}]) =:= match].

subject(C, Options) ->
    case lists:member(unicode, Options) of
        true -> <<C/utf8>>;
        false -> <<C>>
    end.

characters(false) ->
    [16#41, 16#61, 16#31, 16#20, 16#a, 16#80, 16#a0, 16#b5, 16#d7, 16#e0, 16#e9, 16#ff];
characters(true) ->
    characters(false) ++
        [16#100, 16#101, 16#17f, 16#3b1, 16#391, 16#180e, 16#2028, 16#200b, 16#212a, 16#600,
         16#3000, 16#fffd, 16#10400].
