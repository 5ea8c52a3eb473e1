%% SPDX-License-Identifier: Apache-2.0
%% Compiled for OTP 23: the instructions of that release.
%% erlc: +r23
%% with: old_code.hrl
-module(old_r23).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
