/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lattice of facts, and what literals, types of the Type chunk and operations say. See facts.h.
 */
#include "frontend/ir/facts.h"

#include <string.h>

/* Make range and types agree. */
static IrFact fact_normal(IrFact fact)
{
    if ((fact.types & FACT_TUPLE) == 0) {
        fact.tuple_arity_min = 0;
    }
    if ((fact.types & FACT_BIG) == 0) {
        fact.min = fact.min < IR_SMALL_MIN ? IR_SMALL_MIN : fact.min;
        fact.max = fact.max > IR_SMALL_MAX ? IR_SMALL_MAX : fact.max;
    }
    if (fact.min >= IR_SMALL_MIN && fact.max <= IR_SMALL_MAX) {
        fact.types &= ~(uint32_t)FACT_BIG;
    }
    if (fact.min > fact.max || fact.min > IR_SMALL_MAX || fact.max < IR_SMALL_MIN) {
        fact.types &= ~(uint32_t)FACT_SMALL;
    }
    if (fact.min > fact.max) {
        fact.types &= ~(uint32_t)FACT_BIG;
    }
    if ((fact.types & FACT_INTEGER) == 0) {
        fact.min = fact.max = 0;
    }
    return fact;
}

bool fact_equal(IrFact a, IrFact b)
{
    return a.types == b.types && a.tuple_arity_min == b.tuple_arity_min && a.min == b.min &&
           a.max == b.max;
}

IrFact fact_join(IrFact a, IrFact b)
{
    IrFact fact = {.types = a.types | b.types};
    bool a_tuple = (a.types & FACT_TUPLE) != 0, b_tuple = (b.types & FACT_TUPLE) != 0;
    if (a_tuple && b_tuple) {
        fact.tuple_arity_min =
            a.tuple_arity_min < b.tuple_arity_min ? a.tuple_arity_min : b.tuple_arity_min;
    } else {
        fact.tuple_arity_min = a_tuple ? a.tuple_arity_min : b.tuple_arity_min;
    }
    bool a_integer = (a.types & FACT_INTEGER) != 0, b_integer = (b.types & FACT_INTEGER) != 0;
    if (a_integer && b_integer) {
        fact.min = a.min < b.min ? a.min : b.min;
        fact.max = a.max > b.max ? a.max : b.max;
    } else {
        fact.min = a_integer ? a.min : b.min;
        fact.max = a_integer ? a.max : b.max;
    }
    return fact;
}

IrFact fact_meet(IrFact a, IrFact b)
{
    return fact_normal((IrFact){
        .types = a.types & b.types,
        .tuple_arity_min =
            a.tuple_arity_min > b.tuple_arity_min ? a.tuple_arity_min : b.tuple_arity_min,
        .min = a.min > b.min ? a.min : b.min,
        .max = a.max < b.max ? a.max : b.max,
    });
}

IrFact fact_of_types(uint32_t types)
{
    return fact_normal((IrFact){.types = types, .min = INT64_MIN, .max = INT64_MAX});
}

IrFact fact_of_range(int64_t min, int64_t max)
{
    return fact_normal((IrFact){.types = FACT_INTEGER, .min = min, .max = max});
}

IrFact fact_of_tuple(uint32_t arity_min)
{
    return (IrFact){.types = FACT_TUPLE, .tuple_arity_min = arity_min};
}

IrFact fact_of_literal(const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        return fact_of_types(FACT_NIL);
    case LITERAL_ATOM:
        return fact_of_types(FACT_ATOM);
    case LITERAL_INTEGER:
        /* The ends of int64 would mean "no limit". */
        if (literal->as.integer == INT64_MIN || literal->as.integer == INT64_MAX) {
            return fact_of_types(FACT_BIG);
        }
        return fact_of_range(literal->as.integer, literal->as.integer);
    case LITERAL_BIGINT:
        return fact_of_types(FACT_BIG);
    case LITERAL_FLOAT:
        return fact_of_types(FACT_FLOAT);
    case LITERAL_STRING:
    case LITERAL_LIST:
        return fact_of_types(FACT_CONS);
    case LITERAL_TUPLE:
        return fact_of_tuple(literal->as.tuple.count);
    case LITERAL_MAP:
        return fact_of_types(FACT_MAP);
    case LITERAL_BINARY:
    case LITERAL_BITSTRING:
        return fact_of_types(FACT_BITSTRING);
    case LITERAL_EXPORT:
        return fact_of_types(FACT_FUN);
    }
    return fact_any();
}

IrFact fact_of_beam_type(const BeamType *type)
{
    static const struct {
        uint16_t beam;
        uint16_t fact;
    } table[] = {
        {BEAM_TYPE_ATOM, FACT_ATOM},     {BEAM_TYPE_BITSTRING, FACT_BITSTRING | FACT_MATCH},
        {BEAM_TYPE_CONS, FACT_CONS},     {BEAM_TYPE_FLOAT, FACT_FLOAT},
        {BEAM_TYPE_FUN, FACT_FUN},       {BEAM_TYPE_INTEGER, FACT_INTEGER},
        {BEAM_TYPE_MAP, FACT_MAP},       {BEAM_TYPE_NIL, FACT_NIL},
        {BEAM_TYPE_PID, FACT_PID},       {BEAM_TYPE_PORT, FACT_PORT},
        {BEAM_TYPE_REFERENCE, FACT_REF}, {BEAM_TYPE_TUPLE, FACT_TUPLE},
        {BEAM_TYPE_CONTEXT, FACT_MATCH},
    };
    if ((type->mask & BEAM_TYPE_ANY) == BEAM_TYPE_ANY) {
        return fact_any();
    }
    IrFact fact = {.min = INT64_MIN, .max = INT64_MAX};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if ((type->mask & table[i].beam) != 0) {
            fact.types |= table[i].fact;
        }
    }
    /* A range may be one of floats as well; it then says the same of the integers. */
    fact.min = type->has_min ? type->min : INT64_MIN;
    fact.max = type->has_max ? type->max : INT64_MAX;
    return fact_normal(fact);
}

