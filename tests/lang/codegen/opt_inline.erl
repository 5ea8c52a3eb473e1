%% SPDX-License-Identifier: Apache-2.0
%% The same program with other compiler options: +inline +{inline_size,200}.
%% erlc: +inline +{inline_size,200}
%% with: old_code.hrl
-module(opt_inline).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
