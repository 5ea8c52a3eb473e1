%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: none.
%% erlc: 
%% with: old_code.hrl
-module(opt_plain).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
