/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lattice of the types pass, and what operations and tests do in it. See known.h.
 *
 * INT64_MIN and INT64_MAX as ends of a range mean that there is no end: bignums go beyond.
 */
#include "frontend/ir/known.h"

#include "frontend/ir/bif_table.h"

#include <string.h>

static uint32_t find_atom(const BeamModule *module, const char *text)
{
    uint32_t atom = 0;
    table_find(&module->atom_table, text, strlen(text), &atom);
    return atom;
}

KnownAtoms known_atoms(const BeamModule *module)
{
    return (KnownAtoms){find_atom(module, "true"), find_atom(module, "false")};
}

/* ---- lattice ------------------------------------------------------------------------------- */

Known known_none(void)
{
    return (Known){.fact = fact_none()};
}

Known known_of_fact(IrFact fact)
{
    return (Known){.fact = fact};
}

static Known of_types(uint32_t types)
{
    return known_of_fact(fact_of_types(types));
}

static Known of_range(int64_t min, int64_t max)
{
    return known_of_fact(fact_of_range(min, max));
}

static Known of_bool(uint32_t bits)
{
    return (Known){.fact = {.types = bits}};
}

static Known of_i64(int64_t min, int64_t max)
{
    return (Known){.fact = {.types = FACT_SMALL, .min = min, .max = max}};
}

Known known_any(IrType type)
{
    switch (type) {
    case IR_BOOL:
        return of_bool(KNOWN_TRUE | KNOWN_FALSE);
    case IR_F64:
        return of_bool(1);
    case IR_I64:
        return of_i64(INT64_MIN, INT64_MAX);
    default:
        return known_of_fact(fact_any());
    }
}

bool known_equal(Known a, Known b)
{
    return fact_equal(a.fact, b.fact) && a.atom == b.atom;
}

static bool is_boolean_atom(KnownAtoms atoms, uint32_t atom)
{
    return atom == KNOWN_BOOLEAN ||
           (atom != KNOWN_ANY_ATOM && (atom == atoms.true_atom || atom == atoms.false_atom));
}

Known known_join(KnownAtoms atoms, Known a, Known b)
{
    Known result = {.fact = fact_join(a.fact, b.fact)};
    bool a_atom = fact_may_be(a.fact, FACT_ATOM), b_atom = fact_may_be(b.fact, FACT_ATOM);
    if (!a_atom || !b_atom) {
        result.atom = a_atom ? a.atom : b_atom ? b.atom : KNOWN_ANY_ATOM;
    } else if (a.atom == b.atom) {
        result.atom = a.atom;
    } else if (is_boolean_atom(atoms, a.atom) && is_boolean_atom(atoms, b.atom)) {
        result.atom = KNOWN_BOOLEAN;
    }
    return result;
}

static Known without(Known known, uint32_t types)
{
    known.fact = fact_meet(known.fact, fact_of_types(FACT_ANY & ~types));
    if (!fact_may_be(known.fact, FACT_ATOM)) {
        known.atom = KNOWN_ANY_ATOM;
    }
    return known;
}

Known known_meet(KnownAtoms atoms, Known a, Known b)
{
    Known result = {.fact = fact_meet(a.fact, b.fact)};
    if (!fact_may_be(result.fact, FACT_ATOM)) {
        return result;
    }
    if (a.atom == b.atom || b.atom == KNOWN_ANY_ATOM) {
        result.atom = a.atom;
    } else if (a.atom == KNOWN_ANY_ATOM) {
        result.atom = b.atom;
    } else if (a.atom == KNOWN_BOOLEAN && is_boolean_atom(atoms, b.atom)) {
        result.atom = b.atom;
    } else if (b.atom == KNOWN_BOOLEAN && is_boolean_atom(atoms, a.atom)) {
        result.atom = a.atom;
    } else {
        return without(result, FACT_ATOM);
    }
    return result;
}

