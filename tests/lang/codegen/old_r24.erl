%% SPDX-License-Identifier: Apache-2.0
%% Compiled for OTP 24: the instructions of that release.
%% erlc: +r24
%% with: old_code.hrl
-module(old_r24).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
