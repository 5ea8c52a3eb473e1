/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The syntax of regular expressions, as OTP 25 takes it: PCRE 8.44's. The library here is PCRE2,
 * which reads a somewhat different language, so an expression is first read by these rules. That
 * finds what is wrong with it, with PCRE 8's words and places, and whether the library would take
 * it differently; only then it is written anew for the library (translate.h).
 *
 * Reading gives a list of nodes in the order of the text. Groups are not nested structures: OPEN,
 * ALTERNATIVE and CLOSE stand in the list and know each other's index. What is no item of its own
 * (comments, white space in extended expressions, \Q, \E, quantifiers) has no node.
 *
 * Nothing here recurses; reading takes time linear in the text, checks as told in check.c. Any
 * thread, no state besides the structure.
 */
#ifndef RT_RE_SYNTAX_H
#define RT_RE_SYNTAX_H

#include <stdbool.h>
#include <stdint.h>

#include "rt/core/term.h"

typedef enum ReErrorKind {
    RE_FINE,
#define RE_ERROR(name, text) RE_##name,
#include "rt/re/errors.def"
#undef RE_ERROR
} ReErrorKind;

const char *re_error_text(ReErrorKind kind);

typedef enum NodeKind {
    NODE_LITERAL,     /* `number` is the character */
    NODE_TYPE,        /* \d and alike, one character */
    NODE_PROPERTY,    /* \p, \P */
    NODE_BYTE,        /* \C */
    NODE_SEQUENCE,    /* \R, \X */
    NODE_CLASS,       /* [ ] */
    NODE_ASSERTION,   /* ^, $, \b and alike */
    NODE_WORD_EDGE,   /* [[:<:]] and [[:>:]] */
    NODE_REFERENCE,   /* back reference: to group `number`, or by `name` */
    NODE_CALL,        /* recursion: of group `number`, 0 the whole, or by `name` */
    NODE_VERB,        /* (*…) */
    NODE_ACCEPT,      /* (*ACCEPT) */
    NODE_FAIL,        /* (?!) */
    NODE_CALLOUT,     /* (?C) */
    NODE_OPTIONS,     /* (?i) */
    NODE_OPEN,        /* a group begins; `link` is its CLOSE */
    NODE_ALTERNATIVE, /* |; `link` is its OPEN, 0 outside groups */
    NODE_CLOSE,       /* `link` is its OPEN; end of the text has none */
} NodeKind;

typedef enum GroupKind {
    GROUP_PLAIN,   /* (?: (?i: (?| */
    GROUP_CAPTURE, /* `number` */
    GROUP_ATOMIC,
    GROUP_LOOKAHEAD,
    GROUP_NOT_LOOKAHEAD,
    GROUP_LOOKBEHIND,
    GROUP_NOT_LOOKBEHIND,
    GROUP_CONDITION,
} GroupKind;

/* What a conditional group asks. */
typedef enum ConditionKind {
    CONDITION_NONE,
    CONDITION_ASSERTION, /* the group that follows */
    CONDITION_GROUP,     /* group `number` or `name` is set */
    CONDITION_IN_NAME,   /* within a call of `name` */
    CONDITION_WORD,      /* (?(word): a name, R and a number, DEFINE; see check.c */
    CONDITION_IN_GROUP,  /* within a call of `number`, 0: of any (from here on: after the checks) */
    CONDITION_DEFINE,
} ConditionKind;

enum { NODE_UNLIMITED = UINT32_MAX };

/* Flags of nodes. */
enum {
    NODE_QUANTIFIED = 1,   /* min, max, suffix count */
    NODE_ATOMIC = 2,       /* OPEN: a capturing group that refers back to itself */
    NODE_RESET = 4,        /* OPEN of (?| */
    NODE_ZERO = 2,         /* OPEN of (?(0), which is an error if nothing before it is */
    NODE_MEASURED = 8,     /* OPEN, ALTERNATIVE: a branch of a lookbehind; `number` is its length */
    NODE_ODD_CLASS = 16,   /* CLASS: the library would take it differently */
    NODE_MOVES_START = 32, /* VERB: (*COMMIT), (*PRUNE), (*SKIP) */
    NODE_ODD_ASSERTION = 32, /* OPEN: a condition with these, or a negative one with groups */
    NODE_MAY_BE_EMPTY = 64,  /* OPEN: what it matches */
    NODE_ALTERNATIVES = 128  /* OPEN: has some */
};

typedef struct Node {
    uint8_t kind, group, condition, flags;
    uint8_t suffix;      /* of the quantifier: 0, '?' or '+' */
    uint8_t set, unset;  /* OPTIONS, OPEN: which change; CLASS: `set` are those in force */
    uint32_t start, end; /* the item in the text, without its quantifier */
    uint32_t min, max;   /* `min` of what ends a branch of a lookbehind: where that begins */
    uint32_t number;
    uint32_t name, name_size; /* place in the text; size 0 unless it goes by name */
    uint32_t link;
} Node;

/* Options that can change within an expression. */
enum {
    RE_CASELESS = 1,
    RE_MULTILINE = 2,
    RE_DOTALL = 4,
    RE_EXTENDED = 8,
    RE_UNGREEDY = 16,
    RE_DUPNAMES = 32,
    RE_EXTRA = 64, /* (?X): unknown escapes are errors */
};

typedef struct Name {
    uint32_t start, size;
    uint32_t number; /* the group's */
    uint32_t rank;   /* place among the different names in order (translate.c) */
    /* Indices + 1. Of the first one of a name: the next one in the hash chain, the last one with
     * the same name; of each: the next one with the same name. */
    uint32_t chain, last, same;
} Name;

