%% SPDX-License-Identifier: Apache-2.0
%% Processes inherit tokens; spawning is seen as messages there and back.
-module(sqt_spawn).
-export([main/0, child/2]).
-include("t.hrl").
-include("proc.hrl").

child(Parent, How) -> Parent ! {How, self(), seq_trace:get_token()}.

main() ->
    seqtracing:start(),
    Me = self(),
    All = [{spawn, fun() -> spawn(?MODULE, child, [Me, spawn]) end, 6},
           {spawn_link, fun() -> spawn_link(?MODULE, child, [Me, link]) end, 7},
           {spawn_opt, fun() -> spawn_opt(?MODULE, child, [Me, opt], [{priority, high}, link]) end, 7},
           {spawn_monitor, fun() -> spawn_monitor(?MODULE, child, [Me, monitor]) end, 6},
           {request, fun() -> spawn_request(?MODULE, child, [Me, request], []) end, 6},
           {request_tag, fun() -> spawn_request(?MODULE, child, [Me, tag], [{reply_tag, {my, tag}}, link]) end, 7},
           {request_alone, fun() -> spawn_request(?MODULE, child, [Me, no], [{reply, no}, monitor]) end, 4},
           {request_fails, fun() -> spawn_request(?MODULE, child, [Me, no], [foo]) end, 0}],
    [begin
         seq_trace:reset_trace(),
         seqtracing:on([send, 'receive']),
         Value = Do(),
         ?S({Name, case Value of {P, _} when is_pid(P) -> pair; _ when is_pid(Value) -> pid; _ -> other end}),
         ?S(seq_trace:get_token()),
         Name =:= request_fails orelse ?S(receive {_, _, {_, _, _, _, _} = T} -> T end),
         ?S(seq_trace:get_token()),
         ?S([receive M when element(2, M) =:= Value -> setelement(2, M, ref) end
             || lists:member(Name, [request, request_tag, request_fails])]),
         ?S(seq_trace:get_token()),
         seqtracing:off(),
         seqtracing:show(Name, Count),
         drain(Name)
     end || {Name, Do, Count} <- All],
    order(),
    seqtracing:stop(),
    %% Without a tracer.
    seqtracing:on([send]),
    spawn(?MODULE, child, [Me, untold]),
    ?S(element(3, proc:next())),
    seq_trace:reset_trace().

drain(Name) ->
    Wait = case lists:member(Name, [spawn_monitor, request_alone]) of true -> 5000; false -> 0 end,
    receive {'DOWN', _, _, _, normal} -> ok after Wait -> ok end,
    proc:flush().

%% The answer to a request comes before all that the child sends.
order() ->
    Me = self(),
    ?S(lists:usort([begin
                        Ref = spawn_request(fun() -> Me ! child end),
                        {element(1, proc:next()), proc:next(), is_reference(Ref)}
                    end || _ <- lists:seq(1, 500)])).
