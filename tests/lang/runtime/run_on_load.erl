%% SPDX-License-Identifier: Apache-2.0
%% A module with an on_load function that returns ok; its calls of its own module.
-module(run_on_load).
-export([main/0]).
-include("t.hrl").

-on_load(init/0).
-export([value/0]).

init() ->
    persistent_term:put(?MODULE, {loaded, lists:sum([1, 2, 3])}),
    put(in_dictionary_of_loader, true),
    ok.

main() ->
    ?T(value()),
    ?T(?MODULE:value()),
    ?T(lists:keyfind(on_load, 1, ?MODULE:module_info(attributes))),
    ?T(lists:member({init, 0}, ?MODULE:module_info(exports))).

value() -> persistent_term:get(?MODULE).