/* A group that is open while the expression is read. */
typedef struct Level {
    uint32_t node;
    uint32_t first_groups, most_groups; /* of (?|: counts before it and after its longest branch */
    uint8_t options;                    /* those outside */
} Level;

enum {
    RE_NODES_INSIDE = 48,
    RE_NAMES_INSIDE = 8, /* a power of two */
    RE_NEST_LIMIT = 798, /* so many groups inside each other fit PCRE 8's workspace in ERTS */
};

typedef struct Syntax {
    const uint8_t *text;
    uint32_t size;         /* up to the first zero byte */
    uint32_t body;         /* behind the items like (*UTF) at the start */
    uint32_t options;      /* for the library */
    uint32_t newline, bsr; /* for the library */
    bool has_match_limit, has_depth_limit;
    uint32_t match_limit, depth_limit;

    Node *nodes;
    uint32_t count, room;
    Level *levels; /* [0] stands for the whole expression */
    uint32_t depth, level_room;
    Name *names;
    uint32_t name_count, name_room;
    uint32_t *name_hash;   /* name_room slots: index + 1 */
    uint32_t *number_name; /* by group number: index + 1 */
    uint32_t number_room;
    uint32_t groups;      /* capturing ones; while reading: so far */
    uint32_t *first_open; /* once checked, by group number: the first OPEN with it */

    uint32_t at;       /* while reading */
    uint32_t previous; /* what a quantifier would repeat: a node, or UINT32_MAX */
    uint8_t now;       /* RE_… options in force */
    bool quoted;       /* within \Q … \E */
    bool condition;    /* the next assertion is a condition */

    bool utf;
    bool rewrite; /* has to be written anew for the library */
    bool check;   /* has what check.c is about */
    bool rename;  /* has names that the library does not take */
    bool duplicates;

    ReErrorKind error;
    uint32_t error_at;

    /* For usual expressions: no heap blocks. */
    uint32_t hash_inside[RE_NAMES_INSIDE], number_inside[2 * RE_NAMES_INSIDE];
    Name names_inside[RE_NAMES_INSIDE];
    Node nodes_inside[RE_NODES_INSIDE];
    Level levels_inside[16];
} Syntax;

/* Reads the expression; false: error and error_at tell what is wrong. syntax_stop frees in either
 * case. `options`, `newline` and `bsr` are those given to re:compile, in PCRE2's numbers. */
bool syntax_read(Syntax *syntax, const uint8_t *text, UInt size, uint32_t options, uint32_t newline,
                 uint32_t bsr);
void syntax_stop(Syntax *syntax);

/* ---- for the files that read ----------------------------------------------------------------- */

/* The byte so far from `at`; 0 behind the end. */
static inline uint8_t syntax_byte(const Syntax *syntax, uint32_t place)
{
    return place < syntax->size ? syntax->text[place] : 0;
}
static inline uint8_t syntax_peek(const Syntax *syntax, uint32_t further)
{
    return syntax_byte(syntax, syntax->at + further);
}
bool syntax_begins(const Syntax *syntax, uint32_t place, const char *word);
bool syntax_fail(Syntax *syntax, ReErrorKind error, uint32_t place);
Node *syntax_add(Syntax *syntax, NodeKind kind, uint32_t start, uint32_t end);
/* The character at a place, and the place behind it. */
uint32_t syntax_character(const Syntax *syntax, uint32_t place, uint32_t *behind);
/* Digits from `at` on, to *number; false: failed, for it is too big. */
bool syntax_number(Syntax *syntax, uint32_t *number);
/* Is there a quantifier's inside, as in {2,3}, behind a brace? */
bool syntax_is_count(const Syntax *syntax, uint32_t place);

static inline bool syntax_digit(uint8_t c)
{
    return c - '0' < 10u;
}

/* escape.c: from `at`, a backslash, to the last byte of the escape. A letter stands for what it
 * does, 0 for the character in *value, '1' for a back reference to the group in *value; −1: failed.
 */
int syntax_escape(Syntax *syntax, bool in_class, uint32_t *value);
/* What follows \p; up to its last byte. */
bool syntax_property(Syntax *syntax, bool *is_script);

/* class.c: from `at`, a bracket, to its closing one. With `out`, writes the class as the library
 * reads it; without, notes what is not read the same. */
struct Text;
bool syntax_class(Syntax *syntax, struct Text *out);

/* group.c: from behind an opening parenthesis to the last byte that belongs to it. */
bool syntax_group(Syntax *syntax, uint32_t start);
/* A back reference or call by name that begins at `start`; `at` is before the name. */
bool syntax_by_name(Syntax *syntax, NodeKind kind, uint32_t start, uint8_t terminator);
bool syntax_call_number(Syntax *syntax, uint32_t start, uint8_t terminator);
/* The first name of the table that is this one; NULL: none is. */
Name *syntax_name(const Syntax *syntax, uint32_t start, uint32_t size);
Name *syntax_next_name(const Syntax *syntax, const Name *name);

/* check.c: what needs the whole expression. */
bool syntax_check(Syntax *syntax);
/* length.c: how many characters the branch matches that begins behind node `from`. `known` are the
 * lengths of called groups by number, LENGTH_UNKNOWN at first; NULL: calls are not followed. `odd`:
 * the library does not count in the same way. */
enum {
    LENGTH_VARIABLE = -1,
    LENGTH_BYTE = -2,
    LENGTH_CALLS = -3,
    LENGTH_UNKNOWN = -4,
    LENGTH_MEASURING = -5
};
int64_t syntax_length(const Syntax *syntax, uint32_t from, int64_t *known, bool *odd);

#endif
