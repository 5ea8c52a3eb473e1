%% SPDX-License-Identifier: Apache-2.0
%% Natives for dynamic tracing in a system without it.
-module(run_dynamic_trace).
-export([main/0]).
-include("t.hrl").

main() ->
    t:bif(erlang, dt_put_tag, [[a], [<<"tag">>], [undefined]]),
    t:bif(erlang, dt_get_tag, [[]]),
    t:bif(erlang, dt_get_tag_data, [[]]),
    t:bif(erlang, dt_spread_tag, [[true], [false], [a], [1]]),
    t:bif(erlang, dt_restore_tag, [[true], [false], [{1, []}]]),
    ?T(erlang:dt_restore_tag(erlang:dt_spread_tag(true))),
    t:bif(erlang, dt_prepend_vm_tag_data, [["abc"], [a]]),
    t:bif(erlang, dt_append_vm_tag_data, [["abc"], [<<1>>]]),
    t:bif(net_kernel, dflag_unicode_io, [[a], [1], [<<>>], [make_tuple]]),
    ?T(net_kernel:dflag_unicode_io(self())),
    ?T(net_kernel:dflag_unicode_io(list_to_pid("<0.9999.0>"))).
