%% SPDX-License-Identifier: Apache-2.0
%% Objects of all kinds of tables by key.
-module(ets_objects).
-export([main/0]).
-include("t.hrl").

main() ->
    [begin
    T=ets:new(x,[Ty]), ets:insert(T,[{x,1},{x,2},{x,3},{x,2}]),
    ?E( {Ty,ets:lookup(T,x)}) end || Ty <- [set,bag,duplicate_bag,ordered_set]],
    [begin
    T=ets:new(x,[Ty]), ets:insert_new(T,[{x,1},{x,2},{x,3},{x,2}]),
    ?E( {Ty,ets:lookup(T,x)}) end || Ty <- [set,bag,duplicate_bag,ordered_set]],
    [begin
    T=ets:new(x,[Ty]), [ets:insert(T,{x,I})||I<-[1,2,3,2,4]],
    ?E( {Ty,ets:lookup(T,x),ets:tab2list(T),ets:lookup_element(T,x,2), [ets:slot(T,I)||I<-lists:seq(0,255), ets:slot(T,I) =/= []],ets:delete_object(T,{x,2}),ets:lookup(T,x),ets:take(T,x)}) end || Ty <- [bag,duplicate_bag]],
    O=ets:new(o,[ordered_set]), ets:insert(O,{1,a}),
    ?E({ets:delete_object(O,{1.0,a}), ets:tab2list(O)}),
    D=ets:new(o,[{decentralized_counters,true},public]),
    ?E(ets:info(D,decentralized_counters)),
    E=ets:new(o,[{decentralized_counters,true},{write_concurrency,true},public]),
    ?E({ets:info(E,decentralized_counters),ets:info(E,write_concurrency)}),
    ?E({ets:insert(O,{1.0,b}), ets:tab2list(O)}),
    ?E(ets:lookup_element(O,zz,0)),
    ?E(ets:lookup_element(O,zz,x)),
    ?E(ets:lookup_element(O,zz,7)),
    ?E(ets:lookup_element(O,1,7)),
    ?E(ets:insert(O,[])),
    ?E(ets:give_away(O,1,2)),
    ?E(ets:next(O,1.5)),
    ?E(ets:next(O,0)),
    ?E(ets:prev(O,0)),
    ok.
