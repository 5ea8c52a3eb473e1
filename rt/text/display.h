/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms as erlang:display/1 shows them (ERTS's own term printer, not io_lib's).
 *
 *   lists of printable Latin-1 characters   "abc", with \n and \" escaped, bytes as they are
 *   binaries of printable ASCII             <<"abc">>, others <<1,2,5:3>>
 *   atoms                                   quoted when needed, in UTF-8
 *   floats                                  %e with six digits
 *   funs, pids, ports, references           #Fun<m.index.uniq>, <0.1.0>, #Port<0.1>, #Ref<0.1.2.3>
 *
 * No recursion over the term.
 */
#ifndef RT_TEXT_DISPLAY_H
#define RT_TEXT_DISPLAY_H

#include "rt/core/term.h"
#include "rt/text/sink.h"

void display_term(TextSink *sink, Term term);
void display_atom(TextSink *sink, Term atom);
/* A pid, port, reference or fun: also what pid_to_list/1 and so on give. */
void display_identifier(TextSink *sink, Term term);

#endif
