%% SPDX-License-Identifier: Apache-2.0
%% Its on_load function returns no ok.
-module(on_load_false).
-export([value/0]).
-on_load(load/0).

load() -> false.

value() -> loaded.
