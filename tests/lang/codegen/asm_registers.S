%% SPDX-License-Identifier: Apache-2.0
%% X registers up to the last one (1022), a frame of 600 Y registers, swaps, trims, register to
%% register traffic that a compiler would not write.
{module, asm_registers}.
{exports, [{main,0},{module_info,0},{module_info,1}]}.
{attributes, []}.
{labels, 20}.


{function, main, 0, 2}.
  {label,1}.
    {line,[{location,"asm_registers.S",1}]}.
    {func_info,{atom,asm_registers},{atom,main},0}.
  {label,2}.
    {allocate,0,0}.
    {call,0,{f,4}}. % high/0
    {call_ext,1,{extfunc,erlang,display,1}}.
    {call,0,{f,6}}. % frame/0
    {call_ext,1,{extfunc,erlang,display,1}}.
    {call,0,{f,8}}. % shuffle/0
    {call_ext,1,{extfunc,erlang,display,1}}.
    {call,0,{f,10}}. % trims/0
    {call_ext,1,{extfunc,erlang,display,1}}.
    {move,{atom,done},{x,0}}.
    {call_ext_last,1,{extfunc,erlang,display,1},0}.

{function, high, 0, 4}.
  {label,3}.
    {line,[{location,"asm_registers.S",2}]}.
    {func_info,{atom,asm_registers},{atom,high},0}.
  {label,4}.
    {move,{integer,1},{x,0}}.
    {move,{integer,4},{x,1}}.
    {move,{integer,16},{x,5}}.
    {move,{integer,19},{x,6}}.
    {move,{integer,22},{x,7}}.
    {move,{integer,25},{x,8}}.
    {move,{integer,46},{x,15}}.
    {move,{integer,49},{x,16}}.
    {move,{integer,94},{x,31}}.
    {move,{integer,97},{x,32}}.
    {move,{integer,301},{x,100}}.
    {move,{integer,766},{x,255}}.
    {move,{integer,769},{x,256}}.
    {move,{integer,1534},{x,511}}.
    {move,{integer,1537},{x,512}}.
    {move,{integer,3001},{x,1000}}.
    {move,{integer,3064},{x,1021}}.
    {move,{integer,3067},{x,1022}}.
    {swap,{x,1022},{x,0}}.
    {swap,{x,6},{x,512}}.
    {move,{x,1021},{x,2}}.
    {move,{x,1021},{x,3}}.
    {move,{x,1022},{x,4}}.
    {move,{x,1000},{x,9}}.
    {move,{x,512},{x,10}}.
    {move,{x,511},{x,11}}.
    {move,{x,256},{x,12}}.
    {move,{x,255},{x,13}}.
    {move,{x,100},{x,14}}.
    {test_heap,18,17}.
    {put_tuple2,{x,0},{list,[{x,0},{x,1},{x,2},{x,3},{x,4},{x,5},{x,6},{x,7},{x,8},{x,9},{x,10},{x,11},{x,12},{x,13},{x,14},{x,15},{x,16}]}}.
    return.

