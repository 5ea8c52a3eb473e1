%% SPDX-License-Identifier: Apache-2.0
%% Expressions with a hundred operands at once: tuples, lists, maps, binaries, guards, shuffles.
-module(big_x_registers).
-export([main/0]).
-include("t.hrl").

main() ->
    T = build(id(1), id(2), id(3)),
    ?T(T),
    ?T(take(T)),
    ?T(take(setelement(50, T, x))),
    ?T(sum(T)),
    ?T(list(list_to_tuple(lists:seq(1, 100)))),
    ?T(map(id(7))),
    ?T(bin(id(200))),
    ?T(nested(id(a))),
    ?T(guards(T)),
    ?T(shuffle(T)).

build(A, B, C) ->
    {A + B * 1 - C, A + B * 2 - C, {A, 3}, A + B * 4 - C, A + B * 5 - C, [B |
     C], A + B * 7 - C, A + B * 8 - C, {A, 9}, A + B * 10 - C, A + B * 11 - C, [B | C], A + B * 13
     - C, A + B * 14 - C, {A, 15}, A + B * 16 - C, A + B * 17 - C, [B | C], A + B * 19 - C, A + B
     * 20 - C, {A, 21}, A + B * 22 - C, A + B * 23 - C, [B | C], A + B * 25 - C, A + B * 26 - C,
     {A, 27}, A + B * 28 - C, A + B * 29 - C, [B | C], A + B * 31 - C, A + B * 32 - C, {A, 33}, A
     + B * 34 - C, A + B * 35 - C, [B | C], A + B * 37 - C, A + B * 38 - C, {A, 39}, A + B * 40 -
     C, A + B * 41 - C, [B | C], A + B * 43 - C, A + B * 44 - C, {A, 45}, A + B * 46 - C, A + B *
     47 - C, [B | C], A + B * 49 - C, A + B * 50 - C, {A, 51}, A + B * 52 - C, A + B * 53 - C, [B
     | C], A + B * 55 - C, A + B * 56 - C, {A, 57}, A + B * 58 - C, A + B * 59 - C, [B | C], A + B
     * 61 - C, A + B * 62 - C, {A, 63}, A + B * 64 - C, A + B * 65 - C, [B | C], A + B * 67 - C, A
     + B * 68 - C, {A, 69}, A + B * 70 - C, A + B * 71 - C, [B | C], A + B * 73 - C, A + B * 74 -
     C, {A, 75}, A + B * 76 - C, A + B * 77 - C, [B | C], A + B * 79 - C, A + B * 80 - C, {A, 81},
     A + B * 82 - C, A + B * 83 - C, [B | C], A + B * 85 - C, A + B * 86 - C, {A, 87}, A + B * 88
     - C, A + B * 89 - C, [B | C], A + B * 91 - C, A + B * 92 - C, {A, 93}, A + B * 94 - C, A + B
     * 95 - C, [B | C], A + B * 97 - C, A + B * 98 - C, {A, 99}, A + B * 100 - C}.

take({A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20,
      A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, A33, A34, A35, A36, A37, A38,
      A39, A40, A41, A42, A43, A44, A45, A46, A47, A48, A49, A50, A51, A52, A53, A54, A55, A56,
      A57, A58, A59, A60, A61, A62, A63, A64, A65, A66, A67, A68, A69, A70, A71, A72, A73, A74,
      A75, A76, A77, A78, A79, A80, A81, A82, A83, A84, A85, A86, A87, A88, A89, A90, A91, A92,
      A93, A94, A95, A96, A97, A98, A99, A100}) ->
    {A100, A99, A98, A97, A96, A95, A94, A93, A92, A91, A90, A89, A88, A87, A86, A85, A84, A83,
     A82, A81, A80, A79, A78, A77, A76, A75, A74, A73, A72, A71, A70, A69, A68, A67, A66, A65,
     A64, A63, A62, A61, A60, A59, A58, A57, A56, A55, A54, A53, A52, A51, A50, A49, A48, A47,
     A46, A45, A44, A43, A42, A41, A40, A39, A38, A37, A36, A35, A34, A33, A32, A31, A30, A29,
     A28, A27, A26, A25, A24, A23, A22, A21, A20, A19, A18, A17, A16, A15, A14, A13, A12, A11,
     A10, A9, A8, A7, A6, A5, A4, A3, A2, A1}.