static bool is_one_integer(IrFact fact)
{
    return fact.types == FACT_SMALL && fact.min == fact.max;
}

static bool is_one_atom(Known known)
{
    return known.fact.types == FACT_ATOM && known.atom != KNOWN_ANY_ATOM &&
           known.atom != KNOWN_BOOLEAN;
}

bool known_same_constant(Known a, Known b)
{
    if (is_one_integer(a.fact)) {
        return is_one_integer(b.fact) && a.fact.min == b.fact.min;
    }
    if (is_one_atom(a)) {
        return is_one_atom(b) && a.atom == b.atom;
    }
    return a.fact.types == FACT_NIL && b.fact.types == FACT_NIL;
}

/* ---- ranges ---------------------------------------------------------------------------------- */

static bool is_bounded(IrFact fact)
{
    return fact.min != INT64_MIN && fact.max != INT64_MAX;
}

static int64_t add_bound(int64_t a, int64_t b, int64_t none)
{
    int64_t sum;
    return a == none || b == none || __builtin_add_overflow(a, b, &sum) ? none : sum;
}

static int64_t negate_bound(int64_t a)
{
    return a == INT64_MIN ? INT64_MAX : a == INT64_MAX ? INT64_MIN : -a;
}

static IrFact range_add(IrFact a, IrFact b)
{
    return fact_of_range(add_bound(a.min, b.min, INT64_MIN), add_bound(a.max, b.max, INT64_MAX));
}

static IrFact range_negate(IrFact a)
{
    return fact_of_range(negate_bound(a.max), negate_bound(a.min));
}

static IrFact range_multiply(IrFact a, IrFact b)
{
    int64_t min = INT64_MAX, max = INT64_MIN;
    const int64_t as[] = {a.min, a.max}, bs[] = {b.min, b.max};
    if (!is_bounded(a) || !is_bounded(b)) {
        bool positive = a.min >= 0 && b.min >= 0;
        return positive ? fact_of_range(0, INT64_MAX) : fact_of_types(FACT_INTEGER);
    }
    for (int i = 0; i < 4; i++) {
        int64_t product;
        if (__builtin_mul_overflow(as[i / 2], bs[i % 2], &product)) {
            return fact_of_types(FACT_INTEGER);
        }
        min = product < min ? product : min;
        max = product > max ? product : max;
    }
    return fact_of_range(min, max);
}

static IrFact range_divide(IrFact a, IrFact b)
{
    if (b.min >= 1) { /* towards zero, and never further from it */
        return fact_of_range(a.min > 0 ? 0 : a.min, a.max < 0 ? 0 : a.max);
    }
    return fact_of_types(FACT_INTEGER);
}

static IrFact range_remainder(IrFact a, IrFact b)
{
    if (!is_bounded(b) || b.min == INT64_MIN + 1) {
        return fact_of_types(FACT_INTEGER);
    }
    int64_t most = (b.max > -b.min ? b.max : -b.min) - 1;
    most = most < 0 ? 0 : most;
    return fact_of_range(a.min >= 0 ? 0 : -most, a.max <= 0 ? 0 : most);
}

/* The least 2^n - 1 that is not below. */
static int64_t mask_above(int64_t value)
{
    return value <= 0 ? 0 : INT64_MAX >> (__builtin_clzll((uint64_t)value) - 1);
}

static IrFact range_bits(IrOp op, IrFact a, IrFact b)
{
    bool bounded = is_bounded(a) && is_bounded(b);
    if (op == IR_BAND && (a.min >= 0 || b.min >= 0)) {
        int64_t max = a.min < 0 ? b.max : b.min < 0 || a.max < b.max ? a.max : b.max;
        return fact_of_range(0, max);
    }
    if (!bounded) {
        return a.min >= 0 && b.min >= 0 ? fact_of_range(0, INT64_MAX) : fact_of_types(FACT_INTEGER);
    }
    int64_t highest = 0;
    const int64_t ends[] = {a.min, a.max, b.min, b.max};
    for (int i = 0; i < 4; i++) {
        int64_t mask = mask_above(ends[i] < 0 ? ~ends[i] : ends[i]);
        highest = mask > highest ? mask : highest;
    }
    return fact_of_range(a.min >= 0 && b.min >= 0 ? 0 : -highest - 1, highest);
}

