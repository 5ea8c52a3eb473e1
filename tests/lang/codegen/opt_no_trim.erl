%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: +no_stack_trimming +no_share_opt.
%% erlc: +no_stack_trimming +no_share_opt
%% with: old_code.hrl
-module(opt_no_trim).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
