/* SPDX-License-Identifier: Apache-2.0 */
/* Constants of a module. See constant.h. */
#include "codegen/constant.h"

#include <string.h>
#include "codegen/symbol.h"
#include "rt/core/atom.h"

enum { CODE_INFO_WORDS = sizeof(CodeInfo) / sizeof(uint32_t) };

LLVMValueRef constant_word(const Gen *gen, uint64_t value)
{
    return LLVMConstInt(gen->type.i64, value, false);
}

LLVMValueRef constant_i32(const Gen *gen, uint32_t value)
{
    return LLVMConstInt(gen->type.i32, value, false);
}

LLVMValueRef constant_offset(const Gen *gen, LLVMValueRef base, uint64_t offset)
{
    if (offset == 0)
        return base;
    LLVMValueRef index = constant_word(gen, offset);
    return LLVMConstInBoundsGEP2(gen->type.i8, base, &index, 1);
}

LLVMValueRef constant_global(const Gen *gen, const char *name, LLVMValueRef value)
{
    LLVMValueRef global = LLVMAddGlobal(gen->llvm, LLVMTypeOf(value), name);
    LLVMSetInitializer(global, value);
    LLVMSetGlobalConstant(global, true);
    LLVMSetLinkage(global, LLVMPrivateLinkage);
    LLVMSetUnnamedAddress(global, LLVMGlobalUnnamedAddr);
    return global;
}

/* ---- atoms -------------------------------------------------------------------------------- */

bool constant_fixed_atom(const Gen *gen, BeamText text, uint32_t *index)
{
    return table_find(&gen->fixed_atoms, text.bytes, text.size, index);
}

/* An absolute symbol below 2^31: its uses become immediate operands of instructions. */
static LLVMValueRef link_time_atom(Gen *gen, uint32_t atom)
{
    const char *symbol = symbol_atom(gen->arena, beam_atom(gen->module, atom));
    LLVMValueRef global = LLVMAddGlobal(gen->llvm, gen->type.i8, symbol);
    LLVMSetVisibility(global, LLVMHiddenVisibility);
    LLVMMetadataRef range[] = {
        LLVMValueAsMetadata(constant_word(gen, 0)),
        LLVMValueAsMetadata(constant_word(gen, UINT64_C(1) << 31)),
    };
    LLVMGlobalSetMetadata(global, gen->metadata_absolute,
                          LLVMMDNodeInContext2(gen->context, range, 2));
    gen->used_atoms[gen->used_atom_count++] = atom;
    return LLVMConstPtrToInt(global, gen->type.i64);
}

LLVMValueRef constant_atom(Gen *gen, uint32_t atom)
{
    if (!gen->atoms[atom]) {
        uint32_t index;
        gen->atoms[atom] = constant_fixed_atom(gen, beam_atom(gen->module, atom), &index)
                               ? constant_word(gen, term_make_atom(index))
                               : link_time_atom(gen, atom);
    }
    return gen->atoms[atom];
}

/* ---- exports -------------------------------------------------------------------------------- */

LLVMValueRef constant_export(Gen *gen, BeamText module, BeamText function, uint32_t arity)
{
    const char *symbol = symbol_export(gen->arena, module, function, arity);
    uint32_t index =
        table_put(&gen->used_export_table, symbol, strlen(symbol), gen->used_export_count);
    if (index < gen->used_export_count)
        return gen->used_exports[index].entry;
    if (gen->used_export_count == gen->used_export_capacity) {
        GenExport *old = gen->used_exports;
        gen->used_export_capacity = 2 * gen->used_export_capacity + 64;
        gen->used_exports = ARENA_NEW_ARRAY(gen->arena, GenExport, gen->used_export_capacity);
        if (old)
            memcpy(gen->used_exports, old, gen->used_export_count * sizeof *old);
    }
    LLVMValueRef entry = LLVMAddGlobal(gen->llvm, gen->type.i64, symbol);
    LLVMSetVisibility(entry, LLVMHiddenVisibility);
    LLVMSetAlignment(entry, 8);
    gen->used_exports[gen->used_export_count++] = (GenExport){module, function, arity, entry};
    return entry;
}

LLVMValueRef constant_import(Gen *gen, uint32_t import)
{
    const BeamImport *it = &gen->module->imports[import];
    return constant_export(gen, beam_atom(gen->module, it->module),
                           beam_atom(gen->module, it->function), it->arity);
}

LLVMValueRef constant_native(Gen *gen, const BifInfo *bif)
{
    BeamText module = {bif->module, (uint32_t)strlen(bif->module)};
    BeamText function = {bif->function, (uint32_t)strlen(bif->function)};
    return constant_export(gen, module, function, bif->arity);
}

/* ---- places --------------------------------------------------------------------------------- */

LLVMValueRef constant_distance(const Gen *gen, LLVMValueRef from, LLVMValueRef to)
{
    LLVMValueRef wide = LLVMConstSub(constant_address(gen, to), constant_address(gen, from));
    return LLVMConstTrunc(wide, gen->type.i32);
}

/* What does not fit a CodeInfo: its number in a table of the module. */
static uint32_t listed(Gen *gen, uint32_t location, uint32_t counts)
{
    uint32_t key[] = {location, counts};
    const void *kept = arena_copy(gen->arena, key, sizeof key);
    uint32_t number = table_put(&gen->details, kept, sizeof key, gen->detail_count);
    if (number < gen->detail_count)
        return number;
    if (gen->detail_count == gen->detail_capacity) {
        LLVMValueRef *old = gen->detail_values;
        gen->detail_capacity = 2 * gen->detail_capacity + 64;
        gen->detail_values = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, gen->detail_capacity);
        if (old)
            memcpy(gen->detail_values, old, gen->detail_count * sizeof *old);
    }
    LLVMValueRef fields[] = {constant_i32(gen, location), constant_i32(gen, counts)};
    _Static_assert(sizeof(CodeDetails) == 8, "two words of 32 bits");
    gen->detail_values[gen->detail_count++] =
        LLVMConstStructInContext(gen->context, fields, 2, false);
    return number;
}