static IrFact range_shift(IrOp op, IrFact a, IrFact b)
{
    if (!is_bounded(a) || b.min != b.max || b.min < 0 || b.min > 63) {
        return fact_of_types(FACT_INTEGER);
    }
    if (op == IR_BSR) {
        return fact_of_range(a.min >> b.min, a.max >> b.min);
    }
    return b.min > 61 ? fact_of_types(FACT_INTEGER)
                      : range_multiply(a, fact_of_range(INT64_C(1) << b.min, INT64_C(1) << b.min));
}

static IrFact integers_of(Known known)
{
    return fact_meet(known.fact, fact_of_types(FACT_INTEGER));
}

static IrFact range_of(IrOp op, IrFact a, IrFact b)
{
    if (fact_is_none(a) || fact_is_none(b)) {
        return fact_none();
    }
    switch (op) {
    case IR_ADD:
        return range_add(a, b);
    case IR_SUB:
        return range_add(a, range_negate(b));
    case IR_MUL:
        return range_multiply(a, b);
    case IR_DIV:
        return range_divide(a, b);
    case IR_REM:
        return range_remainder(a, b);
    case IR_BSL:
    case IR_BSR:
        return range_shift(op, a, b);
    default:
        return range_bits(op, a, b);
    }
}

/* Operators that take floats as well give one if an operand is one. */
static Known arithmetic(IrOp op, Known a, Known b)
{
    IrFact range = range_of(op, integers_of(a), integers_of(b));
    bool floats = op == IR_ADD || op == IR_SUB || op == IR_MUL;
    if (floats && (fact_may_be(a.fact, FACT_FLOAT) || fact_may_be(b.fact, FACT_FLOAT)) &&
        fact_may_be(a.fact, FACT_NUMBER) && fact_may_be(b.fact, FACT_NUMBER)) {
        range = fact_join(range, fact_of_types(FACT_FLOAT));
    }
    return known_of_fact(range);
}

static Known unary(IrOp op, Known a)
{
    IrFact range = integers_of(a);
    if (!fact_is_none(range)) {
        switch (op) {
        case IR_NEG:
            range = range_negate(range);
            break;
        case IR_BNOT: /* -1 - a */
            range = range_add(range_negate(range), fact_of_range(-1, -1));
            break;
        default:
            break;
        }
    }
    if (op != IR_BNOT && fact_may_be(a.fact, FACT_FLOAT)) {
        range = fact_join(range, fact_of_types(FACT_FLOAT));
    }
    return known_of_fact(range);
}

static Known i64_result(IrOp op, IrFact a, IrFact b)
{
    IrFact result;
    switch (op) {
    case IR_I64_ADD:
        result = range_add(a, b);
        break;
    case IR_I64_SUB:
        result = range_add(a, range_negate(b));
        break;
    case IR_I64_MUL:
        result = range_multiply(a, b);
        break;
    case IR_I64_SHR:
        result = range_shift(IR_BSR, a, b);
        break;
    case IR_I64_SHL:
        result = range_shift(IR_BSL, a, b);
        break;
    case IR_I64_AND:
        result = range_bits(IR_BAND, a, b);
        break;
    default:
        result = range_bits(IR_BOR, a, b);
        break;
    }
    /* Beyond 64 bits they wrap around. */
    return is_bounded(result) ? of_i64(result.min, result.max) : known_any(IR_I64);
}

/* ---- tests
 * ---------------------------------------------------------------------------------------- */

