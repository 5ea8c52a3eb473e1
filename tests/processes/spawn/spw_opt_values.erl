%% SPDX-License-Identifier: Apache-2.0
%% spawn_opt: which options and values are accepted.
-module(spw_opt_values).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Good = [
        [], [link], [monitor], [link, monitor], [{monitor, []}], [{monitor, [{tag, t}]}],
        [{monitor, [{alias, demonitor}]}],
        [{priority, low}], [{priority, normal}], [{priority, high}], [{priority, max}],
        [{fullsweep_after, 0}], [{fullsweep_after, 65535}], [{min_heap_size, 0}],
        [{min_heap_size, 10000}], [{min_bin_vheap_size, 100}],
        [{max_heap_size, 0}], [{max_heap_size, 100000}],
        [{max_heap_size, #{size => 100000, kill => false, error_logger => false}}],
        [{message_queue_data, on_heap}], [{message_queue_data, off_heap}],
        [link, link, monitor, {priority, low}, {priority, high}]
    ],
    Bad = [
        [a], [{link, true}], [{monitor, a}], [{monitor, [a]}], [{monitor, [{alias, x}]}],
        [{priority, 1}], [{priority, medium}], [{fullsweep_after, -1}], [{fullsweep_after, a}],
        [{min_heap_size, -1}], [{min_heap_size, x}], [{min_bin_vheap_size, -5}],
        [{max_heap_size, -1}], [{max_heap_size, a}], [{max_heap_size, 1}],
        [{max_heap_size, #{}}], [{max_heap_size, #{size => a}}],
        [{max_heap_size, #{size => 10, kill => true}}],
        [{max_heap_size, #{size => 100000, kill => 1}}],
        [{message_queue_data, heap}], [{scheduler, 100000}], [1], [{a, b, c}], [[link]]
    ],
    [show(Options) || Options <- Good ++ Bad].

show(Options) ->
    Result =
        try spawn_opt(fun() -> ok end, Options) of
            {Pid, Ref} when is_pid(Pid), is_reference(Ref) -> {Pid, Ref};
            Pid when is_pid(Pid) -> Pid
        catch
            Class:Reason -> {Class, Reason}
        end,
    proc:show(Options, Result),
    receive
        {_, _, process, _, normal} -> ok
    after 1 -> ok
    end.