LLVMValueRef constant_details(const Gen *gen)
{
    if (gen->detail_count == 0)
        return LLVMConstNull(gen->type.pointer);
    LLVMTypeRef type = LLVMTypeOf(gen->detail_values[0]);
    return constant_global(gen, "details",
                           LLVMConstArray2(type, gen->detail_values, gen->detail_count));
}

static uint32_t packed_details(Gen *gen, const CodeFacts *facts)
{
    uint32_t frame = facts->frame == IR_NO_FRAME ? 0 : (uint32_t)facts->frame + 1;
    if (facts->location >> PACKED_LINE_BITS == 0 && frame >> PACKED_FRAME_BITS == 0 &&
        facts->live >> PACKED_LIVE_BITS == 0 && facts->need >> PACKED_NEED_BITS == 0) {
        uint32_t packed = facts->need << PACKED_LIVE_BITS | facts->live;
        packed = packed << PACKED_FRAME_BITS | frame;
        return packed << PACKED_LINE_BITS | facts->location;
    }
    uint32_t live_at = CODE_FRAME_BITS, need_at = live_at + CODE_LIVE_BITS;
    uint32_t counts = frame | facts->live << live_at | facts->need << need_at;
    return CODE_LISTED | listed(gen, facts->location, counts);
}

LLVMValueRef constant_code_info(Gen *gen, const CodeFacts *facts, LLVMValueRef end)
{
    LLVMValueRef fields[] = {
        constant_distance(gen, end, facts->function->info),
        constant_i32(gen, packed_details(gen, facts)),
    };
    return LLVMConstStructInContext(gen->context, fields, CODE_INFO_WORDS, false);
}

typedef struct SiteKey {
    const void *function, *native;
    int64_t frame;
    uint64_t location;
} SiteKey;

/* The number of the site with this key; *is_new when it is still to be made. */
static uint32_t find_site(Gen *gen, const SiteKey *key, bool *is_new)
{
    uint32_t number;
    *is_new = !table_find(&gen->sites, key, sizeof *key, &number);
    if (!*is_new)
        return number;
    if (gen->site_count == gen->site_capacity) {
        LLVMValueRef *old = gen->site_values;
        gen->site_capacity = 2 * gen->site_capacity + 64;
        gen->site_values = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, gen->site_capacity);
        if (old)
            memcpy(gen->site_values, old, gen->site_count * sizeof *old);
    }
    const void *kept = arena_copy(gen->arena, key, sizeof *key);
    return table_put(&gen->sites, kept, sizeof *key, gen->site_count++);
}

/* A site is a CodeInfo, with the distance to the Mfa behind it when `native` is an Export. */
static LLVMValueRef make_site(Gen *gen, const CodeFacts *facts, LLVMValueRef native)
{
    LLVMTypeRef words = LLVMArrayType2(gen->type.i32, CODE_INFO_WORDS + (native != NULL));
    LLVMValueRef site = LLVMAddGlobal(gen->llvm, words, "site");
    LLVMValueRef end = constant_offset(gen, site, sizeof(CodeInfo));
    LLVMValueRef info = constant_code_info(gen, facts, end), all[CODE_INFO_WORDS + 1];
    for (unsigned i = 0; i < CODE_INFO_WORDS; i++)
        all[i] = LLVMGetAggregateElement(info, i);
    if (native)
        all[CODE_INFO_WORDS] =
            constant_distance(gen, end, constant_offset(gen, native, offsetof(Export, mfa)));
    LLVMSetInitializer(site,
                       LLVMConstArray2(gen->type.i32, all, CODE_INFO_WORDS + (native != NULL)));
    LLVMSetGlobalConstant(site, true);
    LLVMSetLinkage(site, LLVMPrivateLinkage);
    LLVMSetAlignment(site, CODE_ALIGNMENT);
    return site;
}

LLVMValueRef constant_site(Gen *gen, const GenFunction *function, int frame, uint32_t location)
{
    return constant_raise_site(gen, function, frame, location, NULL);
}

LLVMValueRef constant_raise_site(Gen *gen, const GenFunction *function, int frame,
                                 uint32_t location, LLVMValueRef native)
{
    SiteKey key = {.function = function, .native = native, .frame = frame, .location = location};
    CodeFacts facts = {.function = function, .frame = frame, .location = location};
    bool is_new;
    uint32_t number = find_site(gen, &key, &is_new);
    if (is_new)
        gen->site_values[number] = make_site(gen, &facts, native);
    return gen->site_values[number];
}

LLVMValueRef constant_string(Gen *gen, uint32_t offset)
{
    if (!gen->strings) {
        LLVMValueRef bytes = LLVMConstStringInContext2(
            gen->context, (const char *)gen->module->strings, gen->module->string_size, true);
        gen->strings = constant_global(gen, "strings", bytes);
        LLVMSetAlignment(gen->strings, 1);
    }
    return constant_offset(gen, gen->strings, offset);
}

LLVMValueRef constant_address(const Gen *gen, LLVMValueRef pointer)
{
    return LLVMConstPtrToInt(pointer, gen->type.i64);
}
