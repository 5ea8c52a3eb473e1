%% SPDX-License-Identifier: Apache-2.0
%% Its on_load function ends with an exception.
-module(on_load_exit).
-export([value/0]).
-on_load(load/0).

load() -> exit(no_reason).

value() -> loaded.