sum({A1, A2, _, A4, A5, _, A7, A8, _, A10, A11, _, A13, A14, _, A16, A17, _, A19, A20, _, A22,
      A23, _, A25, A26, _, A28, A29, _, A31, A32, _, A34, A35, _, A37, A38, _, A40, A41, _, A43,
      A44, _, A46, A47, _, A49, A50, _, A52, A53, _, A55, A56, _, A58, A59, _, A61, A62, _, A64,
      A65, _, A67, A68, _, A70, A71, _, A73, A74, _, A76, A77, _, A79, A80, _, A82, A83, _, A85,
      A86, _, A88, A89, _, A91, A92, _, A94, A95, _, A97, A98, _, A100}) ->
    A1 + A2 + A4 + A5 + A7 + A8 + A10 + A11 + A13 + A14 + A16 + A17 + A19 + A20 + A22 + A23 + A25
        + A26 + A28 + A29 + A31 + A32 + A34 + A35 + A37 + A38 + A40 + A41 + A43 + A44 + A46 + A47
        + A49 + A50 + A52 + A53 + A55 + A56 + A58 + A59 + A61 + A62 + A64 + A65 + A67 + A68 + A70
        + A71 + A73 + A74 + A76 + A77 + A79 + A80 + A82 + A83 + A85 + A86 + A88 + A89 + A91 + A92
        + A94 + A95 + A97 + A98 + A100.

list({A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20,
      A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, A33, A34, A35, A36, A37, A38,
      A39, A40, A41, A42, A43, A44, A45, A46, A47, A48, A49, A50, A51, A52, A53, A54, A55, A56,
      A57, A58, A59, A60, A61, A62, A63, A64, A65, A66, A67, A68, A69, A70, A71, A72, A73, A74,
      A75, A76, A77, A78, A79, A80, A81, A82, A83, A84, A85, A86, A87, A88, A89, A90, A91, A92,
      A93, A94, A95, A96, A97, A98, A99, A100}) ->
    [A100, A99, A98, A97, A96, A95, A94, A93, A92, A91, A90, A89, A88, A87, A86, A85, A84, A83,
     A82, A81, A80, A79, A78, A77, A76, A75, A74, A73, A72, A71, A70, A69, A68, A67, A66, A65,
     A64, A63, A62, A61, A60, A59, A58, A57, A56, A55, A54, A53, A52, A51, A50, A49, A48, A47,
     A46, A45, A44, A43, A42, A41, A40, A39, A38, A37, A36, A35, A34, A33, A32, A31, A30, A29,
     A28, A27, A26, A25, A24, A23, A22, A21, A20, A19, A18, A17, A16, A15, A14, A13, A12, A11,
     A10, A9, A8, A7, A6, A5, A4, A3, A2 | A1].

map(X) ->
    M = #{k1 => X + 1, k2 => X + 2, k3 => X + 3, k4 => X + 4, k5 => X + 5, k6 => X + 6,
           k7 => X + 7, k8 => X + 8, k9 => X + 9, k10 => X + 10, k11 => X + 11, k12 => X + 12, k13
           => X + 13, k14 => X + 14, k15 => X + 15, k16 => X + 16, k17 => X + 17, k18 => X + 18,
           k19 => X + 19, k20 => X + 20, k21 => X + 21, k22 => X + 22, k23 => X + 23, k24 => X +
           24, k25 => X + 25, k26 => X + 26, k27 => X + 27, k28 => X + 28, k29 => X + 29, k30 => X
           + 30, k31 => X + 31, k32 => X + 32, k33 => X + 33, k34 => X + 34, k35 => X + 35, k36 =>
           X + 36, k37 => X + 37, k38 => X + 38, k39 => X + 39, k40 => X + 40},
    lists:sort(maps:to_list(M)).

bin(X) ->
    <<X:1, (X + 2):2/little, X:3, (X + 4):4/little, X:5, (X + 6):6/little, X:7, (X +
      8):8/little, X:9, (X + 10):10/little, X:11, (X + 12):12/little, X:13, (X + 14):14/little,
      X:15, (X + 16):16/little, X:17, (X + 18):18/little, X:19, (X + 20):20/little, X:21, (X +
      22):22/little, X:23, (X + 24):24/little, X:25, (X + 26):26/little, X:27, (X + 28):28/little,
      X:29, (X + 30):30/little, X:31, (X + 32):32/little, X:33, (X + 34):34/little, X:35, (X +
      36):36/little, X:37, (X + 38):38/little, X:39, (X + 40):40/little, X:41, (X + 42):42/little,
      X:43, (X + 44):44/little, X:45, (X + 46):46/little, X:47, (X + 48):48/little, X:49, (X +
      50):50/little, X:51, (X + 52):52/little, X:53, (X + 54):54/little, X:55, (X + 56):56/little,
      X:57, (X + 58):58/little, X:59, (X + 60):60/little>>.

