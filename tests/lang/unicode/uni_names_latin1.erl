%% SPDX-License-Identifier: Apache-2.0
%% env: LC_ALL=C LANG=C
%% Names of files in the locale "C".
-module(uni_names_latin1).
-export([main/0]).

main() ->
    erlang:display(file:native_name_encoding()),
    Name = [$u, $n, $i, $_, 229, 223],
    erlang:display(prim_file:make_dir(Name)),
    {ok, Names} = prim_file:list_dir("."),
    erlang:display([Found || Found <- Names, lists:prefix("uni_", Found)]),
    erlang:display([prim_file:internal_name2native(Name), prim_file:internal_native2name(<<"a", 195, 165>>),
                    prim_file:internal_native2name(<<"a", 255>>)]),
    erlang:display(prim_file:rename(Name, <<"uni_", 195, 165, "2">>)),
    erlang:display(prim_file:rename("/", "uni_root")),
    erlang:display(prim_file:rename("uni_none", Name)),
    erlang:display(prim_file:del_dir(<<"uni_", 195, 165, "2">>)),
    erlang:display(prim_file:list_dir(Name)).
