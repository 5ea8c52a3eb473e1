%% SPDX-License-Identifier: Apache-2.0
%%
%% Stands in for OTP's digraph, whose tables are ETS, as long as the runtime has no ETS: erl_lint needs
%% it. A graph is a map in the process dictionary of the process that made it, so no other process
%% sees it. Results, and their order where OTP's does not depend on the hashing of a table, are OTP's.
%% OTP's own module takes its place as soon as there is ETS.
-module(digraph).

-export([new/0, new/1, delete/1, info/1]).
-export([add_vertex/1, add_vertex/2, add_vertex/3, del_vertex/2, del_vertices/2, vertex/2,
         no_vertices/1, vertices/1, source_vertices/1, sink_vertices/1]).
-export([add_edge/3, add_edge/4, add_edge/5, del_edge/2, del_edges/2, del_path/3, edge/2,
         no_edges/1, edges/1, edges/2]).
-export([out_neighbours/2, in_neighbours/2, out_edges/2, in_edges/2, out_degree/2, in_degree/2]).
-export([get_path/3, get_cycle/2, get_short_path/3, get_short_cycle/2]).
-export_type([graph/0, vertex/0, edge/0, label/0]).

-record(digraph, {key, cyclic, protection}).

-type graph() :: #digraph{}.
-type vertex() :: term().
-type edge() :: term().
-type label() :: term().

%% vertices: V => Label; edges: E => {E, From, To, Label}; in, out: V => edges, newest first.
-define(EMPTY, #{vertices => #{}, edges => #{}, in => #{}, out => #{}, next_vertex => 0,
                 next_edge => 0}).

%% ---- the graph as a whole

new() -> new([]).