static Known by_types(Known known, uint32_t types)
{
    uint32_t result = 0;
    if (fact_may_be(known.fact, types)) {
        result |= KNOWN_TRUE;
    }
    if (!fact_is(known.fact, types)) {
        result |= KNOWN_FALSE;
    }
    return of_bool(result);
}

static bool is_integer(Known known)
{
    return fact_is(known.fact, FACT_INTEGER);
}

/* Can two terms be equal? For ==, integers and floats may be. */
static bool may_be_equal(KnownAtoms atoms, IrOp op, Known a, Known b)
{
    if (op == IR_EQUAL && fact_may_be(a.fact, FACT_NUMBER) && fact_may_be(b.fact, FACT_NUMBER) &&
        !(is_integer(a) && is_integer(b))) {
        return true;
    }
    return !fact_is_none(known_meet(atoms, a, b).fact);
}

static Known test_equal(KnownAtoms atoms, IrOp op, Known a, Known b)
{
    if (known_same_constant(a, b)) {
        return of_bool(KNOWN_TRUE);
    }
    return of_bool(may_be_equal(atoms, op, a, b) ? KNOWN_TRUE | KNOWN_FALSE : KNOWN_FALSE);
}

static Known test_range_less(IrFact a, IrFact b)
{
    if (a.max < b.min) {
        return of_bool(KNOWN_TRUE);
    }
    /* An end that stands for "no end" is not one. */
    return of_bool(a.min >= b.max && b.max != INT64_MAX && a.min != INT64_MIN
                       ? KNOWN_FALSE
                       : KNOWN_TRUE | KNOWN_FALSE);
}

static Known test_less(Known a, Known b)
{
    bool integers = is_integer(a) && is_integer(b);
    return integers ? test_range_less(a.fact, b.fact) : known_any(IR_BOOL);
}

static Known test_boolean(KnownAtoms atoms, Known a)
{
    Known by_type = by_types(a, FACT_ATOM);
    if (fact_may_be(a.fact, FACT_ATOM) && !is_boolean_atom(atoms, a.atom)) {
        by_type.fact.types |= KNOWN_FALSE;
    }
    return by_type;
}

static Known test_result(KnownAtoms atoms, const IrInstruction *test, const Known *arguments)
{
    IrFact yes = fact_of_test(test->op, test->imm.i64, true);
    IrFact no = fact_of_test(test->op, test->imm.i64, false);
    switch (test->op) {
    case IR_SAME:
    case IR_EXACT:
    case IR_EQUAL:
        return test_equal(atoms, test->op, arguments[0], arguments[1]);
    case IR_LESS:
        return test_less(arguments[0], arguments[1]);
    case IR_I64_LESS:
        return test_range_less(arguments[0].fact, arguments[1].fact);
    case IR_IS_BOOLEAN:
        return test_boolean(atoms, arguments[0]);
    case IR_NOT: {
        uint32_t bits = arguments[0].fact.types;
        return of_bool((bits & KNOWN_TRUE ? KNOWN_FALSE : 0) |
                       (bits & KNOWN_FALSE ? KNOWN_TRUE : 0));
    }
    default:
        break;
    }
    if (fact_equal(yes, fact_any())) {
        return known_any(IR_BOOL);
    }
    if (!fact_equal(no, fact_any())) {
        return by_types(arguments[0], yes.types);
    }
    return of_bool(fact_may_be(arguments[0].fact, yes.types) ? KNOWN_TRUE | KNOWN_FALSE
                                                             : KNOWN_FALSE);
}

/* What `a` can still be if a < b, or not. Numbers come before all other terms. */
static Known after_less(Known a, IrFact b, bool holds)
{
    if (!fact_is(b, FACT_INTEGER)) {
        return a;
    }
    if (holds) {
        a = without(a, FACT_ANY & ~(uint32_t)FACT_NUMBER);
        if (b.max != INT64_MAX && b.max - 1 < a.fact.max) {
            a.fact = fact_join(fact_meet(a.fact, fact_of_range(INT64_MIN, b.max - 1)),
                               fact_meet(a.fact, fact_of_types(FACT_FLOAT)));
        }
    } else if (b.min != INT64_MIN) {
        a.fact = fact_join(fact_meet(a.fact, fact_of_range(b.min, INT64_MAX)),
                           fact_meet(a.fact, fact_of_types(FACT_ANY & ~(uint32_t)FACT_INTEGER)));
    }
    return a;
}

