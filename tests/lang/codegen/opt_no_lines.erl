%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: +no_line_info.
%% erlc: +no_line_info
%% with: old_code.hrl
-module(opt_no_lines).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
