%% SPDX-License-Identifier: Apache-2.0
%% Instructions that loaders accept but no compiler of these days writes: frames set to zero,
%% init, checks of float errors, receive marks of before OTP 24, binaries built in steps.
{module, asm_old}.
{exports, [{main,0},{module_info,0},{module_info,1}]}.
{attributes, []}.
{labels, 60}.

{function, main, 0, 2}.
  {label,1}.
    {line,[{location,"asm_old.S",1}]}.
    {func_info,{atom,asm_old},{atom,main},0}.
  {label,2}.
    {allocate_zero,2,0}.
    {move,{integer,5},{x,0}}.
    {call,1,{f,4}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{integer,7},{x,0}}.
    {call,1,{f,6}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{float,1.5},{x,0}}.
    {move,{integer,3},{x,1}}.
    {call,2,{f,8}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {'catch',{y,0},{f,10}}.
    {move,{float,1.0e308},{x,0}}.
    {move,{float,1.0e308},{x,1}}.
    {call,2,{f,8}}.
  {label,10}.
    {catch_end,{y,0}}.
    {call,1,{f,30}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {'catch',{y,0},{f,11}}.
    {move,{atom,a},{x,0}}.
    {move,{integer,1},{x,1}}.
    {call,2,{f,8}}.
  {label,11}.
    {catch_end,{y,0}}.
    {call,1,{f,30}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {call,0,{f,13}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{integer,258},{x,0}}.
    {move,{literal,<<"xyz">>},{x,1}}.
    {call,2,{f,20}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{integer,9},{x,0}}.
    {move,{integer,5},{x,1}}.
    {call,2,{f,22}}.
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{atom,finished},{x,0}}.
    {call_ext_last,1,{extfunc,erlang,display,1},2}.

%% Two slots set to nothing, one by one.
{function, frames, 1, 4}.
  {label,3}.
    {line,[{location,"asm_old.S",2}]}.
    {func_info,{atom,asm_old},{atom,frames},1}.
  {label,4}.
    {allocate,3,1}.
    {init,{y,0}}.
    {init,{y,1}}.
    {move,{x,0},{y,2}}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {move,{x,0},{y,0}}.
    {test_heap,{alloc,[{words,4},{floats,0}]},0}.
    {put_tuple2,{x,0},{list,[{y,0},{y,2},{y,2}]}}.
    {deallocate,3}.
    return.

%% A frame set to zero together with a heap reservation.
{function, heap_frame, 1, 6}.
  {label,5}.
    {line,[{location,"asm_old.S",3}]}.
    {func_info,{atom,asm_old},{atom,heap_frame},1}.
  {label,6}.
    {allocate_heap_zero,2,4,1}.
    {put_list,{x,0},nil,{x,1}}.
    {put_list,{x,0},{x,1},{y,1}}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {move,{y,1},{x,0}}.
    {deallocate,2}.
    return.

%% Float registers with explicit clearing and checking.
{function, floats, 2, 8}.
  {label,7}.
    {line,[{location,"asm_old.S",4}]}.
    {func_info,{atom,asm_old},{atom,floats},2}.
  {label,8}.
    {line,[{location,"asm_old.S",5}]}.
    {fconv,{x,0},{fr,0}}.
    {line,[{location,"asm_old.S",6}]}.
    {fconv,{x,1},{fr,1}}.
    fclearerror.
    {line,[{location,"asm_old.S",7}]}.
    {bif,fadd,{f,0},[{fr,0},{fr,1}],{fr,2}}.
    {line,[{location,"asm_old.S",8}]}.
    {bif,fmul,{f,0},[{fr,2},{fr,1}],{fr,3}}.
    {line,[{location,"asm_old.S",9}]}.
    {bif,fnegate,{f,0},[{fr,3}],{fr,3}}.
    {line,[{location,"asm_old.S",10}]}.
    {fcheckerror,{f,0}}.
    {test_heap,{alloc,[{words,3},{floats,2}]},0}.
    {fmove,{fr,2},{x,0}}.
    {fmove,{fr,3},{x,1}}.
    {put_tuple2,{x,0},{list,[{x,0},{x,1}]}}.
    return.

%% receive with the marks that were used before OTP 24.
{function, receiving, 0, 13}.
  {label,12}.
    {line,[{location,"asm_old.S",11}]}.
    {func_info,{atom,asm_old},{atom,receiving},0}.
  {label,13}.
    {allocate,1,0}.
    {init,{y,0}}.
    {bif,self,{f,0},[],{x,0}}.
    {move,{atom,before},{x,1}}.
    send.
    {recv_mark,{f,14}}.
    {call_ext,0,{extfunc,erlang,make_ref,0}}.
    {move,{x,0},{y,0}}.
    {test_heap,3,1}.
    {put_tuple2,{x,1},{list,[{x,0},{atom,answer}]}}.
    {bif,self,{f,0},[],{x,0}}.
    send.
    {recv_set,{f,14}}.
  {label,14}.
    {loop_rec,{f,16},{x,0}}.
    {test,is_tuple,{f,15},[{x,0}]}.
    {test,test_arity,{f,15},[{x,0},2]}.
    {get_tuple_element,{x,0},0,{x,1}}.
    {test,is_eq_exact,{f,15},[{x,1},{y,0}]}.
    {get_tuple_element,{x,0},1,{x,0}}.
    remove_message.
    {move,{x,0},{y,0}}.
    {jump,{f,17}}.
  {label,15}.
    {loop_rec_end,{f,14}}.
  {label,16}.
    {wait,{f,14}}.
  {label,17}.
    {loop_rec,{f,19},{x,0}}.
    remove_message.
    {test_heap,3,1}.
    {put_tuple2,{x,0},{list,[{y,0},{x,0}]}}.
    {deallocate,1}.
    return.
  {label,19}.
    timeout.
    {move,{atom,nothing},{x,0}}.
    {deallocate,1}.
    return.

%% A binary of fixed and computed size, in steps.
{function, build, 2, 20}.
  {label,18}.
    {line,[{location,"asm_old.S",12}]}.
    {func_info,{atom,asm_old},{atom,build},2}.
  {label,20}.
    {allocate,0,2}.
    {gc_bif,byte_size,{f,0},2,[{x,1}],{x,2}}.
    {bs_add,{f,0},[{x,2},{integer,5},1],{x,2}}.
    {bs_init2,{f,0},{x,2},0,2,{field_flags,[]},{x,3}}.
    {bs_put_integer,{f,0},{integer,16},1,{field_flags,[unsigned,little]},{x,0}}.
    {bs_put_string,3,{string,<<"abc">>}}.
    {bs_put_binary,{f,0},{atom,all},8,{field_flags,[unsigned,big]},{x,1}}.
    {move,{x,3},{x,0}}.
    {deallocate,0}.
    return.

%% Bits, utf8 sizes, floats.
{function, bits, 2, 22}.
  {label,21}.
    {line,[{location,"asm_old.S",13}]}.
    {func_info,{atom,asm_old},{atom,bits},2}.
  {label,22}.
    {allocate,0,2}.
    {bs_utf8_size,{f,0},{integer,8364},{x,2}}.
    {bs_add,{f,0},[{integer,0},{x,2},8],{x,2}}.
    {bs_add,{f,0},[{x,2},{x,1},1],{x,2}}.
    {bs_add,{f,0},[{x,2},{integer,64},1],{x,2}}.
    {bs_init_bits,{f,0},{x,2},0,2,{field_flags,[]},{x,3}}.
    {bs_put_utf8,{f,0},{field_flags,[unsigned,big]},{integer,8364}}.
    {bs_put_integer,{f,0},{x,1},1,{field_flags,[unsigned,big]},{x,0}}.
    {bs_put_float,{f,0},{integer,64},1,{field_flags,[unsigned,big]},{float,2.5}}.
    {move,{x,3},{x,0}}.
    {deallocate,0}.
    return.

%% What a catch gave, without the stack trace.
{function, strip, 1, 30}.
  {label,29}.
    {line,[{location,"asm_old.S",14}]}.
    {func_info,{atom,asm_old},{atom,strip},1}.
  {label,30}.
    {test,is_tagged_tuple,{f,31},[{x,0},2,{atom,'EXIT'}]}.
    {get_tuple_element,{x,0},1,{x,0}}.
    {test,is_tuple,{f,31},[{x,0}]}.
    {test,test_arity,{f,31},[{x,0},2]}.
    {get_tuple_element,{x,0},0,{x,1}}.
    {get_tuple_element,{x,0},1,{x,0}}.
    {bif,hd,{f,0},[{x,0}],{x,0}}.
    {test_heap,3,2}.
    {put_tuple2,{x,0},{list,[{x,1},{x,0}]}}.
    return.
  {label,31}.
    return.

{function, module_info, 0, 51}.
  {label,50}.
    {line,[]}.
    {func_info,{atom,asm_old},{atom,module_info},0}.
  {label,51}.
    {move,{atom,asm_old},{x,0}}.
    {call_ext_only,1,{extfunc,erlang,get_module_info,1}}.

{function, module_info, 1, 53}.
  {label,52}.
    {line,[]}.
    {func_info,{atom,asm_old},{atom,module_info},1}.
  {label,53}.
    {move,{x,0},{x,1}}.
    {move,{atom,asm_old},{x,0}}.
    {call_ext_only,2,{extfunc,erlang,get_module_info,2}}.