nested(X) ->
    {[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[X | 0], [1]} | 2], [3]} | 4],
    [5]} | 6], [7]} | 8], [9]} | 10], [11]} | 12], [13]} | 14], [15]} | 16], [17]} | 18], [19]}
     | 20], [21]} | 22], [23]} | 24], [25]} | 26], [27]} | 28], [29]} | 30], [31]} | 32], [33]}
     | 34], [35]} | 36], [37]} | 38], [39]} | 40], [41]} | 42], [43]} | 44], [45]} | 46], [47]}
     | 48], [49]} | 50], [51]} | 52], [53]} | 54], [55]} | 56], [57]} | 58], [59]}.

guards(T)
  when element(1, T) > -5,
       element(2, T) > -5,
       element(3, T) =/= 0,
       element(4, T) > -5,
       element(5, T) > -5,
       element(6, T) =/= 0,
       element(7, T) > -5,
       element(8, T) > -5,
       element(9, T) =/= 0,
       element(10, T) > -5,
       element(11, T) > -5,
       element(12, T) =/= 0,
       element(13, T) > -5,
       element(14, T) > -5,
       element(15, T) =/= 0,
       element(16, T) > -5,
       element(17, T) > -5,
       element(18, T) =/= 0,
       element(19, T) > -5,
       element(20, T) > -5,
       element(21, T) =/= 0,
       element(22, T) > -5,
       element(23, T) > -5,
       element(24, T) =/= 0,
       element(25, T) > -5,
       element(26, T) > -5,
       element(27, T) =/= 0,
       element(28, T) > -5,
       element(29, T) > -5,
       element(30, T) =/= 0,
       element(31, T) > -5,
       element(32, T) > -5,
       element(33, T) =/= 0,
       element(34, T) > -5,
       element(35, T) > -5,
       element(36, T) =/= 0,
       element(37, T) > -5,
       element(38, T) > -5,
       element(39, T) =/= 0,
       element(40, T) > -5,
       element(41, T) > -5,
       element(42, T) =/= 0,
       element(43, T) > -5,
       element(44, T) > -5,
       element(45, T) =/= 0,
       element(46, T) > -5,
       element(47, T) > -5,
       element(48, T) =/= 0,
       element(49, T) > -5,
       element(50, T) > -5,
       element(51, T) =/= 0,
       element(52, T) > -5,
       element(53, T) > -5,
       element(54, T) =/= 0,
       element(55, T) > -5,
       element(56, T) > -5,
       element(57, T) =/= 0,
       element(58, T) > -5,
       element(59, T) > -5,
       element(60, T) =/= 0 -> yes;
guards(_) -> no.

shuffle({A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19,
      A20, A21, A22, A23, A24, A25, A26, A27, A28, A29, A30, A31, A32, A33, A34, A35, A36, A37,
      A38, A39, A40, A41, A42, A43, A44, A45, A46, A47, A48, A49, A50, A51, A52, A53, A54, A55,
      A56, A57, A58, A59, A60, A61, A62, A63, A64, A65, A66, A67, A68, A69, A70, A71, A72, A73,
      A74, A75, A76, A77, A78, A79, A80, A81, A82, A83, A84, A85, A86, A87, A88, A89, A90, A91,
      A92, A93, A94, A95, A96, A97, A98, A99, A100}) ->
    shuffle2(A1, A38, A75, A12, A49, A86, A23, A60, A97, A34, A71, A8, A45, A82, A19, A56, A93,
        A30, A67, A4, A41, A78, A15, A52, A89, A26, A63, A100, A37, A74, A11, A48, A85, A22, A59,
        A96, A33, A70, A7, A44, A81, A18, A55, A92, A29, A66, A3, A40, A77, A14, A51, A88, A25,
        A62, A99, A36, A73, A10, A47, A84).

shuffle2(B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15, B16, B17, B18, B19,
    B20, B21, B22, B23, B24, B25, B26, B27, B28, B29, B30, B31, B32, B33, B34, B35, B36, B37, B38,
    B39, B40, B41, B42, B43, B44, B45, B46, B47, B48, B49, B50, B51, B52, B53, B54, B55, B56, B57,
    B58, B59, B60) ->
    [B1, B8, B15, B22, B29, B36, B43, B50, B57, B4, B11, B18, B25, B32, B39, B46, B53, B60, B7,
     B14, B21, B28, B35, B42, B49, B56, B3, B10, B17, B24, B31, B38, B45, B52, B59, B6, B13, B20,
     B27, B34, B41, B48, B55, B2, B9, B16, B23, B30, B37, B44, B51, B58, B5, B12, B19, B26, B33,
     B40, B47, B54].
