%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: +no_copt +no_postopt.
%% erlc: +no_copt +no_postopt
%% with: old_code.hrl
-module(opt_no_copt).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