/* What `b` can still be if a < b, or not. */
static Known after_greater(Known b, IrFact a, bool holds)
{
    if (!fact_is(a, FACT_INTEGER)) {
        return b;
    }
    if (!holds) {
        b = without(b, FACT_ANY & ~(uint32_t)FACT_NUMBER);
        if (a.max != INT64_MAX) {
            b.fact = fact_join(fact_meet(b.fact, fact_of_range(INT64_MIN, a.max)),
                               fact_meet(b.fact, fact_of_types(FACT_FLOAT)));
        }
    } else if (a.min != INT64_MIN) {
        b.fact = fact_join(fact_meet(b.fact, fact_of_range(a.min + 1, INT64_MAX)),
                           fact_meet(b.fact, fact_of_types(FACT_ANY & ~(uint32_t)FACT_INTEGER)));
    }
    return b;
}

static Known after_equal(KnownAtoms atoms, IrOp op, Known a, Known b, bool holds)
{
    if (holds) {
        bool mixed = op == IR_EQUAL && !(is_integer(a) && is_integer(b)) &&
                     fact_may_be(a.fact, FACT_NUMBER) && fact_may_be(b.fact, FACT_NUMBER);
        /* -0.0 and 0.0 are equal, but of floats nothing but the type is known anyway. */
        return mixed ? a : known_meet(atoms, a, b);
    }
    if (b.fact.types == FACT_NIL) {
        return without(a, FACT_NIL);
    }
    if (is_one_atom(b) && fact_may_be(a.fact, FACT_ATOM)) {
        if (a.atom == b.atom) {
            return without(a, FACT_ATOM);
        }
        if (a.atom == KNOWN_BOOLEAN && is_boolean_atom(atoms, b.atom) && atoms.true_atom != 0 &&
            atoms.false_atom != 0) {
            a.atom = b.atom == atoms.true_atom ? atoms.false_atom : atoms.true_atom;
        }
    }
    if (is_one_integer(b.fact) && fact_may_be(a.fact, FACT_INTEGER)) {
        int64_t min = a.fact.min + (a.fact.min == b.fact.min);
        int64_t max = a.fact.max - (a.fact.max == b.fact.min);
        IrFact integers = fact_meet(a.fact, fact_of_range(min, max));
        a.fact = fact_join(integers,
                           fact_meet(a.fact, fact_of_types(FACT_ANY & ~(uint32_t)FACT_INTEGER)));
    }
    return a;
}

Known known_after_test(KnownAtoms atoms, const IrInstruction *test, uint32_t index, bool holds,
                       const Known *arguments)
{
    Known argument = arguments[index];
    switch (test->op) {
    case IR_SAME:
    case IR_EXACT:
    case IR_EQUAL:
        return after_equal(atoms, test->op, argument, arguments[1 - index], holds);
    case IR_LESS:
        return index == 0 ? after_less(argument, arguments[1].fact, holds)
                          : after_greater(argument, arguments[0].fact, holds);
    case IR_IS_BOOLEAN:
        if (holds) {
            Known boolean = of_types(FACT_ATOM);
            boolean.atom = KNOWN_BOOLEAN;
            return known_meet(atoms, argument, boolean);
        }
        return argument;
    default: {
        if (index != 0) {
            return argument;
        }
        Known known = known_of_fact(fact_of_test(test->op, test->imm.i64, holds));
        return known_meet(atoms, argument, known);
    }
    }
}

/* ---- operations
 * -------------------------------------------------------------------------------------- */

