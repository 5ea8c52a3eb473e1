%% SPDX-License-Identifier: Apache-2.0
%% OTP's gen_event: handlers are added, called, swapped, deleted.
-module(prg_gen_event).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-behaviour(gen_event).
-export([init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).

main() ->
    {ok, E} = gen_event:start_link(),
    ?S(gen_event:add_handler(E, ?MODULE, {self(), a})),
    ?S(gen_event:add_handler(E, {?MODULE, second}, {self(), b})),
    ?S(gen_event:which_handlers(E)),
    ?S(gen_event:notify(E, one)),
    ?S(gen_event:sync_notify(E, two)),
    ?S(lists:sort(proc:flush())),
    ?S(gen_event:call(E, ?MODULE, count)),
    ?S(gen_event:call(E, {?MODULE, second}, count)),
    ?S(gen_event:call(E, no_handler, count)),
    E ! an_info,
    ?S(lists:sort([proc:next(), proc:next()])),
    ?S(gen_event:swap_handler(E, {{?MODULE, second}, swapped}, {{?MODULE, third}, {self(), c}})),
    ?S(gen_event:which_handlers(E)),
    ?S(proc:flush()),
    ?S(gen_event:delete_handler(E, ?MODULE, my_reason)),
    ?S(proc:flush()),
    ?S(gen_event:delete_handler(E, ?MODULE, again)),
    unlink(E),
    ?S(gen_event:stop(E)),
    ?S(proc:flush()).

init({{To, Name}, Other}) -> To ! {swapped_in, Name, Other}, {ok, {To, Name, 0}};
init({To, Name}) -> {ok, {To, Name, 0}}.

handle_event(Event, {To, Name, N}) -> To ! {Name, Event}, {ok, {To, Name, N + 1}}.

handle_call(count, {_, _, N} = State) -> {ok, N, State}.

handle_info(Info, {To, Name, N}) -> To ! {Name, info, Info}, {ok, {To, Name, N}}.

terminate(Why, {To, Name, _}) -> To ! {terminated, Name, Why}, {gone, Name}.
