%% SPDX-License-Identifier: Apache-2.0
%% OTP's gen_statem: a door with a code, state timeouts, postponed events, enter calls.
-module(prg_gen_statem).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-behaviour(gen_statem).
-export([init/1, callback_mode/0, locked/3, open/3]).

main() ->
    {ok, D} = gen_statem:start_link(?MODULE, {self(), [1, 2, 3]}, []),
    ?S(proc:next()),
    [gen_statem:cast(D, {button, B}) || B <- [9, 1, 2, 3]],
    ?S(proc:next()),
    ?S(gen_statem:call(D, state)),
    ?S(proc:next()),
    ?S(gen_statem:call(D, state)),
    gen_statem:cast(D, push),
    [gen_statem:cast(D, {button, B}) || B <- [1, 2, 3]],
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(gen_statem:stop(D)),
    ?S(is_process_alive(D)),
    ?S(proc:none()).

callback_mode() -> [state_functions, state_enter].

init({To, Code}) -> {ok, locked, #{to => To, code => Code, seen => []}}.

locked(enter, _, #{to := To} = Data) ->
    To ! {entered, locked},
    {keep_state, Data#{seen := []}};
locked(cast, {button, B}, #{code := Code, seen := Seen} = Data) ->
    New = lists:nthtail(max(0, length(Seen) + 1 - length(Code)), Seen ++ [B]),
    case New of
        Code -> {next_state, open, Data};
        _ -> {keep_state, Data#{seen := New}}
    end;
locked(cast, push, _) ->
    {keep_state_and_data, [postpone]};
locked({call, From}, state, _) ->
    {keep_state_and_data, [{reply, From, locked}]}.

open(enter, locked, #{to := To}) ->
    To ! {entered, open},
    {keep_state_and_data, [{state_timeout, 50, lock}]};
open(state_timeout, lock, Data) ->
    {next_state, locked, Data};
open(cast, push, #{to := To}) ->
    To ! {pushed, open},
    keep_state_and_data;
open({call, From}, state, _) ->
    {keep_state_and_data, [{reply, From, open}]};
open(cast, _, _) ->
    keep_state_and_data.
