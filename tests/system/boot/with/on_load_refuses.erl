%% SPDX-License-Identifier: Apache-2.0
-module(on_load_refuses).
-export([value/0]).
-on_load(refuse/0).

refuse() -> refused.
value() -> 1.
