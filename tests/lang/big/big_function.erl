%% SPDX-License-Identifier: Apache-2.0
%% A straight function of 400 steps on integers of any size, and cases nested 60 deep.
-module(big_function).
-export([main/0]).
-include("t.hrl").

main() ->
    [t:p("~w ~w", [N, straight(N)]) || N <- [0, 1, -1, 1 bsl 59, 12345678901234567890, -7]],
    ?T(straight(id(a))),
    ?T(straight(id(1.5))),
    ?T([nest(N) || N <- lists:seq(0, 66, 3)]).

straight(X0) ->
    X1 = X0 - 2,
    X2 = X1 * 5,
    X3 = X2 bxor 10,
    X4 = (X3 band 16#ffffffffffff) + 28,
    X5 = X4 bor 26,
    X6 = X5 + 37,
    X7 = X6 - 50,
    X8 = X7 * 65,
    X9 = X8 bxor 82,
    X10 = (X9 band 16#ffffffffffff) + 70,
    X11 = case X10 rem 3 of 0 -> X10 div 3; 1 -> X10 + 11; _ -> -X10 end,
    X12 = X11 + 48,
    X13 = if X12 > 13000 -> X12 - 13; true -> X12 + 13 end,
    X14 = X13 * 3,
    X15 = X14 bxor 32,
    X16 = (X15 band 16#ffffffffffff) + 112,
    X17 = step(X16, 17),
    X18 = X17 + 34,
    X19 = X18 - 71,
    X20 = X19 * 13,
    X21 = X20 bxor 54,
    X22 = (X21 band 16#ffffffffffff) + 154,
    X23 = X22 bor 45,
    X24 = X23 + 92,
    X25 = X24 - 44,
    X26 = if X25 > 26000 -> X25 - 26; true -> X25 + 26 end,
    X27 = X26 bxor 51,
    X28 = (X27 band 16#ffffffffffff) + 196,
    X29 = X28 bor 66,
    X30 = X29 + 28,
    X31 = X30 - 89,
    X32 = X31 * 55,
    X33 = case X32 rem 3 of 0 -> X32 div 3; 1 -> X32 + 33; _ -> -X32 end,
    X34 = (X33 band 16#ffffffffffff) + 238,
    X35 = X34 bor 62,
    X36 = X35 + 36,
    X37 = X36 - 12,
    X38 = X37 * 87,
    X39 = if X38 > 39000 -> X38 - 39; true -> X38 + 39 end,
    X40 = (X39 band 16#ffffffffffff) + 280,
    X41 = X40 bor 33,
    X42 = X41 + 19,
    X43 = X42 - 7,
    X44 = case X43 rem 3 of 0 -> X43 div 3; 1 -> X43 + 44; _ -> -X43 end,
    X45 = X44 bxor 86,
    X46 = (X45 band 16#ffffffffffff) + 322,
    X47 = X46 bor 76,
    X48 = X47 + 74,
    X49 = X48 - 74,
    X50 = X49 * 76,
    X51 = step(X50, 51),
    X52 = (X51 band 16#ffffffffffff) + 364,
    X53 = X52 bor 94,
    X54 = X53 + 7,
    X55 = case X54 rem 3 of 0 -> X54 div 3; 1 -> X54 + 55; _ -> -X54 end,
    X56 = X55 * 33,
    X57 = X56 bxor 49,
    X58 = (X57 band 16#ffffffffffff) + 406,
    X59 = X58 bor 87,
    X60 = X59 + 12,
    X61 = X60 - 36,
    X62 = X61 * 62,
    X63 = X62 bxor 90,
    X64 = (X63 band 16#ffffffffffff) + 448,
    X65 = if X64 > 65000 -> X64 - 65; true -> X64 + 65 end,
    X66 = case X65 rem 3 of 0 -> X65 div 3; 1 -> X65 + 66; _ -> -X65 end,
    X67 = X66 - 28,
    X68 = step(X67, 68),
    X69 = X68 bxor 9,
    X70 = (X69 band 16#ffffffffffff) + 490,
    X71 = X70 bor 95,
    X72 = X71 + 44,
    X73 = X72 - 92,
    X74 = X73 * 45,
    X75 = X74 bxor 97,
    X76 = (X75 band 16#ffffffffffff) + 532,
    X77 = case X76 rem 3 of 0 -> X76 div 3; 1 -> X76 + 77; _ -> -X76 end,
    X78 = if X77 > 78000 -> X77 - 78; true -> X77 + 78 end,
    X79 = X78 - 34,
    X80 = X79 * 96,
    X81 = X80 bxor 63,
    X82 = (X81 band 16#ffffffffffff) + 574,
    X83 = X82 bor 3,
    X84 = X83 + 73,
    X85 = step(X84, 85),
    X86 = X85 * 25,
    X87 = X86 bxor 4,
    X88 = (X87 band 16#ffffffffffff) + 616,
    X89 = X88 bor 65,
    X90 = X89 + 50,
    X91 = if X90 > 91000 -> X90 - 91; true -> X90 + 91 end,
    X92 = X91 * 26,
    X93 = X92 bxor 17,
    X94 = (X93 band 16#ffffffffffff) + 658,
    X95 = X94 bor 5,
    X96 = X95 + 2,
    X97 = X96 - 1,
    X98 = X97 * 2,
    X99 = case X98 rem 3 of 0 -> X98 div 3; 1 -> X98 + 99; _ -> -X98 end,
    X100 = (X99 band 16#ffffffffffff) + 700,
    X101 = X100 bor 17,
    X102 = step(X101, 102),
    X103 = X102 - 37,
    X104 = if X103 > 104000 -> X103 - 104; true -> X103 + 104 end,
    X105 = X104 bxor 65,
    X106 = (X105 band 16#ffffffffffff) + 742,
    X107 = X106 bor 4,
    X108 = X107 + 25,
    X109 = X108 - 48,
    X110 = case X109 rem 3 of 0 -> X109 div 3; 1 -> X109 + 110; _ -> -X109 end,
    X111 = X110 bxor 3,
    X112 = (X111 band 16#ffffffffffff) + 784,
    X113 = X112 bor 63,
    X114 = X113 + 96,
    X115 = X114 - 34,
    X116 = X115 * 71,
    X117 = if X116 > 117000 -> X116 - 117; true -> X116 + 117 end,
    X118 = (X117 band 16#ffffffffffff) + 826,
    X119 = step(X118, 119),
    X120 = X119 + 45,
    X121 = case X120 rem 3 of 0 -> X120 div 3; 1 -> X120 + 121; _ -> -X120 end,
    X122 = X121 * 44,
    X123 = X122 bxor 95,
    X124 = (X123 band 16#ffffffffffff) + 868,
    X125 = X124 bor 9,
    X126 = X125 + 66,
    X127 = X126 - 28,
    X128 = X127 * 89,
    X129 = X128 bxor 55,
    X130 = (X129 band 16#ffffffffffff) + 910,
    X131 = X130 bor 90,
    X132 = case X131 rem 3 of 0 -> X131 div 3; 1 -> X131 + 132; _ -> -X131 end,
    X133 = X132 - 36,
    X134 = X133 * 12,
    X135 = X134 bxor 87,
    X136 = (X135 band 16#ffffffffffff) + 952,
    X137 = X136 bor 49,
    X138 = X137 + 33,
    X139 = X138 - 19,
    X140 = X139 * 7,
    X141 = X140 bxor 94,
    X142 = (X141 band 16#ffffffffffff) + 994,
    X143 = if X142 > 143000 -> X142 - 143; true -> X142 + 143 end,
    X144 = X143 + 76,
    X145 = X144 - 74,
    X146 = X145 * 74,
    X147 = X146 bxor 76,
    X148 = (X147 band 16#ffffffffffff) + 1036,
    X149 = X148 bor 86,
    X150 = X149 + 94,
    X151 = X150 - 7,
    X152 = X151 * 19,
    X153 = step(X152, 153),
    X154 = (X153 band 16#ffffffffffff) + 1078,
    X155 = X154 bor 67,
    X156 = if X155 > 156000 -> X155 - 156; true -> X155 + 156 end,
    X157 = X156 - 12,
    X158 = X157 * 36,
    X159 = X158 bxor 62,
    X160 = (X159 band 16#ffffffffffff) + 1120,
    X161 = X160 bor 23,
    X162 = X161 + 55,
    X163 = X162 - 89,
    X164 = X163 * 28,
    X165 = case X164 rem 3 of 0 -> X164 div 3; 1 -> X164 + 165; _ -> -X164 end,
    X166 = (X165 band 16#ffffffffffff) + 1162,
    X167 = X166 bor 51,
    X168 = X167 + 95,
    X169 = if X168 > 169000 -> X168 - 169; true -> X168 + 169 end,
    X170 = step(X169, 170),
    X171 = X170 bxor 45,
    X172 = (X171 band 16#ffffffffffff) + 1204,
    X173 = X172 bor 54,
    X174 = X173 + 13,
    X175 = X174 - 71,
    X176 = case X175 rem 3 of 0 -> X175 div 3; 1 -> X175 + 176; _ -> -X175 end,
    X177 = X176 bxor 96,
    X178 = (X177 band 16#ffffffffffff) + 1246,
    X179 = X178 bor 32,
    X180 = X179 + 3,
    X181 = X180 - 73,
    X182 = if X181 > 182000 -> X181 - 182; true -> X181 + 182 end,
    X183 = X182 bxor 25,
    X184 = (X183 band 16#ffffffffffff) + 1288,
    X185 = X184 bor 82,
    X186 = X185 + 65,
    X187 = step(X186, 187),
    X188 = X187 * 37,
    X189 = X188 bxor 26,
    X190 = (X189 band 16#ffffffffffff) + 1330,
    X191 = X190 bor 10,
    X192 = X191 + 5,
    X193 = X192 - 2,
    X194 = X193 * 1,
    X195 = if X194 > 195000 -> X194 - 195; true -> X194 + 195 end,
    X196 = (X195 band 16#ffffffffffff) + 1372,
    X197 = X196 bor 10,
    X198 = case X197 rem 3 of 0 -> X197 div 3; 1 -> X197 + 198; _ -> -X197 end,
    X199 = X198 - 26,
    X200 = X199 * 37,
    X201 = X200 bxor 50,
    X202 = (X201 band 16#ffffffffffff) + 1414,
    X203 = X202 bor 82,
    X204 = step(X203, 204),
    X205 = X204 - 25,
    X206 = X205 * 48,
    X207 = X206 bxor 73,
    X208 = (X207 band 16#ffffffffffff) + 1456,
    X209 = case X208 rem 3 of 0 -> X208 div 3; 1 -> X208 + 209; _ -> -X208 end,
    X210 = X209 + 63,
    X211 = X210 - 96,
    X212 = X211 * 34,
    X213 = X212 bxor 71,
    X214 = (X213 band 16#ffffffffffff) + 1498,
    X215 = X214 bor 54,
    X216 = X215 + 97,
    X217 = X216 - 45,
    X218 = X217 * 92,
    X219 = X218 bxor 44,
    X220 = (X219 band 16#ffffffffffff) + 1540,
    X221 = step(X220, 221),
    X222 = X221 + 9,
    X223 = X222 - 66,
    X224 = X223 * 28,
    X225 = X224 bxor 89,
    X226 = (X225 band 16#ffffffffffff) + 1582,
    X227 = X226 bor 23,
    X228 = X227 + 90,
    X229 = X228 - 62,
    X230 = X229 * 36,
    X231 = case X230 rem 3 of 0 -> X230 div 3; 1 -> X230 + 231; _ -> -X230 end,
    X232 = (X231 band 16#ffffffffffff) + 1624,
    X233 = X232 bor 67,
    X234 = if X233 > 234000 -> X233 - 234; true -> X233 + 234 end,
    X235 = X234 - 33,
    X236 = X235 * 19,
    X237 = X236 bxor 7,
    X238 = (X237 band 16#ffffffffffff) + 1666,
    X239 = X238 bor 86,
    X240 = X239 + 80,
    X241 = X240 - 76,
    X242 = case X241 rem 3 of 0 -> X241 div 3; 1 -> X241 + 242; _ -> -X241 end,
    X243 = X242 bxor 74,
    X244 = (X243 band 16#ffffffffffff) + 1708,
    X245 = X244 bor 80,
    X246 = X245 + 86,
    X247 = if X246 > 247000 -> X246 - 247; true -> X246 + 247 end,
    X248 = X247 * 7,
    X249 = X248 bxor 19,
    X250 = (X249 band 16#ffffffffffff) + 1750,
    X251 = X250 bor 49,
    X252 = X251 + 67,
    X253 = case X252 rem 3 of 0 -> X252 div 3; 1 -> X252 + 253; _ -> -X252 end,
    X254 = X253 * 12,
    X255 = step(X254, 255),
    X256 = (X255 band 16#ffffffffffff) + 1792,
    X257 = X256 bor 90,
    X258 = X257 + 23,
    X259 = X258 - 55,
    X260 = if X259 > 260000 -> X259 - 260; true -> X259 + 260 end,
    X261 = X260 bxor 28,
    X262 = (X261 band 16#ffffffffffff) + 1834,
    X263 = X262 bor 9,
    X264 = case X263 rem 3 of 0 -> X263 div 3; 1 -> X263 + 264; _ -> -X263 end,
    X265 = X264 - 95,
    X266 = X265 * 44,
    X267 = X266 bxor 92,
    X268 = (X267 band 16#ffffffffffff) + 1876,
    X269 = X268 bor 97,
    X270 = X269 + 54,
    X271 = X270 - 13,
    X272 = step(X271, 272),
    X273 = if X272 > 273000 -> X272 - 273; true -> X272 + 273 end,
    X274 = (X273 band 16#ffffffffffff) + 1918,
    X275 = case X274 rem 3 of 0 -> X274 div 3; 1 -> X274 + 275; _ -> -X274 end,
    X276 = X275 + 32,
    X277 = X276 - 3,
    X278 = X277 * 73,
    X279 = X278 bxor 48,
    X280 = (X279 band 16#ffffffffffff) + 1960,
    X281 = X280 bor 4,
    X282 = X281 + 82,
    X283 = X282 - 65,
    X284 = X283 * 50,
    X285 = X284 bxor 37,
    X286 = (X285 band 16#ffffffffffff) + 2002,
    X287 = X286 bor 17,
    X288 = X287 + 10,
    X289 = step(X288, 289),
    X290 = X289 * 2,
    X291 = X290 bxor 1,
    X292 = (X291 band 16#ffffffffffff) + 2044,
    X293 = X292 bor 5,
    X294 = X293 + 10,
    X295 = X294 - 17,
    X296 = X295 * 26,
    X297 = case X296 rem 3 of 0 -> X296 div 3; 1 -> X296 + 297; _ -> -X296 end,
    X298 = (X297 band 16#ffffffffffff) + 2086,
    X299 = if X298 > 299000 -> X298 - 299; true -> X298 + 299 end,
    X300 = X299 + 82,
    X301 = X300 - 4,
    X302 = X301 * 25,
    X303 = X302 bxor 48,
    X304 = (X303 band 16#ffffffffffff) + 2128,
    X305 = X304 bor 3,
    X306 = step(X305, 306),
    X307 = X306 - 63,
    X308 = case X307 rem 3 of 0 -> X307 div 3; 1 -> X307 + 308; _ -> -X307 end,
    X309 = X308 bxor 34,
    X310 = (X309 band 16#ffffffffffff) + 2170,
    X311 = X310 bor 13,
    X312 = if X311 > 312000 -> X311 - 312; true -> X311 + 312 end,
    X313 = X312 - 97,
    X314 = X313 * 45,
    X315 = X314 bxor 92,
    X316 = (X315 band 16#ffffffffffff) + 2212,
    X317 = X316 bor 95,
    X318 = X317 + 51,
    X319 = case X318 rem 3 of 0 -> X318 div 3; 1 -> X318 + 319; _ -> -X318 end,
    X320 = X319 * 66,
    X321 = X320 bxor 28,
    X322 = (X321 band 16#ffffffffffff) + 2254,
    X323 = step(X322, 323),
    X324 = X323 + 23,
    X325 = if X324 > 325000 -> X324 - 325; true -> X324 + 325 end,
    X326 = X325 * 62,
    X327 = X326 bxor 36,
    X328 = (X327 band 16#ffffffffffff) + 2296,
    X329 = X328 bor 87,
    X330 = case X329 rem 3 of 0 -> X329 div 3; 1 -> X329 + 330; _ -> -X329 end,
    X331 = X330 - 49,
    X332 = X331 * 33,
    X333 = X332 bxor 19,
    X334 = (X333 band 16#ffffffffffff) + 2338,
    X335 = X334 bor 94,
    X336 = X335 + 86,
    X337 = X336 - 80,
    X338 = if X337 > 338000 -> X337 - 338; true -> X337 + 338 end,
    X339 = X338 bxor 74,
    X340 = (X339 band 16#ffffffffffff) + 2380,
    X341 = case X340 rem 3 of 0 -> X340 div 3; 1 -> X340 + 341; _ -> -X340 end,
    X342 = X341 + 80,
    X343 = X342 - 86,
    X344 = X343 * 94,
    X345 = X344 bxor 7,
    X346 = (X345 band 16#ffffffffffff) + 2422,
    X347 = X346 bor 33,
    X348 = X347 + 49,
    X349 = X348 - 67,
    X350 = X349 * 87,
    X351 = if X350 > 351000 -> X350 - 351; true -> X350 + 351 end,
    X352 = (X351 band 16#ffffffffffff) + 2464,
    X353 = X352 bor 62,
    X354 = X353 + 90,
    X355 = X354 - 23,
    X356 = X355 * 55,
    X357 = step(X356, 357),
    X358 = (X357 band 16#ffffffffffff) + 2506,
    X359 = X358 bor 66,
    X360 = X359 + 9,
    X361 = X360 - 51,
    X362 = X361 * 95,
    X363 = case X362 rem 3 of 0 -> X362 div 3; 1 -> X362 + 363; _ -> -X362 end,
    X364 = (X363 band 16#ffffffffffff) + 2548,
    X365 = X364 bor 45,
    X366 = X365 + 97,
    X367 = X366 - 54,
    X368 = X367 * 13,
    X369 = X368 bxor 71,
    X370 = (X369 band 16#ffffffffffff) + 2590,
    X371 = X370 bor 96,
    X372 = X371 + 63,
    X373 = X372 - 32,
    X374 = step(X373, 374),
    X375 = X374 bxor 73,
    X376 = (X375 band 16#ffffffffffff) + 2632,
    X377 = if X376 > 377000 -> X376 - 377; true -> X376 + 377 end,
    X378 = X377 + 4,
    X379 = X378 - 82,
    X380 = X379 * 65,
    X381 = X380 bxor 50,
    X382 = (X381 band 16#ffffffffffff) + 2674,
    X383 = X382 bor 26,
    X384 = X383 + 17,
    X385 = case X384 rem 3 of 0 -> X384 div 3; 1 -> X384 + 385; _ -> -X384 end,
    X386 = X385 * 5,
    X387 = X386 bxor 2,
    X388 = (X387 band 16#ffffffffffff) + 2716,
    X389 = X388 bor 2,
    X390 = if X389 > 390000 -> X389 - 390; true -> X389 + 390 end,
    X391 = step(X390, 391),
    X392 = X391 * 17,
    X393 = X392 bxor 26,
    X394 = (X393 band 16#ffffffffffff) + 2758,
    X395 = X394 bor 50,
    X396 = case X395 rem 3 of 0 -> X395 div 3; 1 -> X395 + 396; _ -> -X395 end,
    X397 = X396 - 82,
    X398 = X397 * 4,
    X399 = X398 bxor 25,
    X399.

step(X, N) -> X rem (N + 1000003).

nest(N) ->
    case N > 0 of
        true ->
        case N > 1 of
            true ->
            case N > 2 of
                true ->
                case N > 3 of
                    true ->
                    case N > 4 of
                        true ->
                        case N > 5 of
                            true ->
                            case N > 6 of
                                true ->
                                case N > 7 of
                                    true ->
                                    case N > 8 of
                                        true ->
                                        case N > 9 of
                                            true ->
                                            case N > 10 of
                                                true ->
                                                case N > 11 of
                                                    true ->
                                                case N > 12 of
                                                    true ->
                                                case N > 13 of
                                                    true ->
                                                case N > 14 of
                                                    true ->
                                                case N > 15 of
                                                    true ->
                                                case N > 16 of
                                                    true ->
                                                case N > 17 of
                                                    true ->
                                                case N > 18 of
                                                    true ->
                                                case N > 19 of
                                                    true ->
                                                case N > 20 of
                                                    true ->
                                                case N > 21 of
                                                    true ->
                                                case N > 22 of
                                                    true ->
                                                case N > 23 of
                                                    true ->
                                                case N > 24 of
                                                    true ->
                                                case N > 25 of
                                                    true ->
                                                case N > 26 of
                                                    true ->
                                                case N > 27 of
                                                    true ->
                                                case N > 28 of
                                                    true ->
                                                case N > 29 of
                                                    true ->
                                                case N > 30 of
                                                    true ->
                                                case N > 31 of
                                                    true ->
                                                case N > 32 of
                                                    true ->
                                                case N > 33 of
                                                    true ->
                                                case N > 34 of
                                                    true ->
                                                case N > 35 of
                                                    true ->
                                                case N > 36 of
                                                    true ->
                                                case N > 37 of
                                                    true ->
                                                case N > 38 of
                                                    true ->
                                                case N > 39 of
                                                    true ->
                                                case N > 40 of
                                                    true ->
                                                case N > 41 of
                                                    true ->
                                                case N > 42 of
                                                    true ->
                                                case N > 43 of
                                                    true ->
                                                case N > 44 of
                                                    true ->
                                                case N > 45 of
                                                    true ->
                                                case N > 46 of
                                                    true ->
                                                case N > 47 of
                                                    true ->
                                                case N > 48 of
                                                    true ->
                                                case N > 49 of
                                                    true ->
                                                case N > 50 of
                                                    true ->
                                                case N > 51 of
                                                    true ->
                                                case N > 52 of
                                                    true ->
                                                case N > 53 of
                                                    true ->
                                                case N > 54 of
                                                    true ->
                                                case N > 55 of
                                                    true ->
                                                case N > 56 of
                                                    true ->
                                                case N > 57 of
                                                    true ->
                                                case N > 58 of
                                                    true ->
                                                case N > 59 of
                                                    true ->
                                                N * 1000;
                                                    false -> {59, N}
                                                end;
                                                    false -> {58, N}
                                                end;
                                                    false -> {57, N}
                                                end;
                                                    false -> {56, N}
                                                end;
                                                    false -> {55, N}
                                                end;
                                                    false -> {54, N}
                                                end;
                                                    false -> {53, N}
                                                end;
                                                    false -> {52, N}
                                                end;
                                                    false -> {51, N}
                                                end;
                                                    false -> {50, N}
                                                end;
                                                    false -> {49, N}
                                                end;
                                                    false -> {48, N}
                                                end;
                                                    false -> {47, N}
                                                end;
                                                    false -> {46, N}
                                                end;
                                                    false -> {45, N}
                                                end;
                                                    false -> {44, N}
                                                end;
                                                    false -> {43, N}
                                                end;
                                                    false -> {42, N}
                                                end;
                                                    false -> {41, N}
                                                end;
                                                    false -> {40, N}
                                                end;
                                                    false -> {39, N}
                                                end;
                                                    false -> {38, N}
                                                end;
                                                    false -> {37, N}
                                                end;
                                                    false -> {36, N}
                                                end;
                                                    false -> {35, N}
                                                end;
                                                    false -> {34, N}
                                                end;
                                                    false -> {33, N}
                                                end;
                                                    false -> {32, N}
                                                end;
                                                    false -> {31, N}
                                                end;
                                                    false -> {30, N}
                                                end;
                                                    false -> {29, N}
                                                end;
                                                    false -> {28, N}
                                                end;
                                                    false -> {27, N}
                                                end;
                                                    false -> {26, N}
                                                end;
                                                    false -> {25, N}
                                                end;
                                                    false -> {24, N}
                                                end;
                                                    false -> {23, N}
                                                end;
                                                    false -> {22, N}
                                                end;
                                                    false -> {21, N}
                                                end;
                                                    false -> {20, N}
                                                end;
                                                    false -> {19, N}
                                                end;
                                                    false -> {18, N}
                                                end;
                                                    false -> {17, N}
                                                end;
                                                    false -> {16, N}
                                                end;
                                                    false -> {15, N}
                                                end;
                                                    false -> {14, N}
                                                end;
                                                    false -> {13, N}
                                                end;
                                                    false -> {12, N}
                                                end;
                                                    false -> {11, N}
                                                end;
                                                false -> {10, N}
                                            end;
                                            false -> {9, N}
                                        end;
                                        false -> {8, N}
                                    end;
                                    false -> {7, N}
                                end;
                                false -> {6, N}
                            end;
                            false -> {5, N}
                        end;
                        false -> {4, N}
                    end;
                    false -> {3, N}
                end;
                false -> {2, N}
            end;
            false -> {1, N}
        end;
        false -> {0, N}
    end.