IrFact fact_of_op(IrOp op)
{
    switch (op) {
    case IR_CONS:
        return fact_of_types(FACT_CONS);
    case IR_TUPLE:
    case IR_UPDATE_RECORD:
        return fact_of_tuple(0);
    case IR_MAKE_FUN:
    case IR_EXPORT_FUN:
        return fact_of_types(FACT_FUN);
    case IR_BOX_FLOAT:
    case IR_FLOAT_TERM:
    case IR_FDIV:
    case IR_BS_GET_FLOAT:
        return fact_of_types(FACT_FLOAT);
    case IR_TAG_SMALL:
    case IR_BS_POSITION:
        return fact_of_types(FACT_SMALL);
    case IR_BOOL_TERM:
    case IR_BIF_NOT:
    case IR_BIF_AND:
    case IR_BIF_OR:
    case IR_BIF_XOR:
    case IR_BIF_IS_MAP_KEY:
        return fact_of_types(FACT_ATOM);
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_NEG:
    case IR_PLUS:
        return fact_of_types(FACT_NUMBER);
    case IR_DIV:
    case IR_REM:
    case IR_BAND:
    case IR_BOR:
    case IR_BXOR:
    case IR_BNOT:
    case IR_BSL:
    case IR_BSR:
    case IR_BS_GET_INTEGER:
        return fact_of_types(FACT_INTEGER);
    case IR_BIF_TUPLE_SIZE:
        return fact_of_range(0, (1 << 24) - 1);
    case IR_BIF_MAP_SIZE:
    case IR_BIF_BYTE_SIZE:
        return fact_of_range(0, IR_SMALL_MAX);
    case IR_BIF_BIT_SIZE:
        return fact_of_range(0, INT64_MAX);
    case IR_BIF_SELF:
        return fact_of_types(FACT_PID);
    case IR_MAP_PUT_ASSOC:
    case IR_MAP_PUT_EXACT:
        return fact_of_types(FACT_MAP);
    case IR_BS_START:
        return fact_of_types(FACT_MATCH);
    case IR_BS_GET_BINARY:
    case IR_BS_READ_BINARY:
    case IR_BS_GET_TAIL:
    case IR_BS_CREATE:
    case IR_BS_INIT:
    case IR_BS_INIT_APPEND:
    case IR_BS_INIT_PRIVATE_APPEND:
    case IR_BS_INIT_WRITABLE:
        return fact_of_types(FACT_BITSTRING);
    case IR_BS_READ:
        return fact_of_types(FACT_INTEGER);
    case IR_BS_GET_UTF8:
    case IR_BS_GET_UTF16:
    case IR_BS_GET_UTF32:
        return fact_of_range(0, 0x10ffff);
    case IR_BS_UTF8_SIZE:
    case IR_BS_UTF16_SIZE:
        return fact_of_range(0, 4);
    case IR_BUILD_STACKTRACE:
        return fact_of_types(FACT_LIST);
    default:
        return fact_any();
    }
}

static uint32_t types_of_test(IrOp op)
{
    switch (op) {
    case IR_IS_INTEGER:
        return FACT_INTEGER;
    case IR_IS_SMALL:
        return FACT_SMALL;
    case IR_IS_FLOAT:
        return FACT_FLOAT;
    case IR_IS_NUMBER:
        return FACT_NUMBER;
    case IR_IS_ATOM:
        return FACT_ATOM;
    case IR_IS_PID:
        return FACT_PID;
    case IR_IS_PORT:
        return FACT_PORT;
    case IR_IS_REFERENCE:
        return FACT_REF;
    case IR_IS_NIL:
        return FACT_NIL;
    case IR_IS_CONS:
        return FACT_CONS;
    case IR_IS_LIST:
        return FACT_LIST;
    case IR_IS_BITSTRING:
        return FACT_BITSTRING;
    case IR_IS_MAP:
        return FACT_MAP;
    case IR_IS_TUPLE:
        return FACT_TUPLE;
    case IR_IS_FUNCTION:
        return FACT_FUN;
    default:
        return 0;
    }
}

IrFact fact_of_test(IrOp op, int64_t imm, bool holds)
{
    uint32_t types = types_of_test(op);
    if (types != 0) {
        return fact_of_types(holds ? types : FACT_ANY & ~types);
    }
    if (!holds) {
        return fact_any();
    }
    switch (op) {
    case IR_IS_BOOLEAN:
        return fact_of_types(FACT_ATOM);
    case IR_IS_BINARY:
        return fact_of_types(FACT_BITSTRING);
    case IR_IS_FUNCTION_ARITY:
        return fact_of_types(FACT_FUN);
    case IR_IS_ARITY:
    case IR_IS_TUPLE_OF:
    case IR_IS_TAGGED:
        return fact_of_tuple((uint32_t)imm);
    default:
        return fact_any();
    }
}