/* What native functions return, by name; of the rest nothing is known. */
static Known bif_result(const BifInfo *bif)
{
    static const struct {
        const char *module, *function;
        uint32_t types;
    } table[] = {
        {"erlang", "abs", FACT_NUMBER},
        {"erlang", "atom_to_binary", FACT_BITSTRING},
        {"erlang", "atom_to_list", FACT_LIST},
        {"erlang", "binary_part", FACT_BITSTRING},
        {"erlang", "binary_to_atom", FACT_ATOM},
        {"erlang", "binary_to_integer", FACT_INTEGER},
        {"erlang", "binary_to_list", FACT_LIST},
        {"erlang", "ceil", FACT_INTEGER},
        {"erlang", "float", FACT_FLOAT},
        {"erlang", "floor", FACT_INTEGER},
        {"erlang", "integer_to_binary", FACT_BITSTRING},
        {"erlang", "integer_to_list", FACT_LIST},
        {"erlang", "is_map_key", FACT_ATOM},
        {"erlang", "is_record", FACT_ATOM},
        {"erlang", "iolist_size", FACT_INTEGER},
        {"erlang", "iolist_to_binary", FACT_BITSTRING},
        {"erlang", "list_to_atom", FACT_ATOM},
        {"erlang", "list_to_binary", FACT_BITSTRING},
        {"erlang", "list_to_integer", FACT_INTEGER},
        {"erlang", "list_to_tuple", FACT_TUPLE},
        {"erlang", "make_ref", FACT_REF},
        {"erlang", "make_tuple", FACT_TUPLE},
        {"erlang", "map_size", FACT_SMALL},
        {"erlang", "monotonic_time", FACT_INTEGER},
        {"erlang", "node", FACT_ATOM},
        {"erlang", "round", FACT_INTEGER},
        {"erlang", "self", FACT_PID},
        {"erlang", "setelement", FACT_TUPLE},
        {"erlang", "split_binary", FACT_TUPLE},
        {"erlang", "system_time", FACT_INTEGER},
        {"erlang", "trunc", FACT_INTEGER},
        {"erlang", "tuple_to_list", FACT_LIST},
        {"maps", "put", FACT_MAP},
        {"maps", "remove", FACT_MAP},
    };
    if (strcmp(bif->module, "math") == 0) {
        return of_types(FACT_FLOAT);
    }
    if (strcmp(bif->module, "erlang") == 0 && bif->arity == 1 &&
        (strcmp(bif->function, "length") == 0 || strcmp(bif->function, "size") == 0)) {
        return of_range(0, IR_SMALL_MAX);
    }
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].function, bif->function) == 0 &&
            strcmp(table[i].module, bif->module) == 0) {
            return of_types(table[i].types);
        }
    }
    return known_any(IR_TERM);
}

static Known of_bits(int64_t bits, int64_t flags)
{
    if (bits < 0 || bits > 62) {
        return of_types(FACT_INTEGER);
    }
    if ((flags & BS_SIGNED) != 0) {
        int64_t half = bits == 0 ? 0 : INT64_C(1) << (bits - 1);
        return of_range(-half, half == 0 ? 0 : half - 1);
    }
    return of_range(0, (INT64_C(1) << bits) - 1);
}

static Known bits_result(const IrInstruction *instruction, const Known *arguments)
{
    IrFact size = arguments[1].fact, unit = arguments[2].fact;
    int64_t bits;
    if (!is_one_integer(size) || !is_one_integer(unit) ||
        __builtin_mul_overflow(size.min, unit.min, &bits)) {
        return of_types(FACT_INTEGER);
    }
    return of_bits(bits, instruction->imm.i64);
}

