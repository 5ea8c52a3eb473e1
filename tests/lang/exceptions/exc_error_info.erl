%% SPDX-License-Identifier: Apache-2.0
%% error_info of BIF failures: module, cause, and which calls have none.
-module(exc_error_info).
-export([main/0]).
-include("t.hrl").

main() ->
    Calls = [{erlang, abs, [a]}, {erlang, atom_to_list, [1]}, {erlang, binary_to_atom, [<<255>>, utf8]}, {erlang, list_to_atom, [[a]]},
             {erlang, list_to_atom, [lists:duplicate(256, $a)]}, {erlang, list_to_existing_atom, ["no such atom ever"]},
             {erlang, element, [1, a]}, {erlang, setelement, [3, {}, 1]}, {erlang, make_tuple, [-1, a]}, {erlang, integer_to_list, [1, 99]},
             {erlang, list_to_integer, ["z"]}, {erlang, binary_to_integer, [<<"z">>]}, {erlang, list_to_float, ["1"]}, {erlang, float_to_list, [1]},
             {erlang, float_to_list, [1.0, [x]]}, {erlang, iolist_to_binary, [[a]]}, {erlang, iolist_size, [a]}, {erlang, list_to_binary, [a]},
             {erlang, binary_to_list, [a]}, {erlang, binary_to_list, [<<>>, 1, 2]}, {erlang, split_binary, [<<>>, 1]}, {erlang, binary_part, [<<>>, 1, 1]},
             {erlang, binary_to_term, [<<131>>]}, {erlang, binary_to_term, [<<131, 100, 0, 1, $a>>, [x]]}, {erlang, term_to_binary, [a, [x]]},
             {erlang, md5, [a]}, {erlang, crc32, [a]}, {erlang, phash2, [a, 0]}, {erlang, phash, [a, 0]}, {erlang, length, [a]}, {erlang, hd, [a]},
             {erlang, tl, [[]]}, {erlang, size, [a]}, {erlang, bit_size, [a]}, {erlang, byte_size, [a]}, {erlang, tuple_size, [a]}, {erlang, map_size, [a]},
             {erlang, map_get, [a, #{}]}, {erlang, is_map_key, [a, a]}, {erlang, tuple_to_list, [a]}, {erlang, list_to_tuple, [a]},
             {erlang, append_element, [a, b]}, {erlang, delete_element, [1, {}]}, {erlang, insert_element, [5, {}, a]}, {erlang, round, [a]},
             {erlang, '+', [a, b]}, {erlang, 'div', [1, 0]}, {erlang, 'bsl', [a, 1]}, {erlang, '++', [a, b]}, {erlang, '--', [a, b]}, {erlang, 'not', [a]},
             {erlang, 'and', [a, b]}, {erlang, '!', [nobody, x]}, {erlang, send, [nobody, x]}, {erlang, apply, [a, b]}, {erlang, apply, [a, b, c]},
             {erlang, fun_info, [a, b]}, {erlang, fun_info, [fun() -> ok end, b]}, {erlang, is_function, [a, -1]}, {erlang, make_fun, [a, b, c]},
             {erlang, get_module_info, [no_such_module]}, {erlang, process_info, [a]}, {erlang, process_flag, [a, b]}, {erlang, register, [a, b]},
             {erlang, unregister, [no_such_name]}, {erlang, whereis, [1]}, {erlang, list_to_pid, ["x"]}, {erlang, list_to_ref, ["x"]},
             {erlang, display_string, [a]}, {erlang, system_info, [no_such_item]}, {erlang, system_flag, [a, b]}, {erlang, statistics, [a]}, {erlang, halt, [a]},
             {erlang, unique_integer, [[x]]}, {erlang, monotonic_time, [x]}, {erlang, convert_time_unit, [1, a, b]}, {erlang, monitor, [a, b]},
             {erlang, external_size, [a, x]}, {erlang, adler32_combine, [a, b, c]}, {erlang, md5_update, [a, b]}, {erlang, raise, [a, b, c]},
             {maps, get, [a, #{}]}, {maps, put, [a, b, c]}, {maps, merge, [a, b]}, {maps, from_list, [a]}, {lists, member, [a, b]},
             {lists, reverse, [a, b]}, {lists, keyfind, [a, 0, []]}, {math, sqrt, [-1]}, {math, log, [a]}, {math, pow, [a, 1]},
             {binary, at, [<<>>, 0]}, {binary, part, [<<>>, 1, 1]}, {binary, match, [<<>>, <<>>]}, {binary, split, [a, b]}, {binary, copy, [a]},
             {binary, encode_unsigned, [-1]}, {unicode, characters_to_list, [a]}, {unicode, characters_to_binary, [a]}, {os, getenv, [a]},
             {os, putenv, ["a=b", "c"]}, {re, compile, [a]}, {re, run, ["a", a]}, {persistent_term, get, [no_such_key]}, {persistent_term, erase, [no_such_key]},
             {atomics, new, [0, []]}, {atomics, get, [a, 1]}, {counters, new, [0, []]}, {counters, get, [a, 1]}, {erts_debug, same, [a, a]}, {erts_internal, cmp_term, [a, b]}],
    [try apply(M, F, A) of V -> t:p("~w:~w/~w -> ~0tp", [M, F, length(A), V])
     catch C:R:S -> t:p("~w:~w ~0tp~n    ~w ~0tp~n    ~0tp", [M, F, A, C, R, hd(t:st(S) ++ [none])]) end || {M, F, A} <- Calls].