new(Options) ->
    Graph = lists:foldl(fun option/2, #digraph{cyclic = true, protection = protected}, Options),
    Key = {?MODULE, make_ref()},
    put(Key, ?EMPTY),
    Graph#digraph{key = Key}.

option(cyclic, Graph) -> Graph#digraph{cyclic = true};
option(acyclic, Graph) -> Graph#digraph{cyclic = false};
option(private, Graph) -> Graph#digraph{protection = private};
option(protected, Graph) -> Graph#digraph{protection = protected};
option(_, _) -> erlang:error(badarg).

delete(#digraph{key = Key} = Graph) ->
    _ = state(Graph),
    erase(Key),
    true.

info(#digraph{cyclic = Cyclic, protection = Protection} = Graph) ->
    Cyclicity =
        case Cyclic of
            true -> cyclic;
            false -> acyclic
        end,
    [{cyclicity, Cyclicity}, {memory, erts_debug:flat_size(state(Graph))},
     {protection, Protection}].

state(#digraph{key = Key}) ->
    case get(Key) of
        undefined -> erlang:error(badarg);
        State -> State
    end.

table(Name, Graph) -> map_get(Name, state(Graph)).

update(#digraph{key = Key}, State) ->
    put(Key, State),
    ok.

%% ---- vertices

add_vertex(Graph) ->
    #{next_vertex := Next} = State = state(Graph),
    update(Graph, State#{next_vertex := Next + 1}),
    add_vertex(Graph, ['$v' | Next]).

add_vertex(Graph, Vertex) -> add_vertex(Graph, Vertex, []).

add_vertex(Graph, Vertex, Label) ->
    #{vertices := Vertices} = State = state(Graph),
    update(Graph, State#{vertices := Vertices#{Vertex => Label}}),
    Vertex.

del_vertex(Graph, Vertex) ->
    del_edges(Graph, edges(Graph, Vertex)),
    #{vertices := Vertices} = State = state(Graph),
    update(Graph, State#{vertices := maps:remove(Vertex, Vertices)}),
    true.

del_vertices(Graph, Vertices) ->
    lists:foreach(fun(Vertex) -> del_vertex(Graph, Vertex) end, Vertices),
    true.

vertex(Graph, Vertex) ->
    case table(vertices, Graph) of
        #{Vertex := Label} -> {Vertex, Label};
        #{} -> false
    end.

no_vertices(Graph) -> map_size(table(vertices, Graph)).

vertices(Graph) -> maps:keys(table(vertices, Graph)).

source_vertices(Graph) -> [V || V <- vertices(Graph), in_degree(Graph, V) =:= 0].

sink_vertices(Graph) -> [V || V <- vertices(Graph), out_degree(Graph, V) =:= 0].

%% ---- edges

add_edge(Graph, From, To) -> add_edge(Graph, From, To, []).

add_edge(Graph, From, To, Label) ->
    #{next_edge := Next} = State = state(Graph),
    update(Graph, State#{next_edge := Next + 1}),
    add_edge(Graph, ['$e' | Next], From, To, Label).

add_edge(#digraph{cyclic = Cyclic} = Graph, Edge, From, To, Label) ->
    #{vertices := Vertices, edges := Edges} = state(Graph),
    case Vertices of
        #{From := _, To := _} ->
            case Edges of
                #{Edge := {_, F, T, _}} when F =/= From; T =/= To ->
                    {error, {bad_edge, [From, To]}};
                #{} when Cyclic ->
                    insert_edge(Graph, Edge, From, To, Label);
                #{} ->
                    add_acyclic(Graph, Edge, From, To, Label)
            end;
        #{From := _} ->
            {error, {bad_vertex, To}};
        #{} ->
            {error, {bad_vertex, From}}
    end.

add_acyclic(_, _, Vertex, Vertex, _) ->
    {error, {bad_edge, [Vertex, Vertex]}};
add_acyclic(Graph, Edge, From, To, Label) ->
    case get_path(Graph, To, From) of
        false -> insert_edge(Graph, Edge, From, To, Label);
        Path -> {error, {bad_edge, Path}}
    end.

insert_edge(Graph, Edge, From, To, Label) ->
    #{edges := Edges, in := In, out := Out} = State = state(Graph),
    Linked =
        case is_map_key(Edge, Edges) of
            true -> State;
            false -> State#{in := link_edge(To, Edge, In), out := link_edge(From, Edge, Out)}
        end,
    update(Graph, Linked#{edges := Edges#{Edge => {Edge, From, To, Label}}}),
    Edge.

link_edge(Vertex, Edge, Links) ->
    Links#{Vertex => [Edge | maps:get(Vertex, Links, [])]}.

unlink_edge(Vertex, Edge, Links) ->
    case lists:delete(Edge, map_get(Vertex, Links)) of
        [] -> maps:remove(Vertex, Links);
        Rest -> Links#{Vertex := Rest}
    end.

del_edge(Graph, Edge) ->
    #{edges := Edges, in := In, out := Out} = State = state(Graph),
    case Edges of
        #{Edge := {_, From, To, _}} ->
            update(Graph, State#{edges := maps:remove(Edge, Edges), in := unlink_edge(To, Edge, In),
                                 out := unlink_edge(From, Edge, Out)});
        #{} ->
            ok
    end,
    true.

del_edges(Graph, Edges) ->
    lists:foreach(fun(Edge) -> del_edge(Graph, Edge) end, Edges),
    true.

del_path(Graph, From, To) ->
    case get_path(Graph, From, To) of
        false ->
            true;
        Path ->
            [del_edge(Graph, E) || {A, B} <- lists:zip(lists:droplast(Path), tl(Path)),
                                   E <- out_edges(Graph, A), element(3, edge(Graph, E)) =:= B],
            del_path(Graph, From, To)
    end.

edge(Graph, Edge) -> maps:get(Edge, table(edges, Graph), false).

no_edges(Graph) -> map_size(table(edges, Graph)).

edges(Graph) -> maps:keys(table(edges, Graph)).

%% A loop counts twice.
edges(Graph, Vertex) -> out_edges(Graph, Vertex) ++ in_edges(Graph, Vertex).

%% ---- neighbours

out_edges(Graph, Vertex) -> lists:reverse(newest(out, Graph, Vertex)).

in_edges(Graph, Vertex) -> lists:reverse(newest(in, Graph, Vertex)).

out_degree(Graph, Vertex) -> length(newest(out, Graph, Vertex)).

in_degree(Graph, Vertex) -> length(newest(in, Graph, Vertex)).

%% The newest first, as in OTP.
out_neighbours(Graph, Vertex) -> [element(3, edge(Graph, E)) || E <- newest(out, Graph, Vertex)].

in_neighbours(Graph, Vertex) -> [element(2, edge(Graph, E)) || E <- newest(in, Graph, Vertex)].

newest(Direction, Graph, Vertex) -> maps:get(Vertex, table(Direction, Graph), []).

%% ---- paths

%% The first path that a depth-first search finds; of one edge at least.
get_path(Graph, From, To) ->
    deep(out_neighbours(Graph, From), To, [From], [], #{From => seen}, Graph).

%% Like get_path/3, but preferring any longer cycle to a loop.
get_cycle(Graph, Vertex) ->
    Others = [V || V <- out_neighbours(Graph, Vertex), V =/= Vertex],
    case deep(Others, Vertex, [Vertex], [], #{Vertex => seen}, Graph) of
        false ->
            case lists:member(Vertex, out_neighbours(Graph, Vertex)) of
                true -> [Vertex];
                false -> false
            end;
        Cycle ->
            Cycle
    end.

%% Path: from the present vertex back to the start. Waiting: {Candidates, Path} still to be tried.
deep([To | _], To, Path, _, _, _) ->
    lists:reverse(Path, [To]);
deep([Vertex | Candidates], To, Path, Waiting, Seen, Graph) ->
    case Seen of
        #{Vertex := _} ->
            deep(Candidates, To, Path, Waiting, Seen, Graph);
        #{} ->
            deep(out_neighbours(Graph, Vertex), To, [Vertex | Path], [{Candidates, Path} | Waiting],
                 Seen#{Vertex => seen}, Graph)
    end;
deep([], To, _, [{Candidates, Path} | Waiting], Seen, Graph) ->
    deep(Candidates, To, Path, Waiting, Seen, Graph);
deep([], _, _, [], _, _) ->
    false.

get_short_path(Graph, From, To) ->
    wide(queue:from_list(continue([From], Graph)), To, #{}, Graph).

get_short_cycle(Graph, Vertex) -> get_short_path(Graph, Vertex, Vertex).

%% Breadth first over paths, each from its end back to the start.
wide(Paths, To, Seen, Graph) ->
    case queue:out(Paths) of
        {empty, _} ->
            false;
        {{value, [To | _] = Path}, _} ->
            lists:reverse(Path);
        {{value, [Vertex | _]}, Rest} when is_map_key(Vertex, Seen) ->
            wide(Rest, To, Seen, Graph);
        {{value, [Vertex | _] = Path}, Rest} ->
            Longer = queue:from_list(continue(Path, Graph)),
            wide(queue:join(Rest, Longer), To, Seen#{Vertex => seen}, Graph)
    end.

%% By the oldest edge first.
continue([Vertex | _] = Path, Graph) ->
    [[element(3, edge(Graph, E)) | Path] || E <- out_edges(Graph, Vertex)].
