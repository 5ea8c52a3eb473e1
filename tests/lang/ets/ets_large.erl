%% SPDX-License-Identifier: Apache-2.0
%% heavy: large tables
%% Tables that are gone through in many time slices.
-module(ets_large).
-export([main/0]).
-include("t.hrl").

main() ->
    T=ets:new(t,[]), ets:insert(T,{1,2}),
    ?E(ets:select(T,[])),
    ?E(ets:select_count(T,[])),
    ?E(ets:select_delete(T,[])),
    ?E(ets:select(T,[],1)),
    ?E(ets:select_replace(T,[])),
    %% large tables: yields
    [begin
    L=ets:new(l,[Ty,public]), [ets:insert(L,{I,I rem 7}) || I <- lists:seq(1,50000)],
    ?E(length(ets:tab2list(L))),
    ?E(lists:sort(ets:tab2list(L)) =:= [{I,I rem 7} || I <- lists:seq(1,50000)]),
    ?E(ets:select_count(L,[{{'_',3},[],[true]}])),
    ?E(ets:info(L,fixed)),
    Ch=fun Ch('$end_of_table',A) -> A; Ch({X,C},A) -> Ch(ets:select(C),A+length(X)) end,
    ?E(Ch(ets:select(L,[{{'$1','_'},[],['$1']}],100),0)),
    ?E(ets:select_replace(L,[{{'$1',3},[],[{{'$1',three}}]}])),
    ?E(ets:select_delete(L,[{{'_',4},[],[true]}])),
    ?E(ets:info(L,size)),
    ?E(lists:sort(ets:select(L,[{{'$1',three},[{'<','$1',100}],['$1']}]))),
    ?E(ets:foldl(fun({K,_},A) -> K+A end,0,L)),
    ?E(ets:select_delete(L,[{'_',[],[true]}])),
    ?E(ets:info(L,size)),
    [ets:insert(L,{I,I rem 7}) || I <- lists:seq(1,50000)],
    ?E(ets:delete(L)) end || Ty <- [set,bag,duplicate_bag,ordered_set], Ty =/= bag],
    ?E(ets:test_ms({1,2},[{{'$1','$2'},[],['$2']}])),
    ?E(is_list(ets:all())),
    ?E(ets:match(T,'$1')),
    ?E(ets:member(T,1)),
    ok.