{function, frame, 0, 6}.
  {label,5}.
    {line,[{location,"asm_registers.S",3}]}.
    {func_info,{atom,asm_registers},{atom,frame},0}.
  {label,6}.
    {allocate,600,0}.
    {init_yregs,{list,[{y,0},{y,1},{y,2},{y,3},{y,4},{y,5},{y,6},{y,7},{y,8},{y,9},{y,10},{y,11},{y,12},{y,13},{y,14},{y,15},{y,16},{y,17},{y,18},{y,19},{y,20},{y,21},{y,22},{y,23},{y,24},{y,25},{y,26},{y,27},{y,28},{y,29},{y,30},{y,31},{y,32},{y,33},{y,34},{y,35},{y,36},{y,37},{y,38},{y,39},{y,40},{y,41},{y,42},{y,43},{y,44},{y,45},{y,46},{y,47},{y,48},{y,49},{y,50},{y,51},{y,52},{y,53},{y,54},{y,55},{y,56},{y,57},{y,58},{y,59},{y,60},{y,61},{y,62},{y,63},{y,64},{y,65},{y,66},{y,67},{y,68},{y,69},{y,70},{y,71},{y,72},{y,73},{y,74},{y,75},{y,76},{y,77},{y,78},{y,79},{y,80},{y,81},{y,82},{y,83},{y,84},{y,85},{y,86},{y,87},{y,88},{y,89},{y,90},{y,91},{y,92},{y,93},{y,94},{y,95},{y,96},{y,97},{y,98},{y,99},{y,100},{y,101},{y,102},{y,103},{y,104},{y,105},{y,106},{y,107},{y,108},{y,109},{y,110},{y,111},{y,112},{y,113},{y,114},{y,115},{y,116},{y,117},{y,118},{y,119},{y,120},{y,121},{y,122},{y,123},{y,124},{y,125},{y,126},{y,127},{y,128},{y,129},{y,130},{y,131},{y,132},{y,133},{y,134},{y,135},{y,136},{y,137},{y,138},{y,139},{y,140},{y,141},{y,142},{y,143},{y,144},{y,145},{y,146},{y,147},{y,148},{y,149},{y,150},{y,151},{y,152},{y,153},{y,154},{y,155},{y,156},{y,157},{y,158},{y,159},{y,160},{y,161},{y,162},{y,163},{y,164},{y,165},{y,166},{y,167},{y,168},{y,169},{y,170},{y,171},{y,172},{y,173},{y,174},{y,175},{y,176},{y,177},{y,178},{y,179},{y,180},{y,181},{y,182},{y,183},{y,184},{y,185},{y,186},{y,187},{y,188},{y,189},{y,190},{y,191},{y,192},{y,193},{y,194},{y,195},{y,196},{y,197},{y,198},{y,199},{y,200},{y,201},{y,202},{y,203},{y,204},{y,205},{y,206},{y,207},{y,208},{y,209},{y,210},{y,211},{y,212},{y,213},{y,214},{y,215},{y,216},{y,217},{y,218},{y,219},{y,220},{y,221},{y,222},{y,223},{y,224},{y,225},{y,226},{y,227},{y,228},{y,229},{y,230},{y,231},{y,232},{y,233},{y,234},{y,235},{y,236},{y,237},{y,238},{y,239},{y,240},{y,241},{y,242},{y,243},{y,244},{y,245},{y,246},{y,247},{y,248},{y,249},{y,250},{y,251},{y,252},{y,253},{y,254},{y,255},{y,256},{y,257},{y,258},{y,259},{y,260},{y,261},{y,262},{y,263},{y,264},{y,265},{y,266},{y,267},{y,268},{y,269},{y,270},{y,271},{y,272},{y,273},{y,274},{y,275},{y,276},{y,277},{y,278},{y,279},{y,280},{y,281},{y,282},{y,283},{y,284},{y,285},{y,286},{y,287},{y,288},{y,289},{y,290},{y,291},{y,292},{y,293},{y,294},{y,295},{y,296},{y,297},{y,298},{y,299},{y,300},{y,301},{y,302},{y,303},{y,304},{y,305},{y,306},{y,307},{y,308},{y,309},{y,310},{y,311},{y,312},{y,313},{y,314},{y,315},{y,316},{y,317},{y,318},{y,319},{y,320},{y,321},{y,322},{y,323},{y,324},{y,325},{y,326},{y,327},{y,328},{y,329},{y,330},{y,331},{y,332},{y,333},{y,334},{y,335},{y,336},{y,337},{y,338},{y,339},{y,340},{y,341},{y,342},{y,343},{y,344},{y,345},{y,346},{y,347},{y,348},{y,349},{y,350},{y,351},{y,352},{y,353},{y,354},{y,355},{y,356},{y,357},{y,358},{y,359},{y,360},{y,361},{y,362},{y,363},{y,364},{y,365},{y,366},{y,367},{y,368},{y,369},{y,370},{y,371},{y,372},{y,373},{y,374},{y,375},{y,376},{y,377},{y,378},{y,379},{y,380},{y,381},{y,382},{y,383},{y,384},{y,385},{y,386},{y,387},{y,388},{y,389},{y,390},{y,391},{y,392},{y,393},{y,394},{y,395},{y,396},{y,397},{y,398},{y,399},{y,400},{y,401},{y,402},{y,403},{y,404},{y,405},{y,406},{y,407},{y,408},{y,409},{y,410},{y,411},{y,412},{y,413},{y,414},{y,415},{y,416},{y,417},{y,418},{y,419},{y,420},{y,421},{y,422},{y,423},{y,424},{y,425},{y,426},{y,427},{y,428},{y,429},{y,430},{y,431},{y,432},{y,433},{y,434},{y,435},{y,436},{y,437},{y,438},{y,439},{y,440},{y,441},{y,442},{y,443},{y,444},{y,445},{y,446},{y,447},{y,448},{y,449},{y,450},{y,451},{y,452},{y,453},{y,454},{y,455},{y,456},{y,457},{y,458},{y,459},{y,460},{y,461},{y,462},{y,463},{y,464},{y,465},{y,466},{y,467},{y,468},{y,469},{y,470},{y,471},{y,472},{y,473},{y,474},{y,475},{y,476},{y,477},{y,478},{y,479},{y,480},{y,481},{y,482},{y,483},{y,484},{y,485},{y,486},{y,487},{y,488},{y,489},{y,490},{y,491},{y,492},{y,493},{y,494},{y,495},{y,496},{y,497},{y,498},{y,499},{y,500},{y,501},{y,502},{y,503},{y,504},{y,505},{y,506},{y,507},{y,508},{y,509},{y,510},{y,511},{y,512},{y,513},{y,514},{y,515},{y,516},{y,517},{y,518},{y,519},{y,520},{y,521},{y,522},{y,523},{y,524},{y,525},{y,526},{y,527},{y,528},{y,529},{y,530},{y,531},{y,532},{y,533},{y,534},{y,535},{y,536},{y,537},{y,538},{y,539},{y,540},{y,541},{y,542},{y,543},{y,544},{y,545},{y,546},{y,547},{y,548},{y,549},{y,550},{y,551},{y,552},{y,553},{y,554},{y,555},{y,556},{y,557},{y,558},{y,559},{y,560},{y,561},{y,562},{y,563},{y,564},{y,565},{y,566},{y,567},{y,568},{y,569},{y,570},{y,571},{y,572},{y,573},{y,574},{y,575},{y,576},{y,577},{y,578},{y,579},{y,580},{y,581},{y,582},{y,583},{y,584},{y,585},{y,586},{y,587},{y,588},{y,589},{y,590},{y,591},{y,592},{y,593},{y,594},{y,595},{y,596},{y,597},{y,598},{y,599}]}}.
    {move,{integer,0},{y,0}}.
    {move,{integer,37},{y,37}}.
    {move,{integer,74},{y,74}}.
    {move,{integer,111},{y,111}}.
    {move,{integer,148},{y,148}}.
    {move,{integer,185},{y,185}}.
    {move,{integer,222},{y,222}}.
    {move,{integer,259},{y,259}}.
    {move,{integer,296},{y,296}}.
    {move,{integer,333},{y,333}}.
    {move,{integer,370},{y,370}}.
    {move,{integer,407},{y,407}}.
    {move,{integer,444},{y,444}}.
    {move,{integer,481},{y,481}}.
    {move,{integer,518},{y,518}}.
    {move,{integer,555},{y,555}}.
    {move,{integer,592},{y,592}}.
    {move,{literal,[a,"list",{tuple}]},{y,599}}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {swap,{y,0},{y,599}}.
    {swap,{y,37},{y,592}}.
    {move,{y,74},{y,75}}.
    {move,{y,75},{x,0}}.
    {swap,{x,0},{y,111}}.
    {move,{x,0},{y,112}}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {test_heap,9,0}.
    {put_tuple2,{x,0},{list,[{y,0},{y,37},{y,75},{y,111},{y,112},{y,555},{y,592},{y,599}]}}.
    {deallocate,600}.
    return.

