%% SPDX-License-Identifier: Apache-2.0
%% Selection and comparison instructions with operands of every kind and order: literals first,
%% big numbers in tables, tests of literals, jumps to jumps, fail labels of guard functions.
{module, asm_select}.
{exports, [{main,0},{module_info,0},{module_info,1}]}.
{attributes, []}.
{labels, 60}.


{function, main, 0, 2}.
  {label,1}.
    {line,[{location,"asm_select.S",1}]}.
    {func_info,{atom,asm_select},{atom,main},0}.
  {label,2}.
    {allocate,1,0}.
    {move,{literal,
        [0,1,-1,5,1000000,576460752303423488,18446744073709551616,-18446744073709551616,1.0,2.5,
        a,b,true,[],[x],"str",{},{t},{a,1},<<>>,<<"b">>,<<1:1>>]},
        {y,0}}.
    {jump,{f,3}}.
  {label,3}.
    {jump,{f,4}}.
  {label,4}.
    {test,is_nonempty_list,{f,5},[{y,0}]}.
    {get_list,{y,0},{x,0},{y,0}}.
    {call,1,{f,7}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {jump,{f,3}}.
  {label,5}.
    {move,{atom,done},{x,0}}.
    {call_ext_last,1,{extfunc,erlang,display,1},1}.

{function, row, 1, 7}.
  {label,6}.
    {line,[{location,"asm_select.S",2}]}.
    {func_info,{atom,asm_select},{atom,row},1}.
  {label,7}.
    {allocate,4,1}.
    {init_yregs,{list,[{y,0},{y,1},{y,2}]}}.
    {move,{x,0},{y,3}}.
    {call,1,{f,9}}.
    {move,{x,0},{y,0}}.
    {move,{y,3},{x,0}}.
    {call,1,{f,20}}.
    {move,{x,0},{y,1}}.
    {move,{y,3},{x,0}}.
    {call,1,{f,32}}.
    {test_heap,5,1}.
    {put_tuple2,{x,0},{list,[{y,3},{y,0},{y,1},{x,0}]}}.
    {deallocate,4}.
    return.

{function, select, 1, 9}.
  {label,8}.
    {line,[{location,"asm_select.S",3}]}.
    {func_info,{atom,asm_select},{atom,select},1}.
  {label,9}.
    {select_val,{x,0},{f,10},{list,[{integer,0},{f,11},{integer,5},{f,12},{integer,-1},{f,11},
        {integer,1000000},{f,13}]}}.
  {label,10}.
    {select_val,{x,0},{f,14},{list,[{atom,a},{f,12},{atom,true},{f,13}]}}.
  {label,14}.
    {test,is_tuple,{f,15},[{x,0}]}.
    {select_tuple_arity,{x,0},{f,16},{list,[0,{f,11},1,{f,12}]}}.
  {label,15}.
    {test,is_eq_exact,{f,16},[{x,0},{literal,18446744073709551616}]}.
    {move,{atom,big},{x,0}}.
    return.
  {label,11}.
    {move,{atom,eleven},{x,0}}.
    return.
  {label,12}.
    {move,{atom,twelve},{x,0}}.
    return.
  {label,13}.
    {move,{atom,thirteen},{x,0}}.
    return.
  {label,16}.
    {move,{atom,other},{x,0}}.
    return.

{function, tests, 1, 20}.
  {label,18}.
    {line,[{location,"asm_select.S",4}]}.
    {func_info,{atom,asm_select},{atom,tests},1}.
  {label,20}.
    {move,{integer,0},{x,1}}.
    {test,is_lt,{f,21},[{integer,1},{x,0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,1}],{x,1}}.
  {label,21}.
    {test,is_lt,{f,22},[{x,0},{integer,1}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,2}],{x,1}}.
  {label,22}.
    {test,is_ge,{f,23},[{x,0},{literal,18446744073709551616}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,4}],{x,1}}.
  {label,23}.
    {test,is_ge,{f,24},[{atom,b},{x,0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,8}],{x,1}}.
  {label,24}.
    {test,is_eq,{f,25},[{x,0},{float,1.0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,16}],{x,1}}.
  {label,25}.
    {test,is_ne,{f,26},[{x,0},{integer,1}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,32}],{x,1}}.
  {label,26}.
    {test,is_ne_exact,{f,27},[{x,0},{literal,{a,1}}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,64}],{x,1}}.
  {label,27}.
    {test,is_eq_exact,{f,28},[nil,{x,0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,128}],{x,1}}.
  {label,28}.
    {test,is_list,{f,29},[{x,0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,256}],{x,1}}.
  {label,29}.
    {test,is_number,{f,30},[{x,0}]}.
    {gc_bif,'+',{f,0},2,[{x,1},{integer,512}],{x,1}}.
  {label,30}.
    {move,{x,1},{x,0}}.
    return.

{function, guards, 1, 32}.
  {label,31}.
    {line,[{location,"asm_select.S",5}]}.
    {func_info,{atom,asm_select},{atom,guards},1}.
  {label,32}.
    {gc_bif,length,{f,33},1,[{x,0}],{x,1}}.
    {test,is_lt,{f,33},[{integer,0},{x,1}]}.
    {bif,hd,{f,34},[{x,0}],{x,0}}.
    return.
  {label,33}.
    {bif,element,{f,34},[{integer,1},{x,0}],{x,0}}.
    return.
  {label,34}.
    {gc_bif,'div',{f,35},1,[{integer,100},{x,0}],{x,1}}.
    {gc_bif,'bnot',{f,35},2,[{x,1}],{x,0}}.
    return.
  {label,35}.
    {gc_bif,byte_size,{f,36},1,[{x,0}],{x,0}}.
    return.
  {label,36}.
    {bif,'not',{f,37},[{x,0}],{x,0}}.
    return.
  {label,37}.
    {move,{atom,no_guard_works},{x,0}}.
    return.
{function, module_info, 0, 41}.
  {label,40}.
    {line,[]}.
    {func_info,{atom,asm_select},{atom,module_info},0}.
  {label,41}.
    {move,{atom,asm_select},{x,0}}.
    {call_ext_only,1,{extfunc,erlang,get_module_info,1}}.

{function, module_info, 1, 43}.
  {label,42}.
    {line,[]}.
    {func_info,{atom,asm_select},{atom,module_info},1}.
  {label,43}.
    {move,{x,0},{x,1}}.
    {move,{atom,asm_select},{x,0}}.
    {call_ext_only,2,{extfunc,erlang,get_module_info,2}}.