static Known constant_result(const IrFunction *function, const IrInstruction *instruction)
{
    switch (instruction->imm.constant.kind) {
    case IR_CONST_ATOM: {
        Known known = of_types(FACT_ATOM);
        known.atom = instruction->imm.constant.atom;
        return known;
    }
    case IR_CONST_SMALL:
        return of_range(instruction->imm.constant.small, instruction->imm.constant.small);
    case IR_CONST_NIL:
        break;
    }
    (void)function;
    return of_types(FACT_NIL);
}

static Known bool_term(KnownAtoms atoms, Known argument)
{
    Known known = of_types(FACT_ATOM);
    known.atom = KNOWN_BOOLEAN;
    if (argument.fact.types == KNOWN_TRUE && atoms.true_atom != 0) {
        known.atom = atoms.true_atom;
    } else if (argument.fact.types == KNOWN_FALSE && atoms.false_atom != 0) {
        known.atom = atoms.false_atom;
    }
    return known;
}

static Known term_result(const IrFunction *function, KnownAtoms atoms,
                         const IrInstruction *instruction, const Known *arguments)
{
    switch (instruction->op) {
    case IR_CONST:
        return constant_result(function, instruction);
    case IR_LITERAL:
        return known_of_fact(
            fact_of_literal(function->module->literal_pool.nodes[instruction->imm.i64]));
    case IR_TUPLE:
        return known_of_fact(fact_of_tuple(instruction->argument_count));
    case IR_UPDATE_RECORD:
        return known_of_fact(fact_of_tuple((uint32_t)instruction->imm.i64));
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_DIV:
    case IR_REM:
    case IR_BAND:
    case IR_BOR:
    case IR_BXOR:
    case IR_BSL:
    case IR_BSR:
        return arithmetic(instruction->op, arguments[0], arguments[1]);
    case IR_NEG:
    case IR_PLUS:
    case IR_BNOT:
        return unary(instruction->op, arguments[0]);
    case IR_BIF_TUPLE_SIZE:
        return of_range(arguments[0].fact.tuple_arity_min, (1 << 24) - 1);
    case IR_BS_GET_INTEGER:
        return bits_result(instruction, arguments);
    case IR_BS_READ:
        return of_bits(instruction->imm.i64 >> 8, instruction->imm.i64 & 0xff);
    case IR_TAG_SMALL:
        return of_range(arguments[0].fact.min < IR_SMALL_MIN ? IR_SMALL_MIN : arguments[0].fact.min,
                        arguments[0].fact.max > IR_SMALL_MAX ? IR_SMALL_MAX
                                                             : arguments[0].fact.max);
    case IR_BOOL_TERM:
        return bool_term(atoms, arguments[0]);
    case IR_BIF_NOT:
    case IR_BIF_AND:
    case IR_BIF_OR:
    case IR_BIF_XOR:
    case IR_BIF_IS_MAP_KEY: {
        Known known = of_types(FACT_ATOM);
        known.atom = KNOWN_BOOLEAN;
        return known;
    }
    case IR_BIF:
        return bif_result(instruction->imm.bif);
    case IR_REFINE:
        return arguments[0];
    default:
        return known_of_fact(fact_of_op(instruction->op));
    }
}

Known known_result(const IrFunction *function, KnownAtoms atoms, const IrInstruction *instruction,
                   uint32_t index, const Known *arguments)
{
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        bool is_needed = instruction->op != IR_GC || i == index;
        if (is_needed && fact_is_none(arguments[i].fact)) {
            return known_none();
        }
    }
    switch (ir_op_info[instruction->op].result) {
    case IR_MANY:
        return arguments[index];
    case IR_BOOL:
        return test_result(atoms, instruction, arguments);
    case IR_F64:
        return known_any(IR_F64);
    case IR_I64:
        if (instruction->op == IR_CONST_I64) {
            return of_i64(instruction->imm.i64, instruction->imm.i64);
        }
        if (instruction->op == IR_UNTAG_SMALL) {
            IrFact small = fact_meet(arguments[0].fact, fact_of_types(FACT_SMALL));
            return fact_is_none(small) ? known_none() : of_i64(small.min, small.max);
        }
        return i64_result(instruction->op, arguments[0].fact, arguments[1].fact);
    default:
        return term_result(function, atoms, instruction, arguments);
    }
}

