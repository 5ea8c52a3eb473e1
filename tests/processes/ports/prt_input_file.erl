%% SPDX-License-Identifier: Apache-2.0
%% input: 'first line\nsecond line\nno end'
%% Standard input through descriptor 0, a file.
-module(prt_input_file).
-include("prt_input.hrl").