{function, shuffle, 0, 8}.
  {label,7}.
    {line,[{location,"asm_registers.S",4}]}.
    {func_info,{atom,asm_registers},{atom,shuffle},0}.
  {label,8}.
    {move,{integer,0},{x,0}}.
    {move,{integer,1},{x,1}}.
    {move,{integer,2},{x,2}}.
    {move,{integer,3},{x,3}}.
    {move,{integer,4},{x,4}}.
    {move,{integer,5},{x,5}}.
    {move,{integer,6},{x,6}}.
    {move,{integer,7},{x,7}}.
    {move,{integer,8},{x,8}}.
    {move,{integer,9},{x,9}}.
    {move,{integer,10},{x,10}}.
    {move,{integer,11},{x,11}}.
    {move,{integer,12},{x,12}}.
    {move,{integer,13},{x,13}}.
    {move,{integer,14},{x,14}}.
    {move,{integer,15},{x,15}}.
    {move,{integer,16},{x,16}}.
    {move,{integer,17},{x,17}}.
    {move,{integer,18},{x,18}}.
    {move,{integer,19},{x,19}}.
    {move,{integer,20},{x,20}}.
    {move,{integer,21},{x,21}}.
    {move,{integer,22},{x,22}}.
    {move,{integer,23},{x,23}}.
    {move,{x,19},{x,8}}.
    {move,{x,22},{x,23}}.
    {move,{x,16},{x,0}}.
    {swap,{x,7},{x,20}}.
    {swap,{x,5},{x,3}}.
    {swap,{x,7},{x,12}}.
    {swap,{x,18},{x,7}}.
    {swap,{x,6},{x,13}}.
    {move,{x,12},{x,5}}.
    {move,{x,2},{x,4}}.
    {swap,{x,14},{x,4}}.
    {move,{x,0},{x,6}}.
    {swap,{x,5},{x,9}}.
    {move,{x,6},{x,17}}.
    {swap,{x,20},{x,6}}.
    {move,{x,22},{x,6}}.
    {swap,{x,12},{x,9}}.
    {move,{x,13},{x,5}}.
    {swap,{x,8},{x,2}}.
    {swap,{x,19},{x,18}}.
    {swap,{x,21},{x,22}}.
    {move,{x,9},{x,11}}.
    {swap,{x,15},{x,22}}.
    {swap,{x,15},{x,22}}.
    {move,{x,8},{x,0}}.
    {swap,{x,11},{x,12}}.
    {swap,{x,13},{x,11}}.
    {swap,{x,0},{x,14}}.
    {move,{x,5},{x,19}}.
    {move,{x,6},{x,3}}.
    {swap,{x,14},{x,11}}.
    {move,{x,16},{x,8}}.
    {move,{x,3},{x,18}}.
    {swap,{x,11},{x,9}}.
    {swap,{x,2},{x,6}}.
    {move,{x,19},{x,11}}.
    {move,{x,10},{x,8}}.
    {swap,{x,17},{x,2}}.
    {swap,{x,10},{x,9}}.
    {swap,{x,2},{x,20}}.
    {move,{x,22},{x,9}}.
    {swap,{x,5},{x,23}}.
    {move,{x,19},{x,17}}.
    {move,{x,1},{x,7}}.
    {swap,{x,11},{x,8}}.
    {swap,{x,13},{x,4}}.
    {move,{x,20},{x,1}}.
    {swap,{x,10},{x,6}}.
    {move,{x,23},{x,18}}.
    {swap,{x,20},{x,13}}.
    {swap,{x,13},{x,11}}.
    {swap,{x,13},{x,9}}.
    {move,{x,19},{x,5}}.
    {move,{x,14},{x,15}}.
    {swap,{x,10},{x,15}}.
    {move,{x,15},{x,12}}.
    {move,{x,3},{x,12}}.
    {move,{x,17},{x,5}}.
    {swap,{x,15},{x,10}}.
    {swap,{x,15},{x,8}}.
    {gc_bif,'*',{f,0},24,[{x,23},{x,22}],{x,23}}.
    {gc_bif,'bsl',{f,0},24,[{x,3},{integer,62}],{x,4}}.
    {test_heap,{alloc,[{words,70},{floats,1}]},24}.
    {fconv,{x,5},{fr,0}}.
    {bif,fadd,{f,0},[{fr,0},{fr,0}],{fr,1}}.
    {fmove,{fr,1},{x,6}}.
    {put_list,{x,0},nil,{x,0}}.
    {put_list,{x,1},{x,0},{x,1}}.
    {put_tuple2,{x,0},{list,[{x,0},{x,1},{x,2},{x,3},{x,4},{x,5},{x,6},{x,7},{x,8},{x,9},{x,10},{x,11},{x,12},{x,13},{x,14},{x,15},{x,16},{x,17},{x,18},{x,19},{x,20},{x,21},{x,22},{x,23}]}}.
    return.