/* ---- success
 * -------------------------------------------------------------------------------------------- */

static uint32_t accepted_types(const IrInstruction *instruction, uint32_t index)
{
    switch (instruction->op) {
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_FDIV:
    case IR_NEG:
    case IR_PLUS:
    case IR_TO_F64:
        return FACT_NUMBER;
    case IR_DIV:
    case IR_REM:
    case IR_BAND:
    case IR_BOR:
    case IR_BXOR:
    case IR_BNOT:
    case IR_BSL:
    case IR_BSR:
        return FACT_INTEGER;
    case IR_BIF_ELEMENT:
        return index == 0 ? FACT_SMALL : FACT_TUPLE;
    case IR_BIF_HD:
    case IR_BIF_TL:
        return FACT_CONS;
    case IR_BIF_TUPLE_SIZE:
        return FACT_TUPLE;
    case IR_BIF_BYTE_SIZE:
    case IR_BIF_BIT_SIZE:
        return FACT_BITSTRING | FACT_MATCH;
    case IR_BIF_MAP_SIZE:
        return FACT_MAP;
    case IR_BIF_MAP_GET:
    case IR_BIF_IS_MAP_KEY:
        return index == 1 ? FACT_MAP : FACT_ANY;
    case IR_BIF_NOT:
    case IR_BIF_AND:
    case IR_BIF_OR:
    case IR_BIF_XOR:
        return FACT_ATOM;
    case IR_MAP_PUT_ASSOC:
    case IR_MAP_PUT_EXACT:
        return index == 0 ? FACT_MAP : FACT_ANY;
    case IR_BS_START:
        return FACT_BITSTRING | FACT_MATCH;
    case IR_BIF:
        return strcmp(instruction->imm.bif->function, "length") == 0 &&
                       strcmp(instruction->imm.bif->module, "erlang") == 0
                   ? FACT_LIST
                   : FACT_ANY;
    default:
        return FACT_ANY;
    }
}

Known known_after_success(const IrInstruction *instruction, uint32_t index, Known argument)
{
    return without(argument, FACT_ANY & ~accepted_types(instruction, index));
}

bool known_succeeds(const IrInstruction *instruction, const Known *arguments)
{
    switch (instruction->op) {
    case IR_DIV:
    case IR_REM:
        if (fact_may_be(arguments[1].fact, FACT_INTEGER) && arguments[1].fact.min <= 0 &&
            arguments[1].fact.max >= 0) {
            return false;
        }
        break;
    case IR_BIF_ELEMENT:
        if (arguments[0].fact.min < 1 ||
            arguments[0].fact.max > arguments[1].fact.tuple_arity_min) {
            return false;
        }
        break;
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_NEG:
    case IR_PLUS:
    case IR_BAND:
    case IR_BOR:
    case IR_BXOR:
    case IR_BNOT:
        break;
    case IR_BSR:
        if (arguments[1].fact.min < 0) {
            return false; /* shifts to the left, perhaps too far */
        }
        break;
    case IR_BIF_HD:
    case IR_BIF_TL:
    case IR_BIF_TUPLE_SIZE:
    case IR_BIF_MAP_SIZE:
    case IR_BIF_IS_MAP_KEY:
    case IR_MAP_PUT_ASSOC:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            if (!fact_is(arguments[i].fact, accepted_types(instruction, i))) {
                return false;
            }
        }
        return true;
    default:
        return false;
    }
    /* Bignums can grow beyond the limit, floats can overflow; what smalls give always exists. */
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        uint32_t accepted = instruction->op == IR_BIF_ELEMENT && i == 1 ? FACT_TUPLE : FACT_SMALL;
        if (!fact_is(arguments[i].fact, accepted)) {
            return false;
        }
    }
    return true;
}
