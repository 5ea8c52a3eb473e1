%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: +no_ssa_opt +no_bsm_opt.
%% erlc: +no_ssa_opt +no_bsm_opt
%% with: old_code.hrl
-module(opt_no_ssa_opt).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
