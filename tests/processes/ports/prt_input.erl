%% SPDX-License-Identifier: Apache-2.0
%% stdin: 'first line\nsecond line\nno end'
%% Standard input through descriptor 0, a pipe.
-module(prt_input).
-include("prt_input.hrl").