{function, trims, 0, 10}.
  {label,9}.
    {line,[{location,"asm_registers.S",5}]}.
    {func_info,{atom,asm_registers},{atom,trims},0}.
  {label,10}.
    {allocate,8,0}.
    {move,{integer,0},{y,0}}.
    {move,{integer,1},{y,1}}.
    {move,{integer,2},{y,2}}.
    {move,{integer,3},{y,3}}.
    {move,{integer,4},{y,4}}.
    {move,{integer,5},{y,5}}.
    {move,{integer,6},{y,6}}.
    {move,{integer,7},{y,7}}.
    {move,{literal,{kept}},{y,7}}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {trim,3,5}.
    {move,{y,0},{x,0}}.
    {call,1,{f,12}}.
    {move,{x,0},{y,0}}.
    {trim,2,3}.
    {call_ext,0,{extfunc,erlang,garbage_collect,0}}.
    {test_heap,5,0}.
    {put_tuple2,{x,0},{list,[{y,0},{y,1},{y,2}]}}.
    {trim,3,0}.
    {deallocate,0}.
    return.

{function, plus, 1, 12}.
  {label,11}.
    {line,[{location,"asm_registers.S",6}]}.
    {func_info,{atom,asm_registers},{atom,plus},1}.
  {label,12}.
    {gc_bif,'+',{f,0},1,[{x,0},{integer,100}],{x,0}}.
    return.
{function, module_info, 0, 14}.
  {label,13}.
    {line,[]}.
    {func_info,{atom,asm_registers},{atom,module_info},0}.
  {label,14}.
    {move,{atom,asm_registers},{x,0}}.
    {call_ext_only,1,{extfunc,erlang,get_module_info,1}}.

{function, module_info, 1, 16}.
  {label,15}.
    {line,[]}.
    {func_info,{atom,asm_registers},{atom,module_info},1}.
  {label,16}.
    {move,{x,0},{x,1}}.
    {move,{atom,asm_registers},{x,0}}.
    {call_ext_only,2,{extfunc,erlang,get_module_info,2}}.
