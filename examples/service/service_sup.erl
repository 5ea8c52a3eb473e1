%% SPDX-License-Identifier: Apache-2.0
%%
%% The supervisor of the service: the store, and the workers that may be killed at any time.
-module(service_sup).

-behaviour(supervisor).
-export([start_link/0, init/1]).

start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Store = #{id => store, start => {service_store, start_link, []}},
    Workers = [#{id => {worker, N}, start => {service_worker, start_link, [N]}}
               || N <- lists:seq(1, 4)],
    {ok, {#{strategy => one_for_one, intensity => 100000, period => 1}, [Store | Workers]}}.
