%% SPDX-License-Identifier: Apache-2.0
%% Compiled for OTP 22: the instructions of that release.
%% erlc: +r22
%% with: old_code.hrl
-module(old_r22).
-export([main/0]).
-include("t.hrl").
-include("with/old_code.hrl").
