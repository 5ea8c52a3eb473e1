/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Relocatable ELF files. Layout: header, contents, relocations, symbols, names, section headers.
 * Symbol i < ELF_SECTIONS + 1 is the null symbol or a section's; all others are global. See
 * elf_file.h.
 */
#include "codegen/elf_file.h"

#include <elf.h>
#include <string.h>

enum {
    SECTION_FIRST = 1, /* ELF_DATA, ELF_CONSTANT, ELF_FILES */
    SECTION_RELA = SECTION_FIRST + ELF_SECTIONS,
    SECTION_SYMBOLS = SECTION_RELA + ELF_SECTIONS,
    SECTION_NAMES,
    SECTION_STACK,
    SECTION_COUNT,
    ALIGNMENT = 8,
};

static const struct SectionInfo {
    const char *name;
    uint32_t type;
    uint64_t flags;
} sections[SECTION_COUNT] = {
    {"", SHT_NULL, 0},
    {".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE},
    {".rodata", SHT_PROGBITS, SHF_ALLOC},
    {".files", SHT_PROGBITS, SHF_ALLOC},
    {".rela.data", SHT_RELA, SHF_INFO_LINK},
    {".rela.rodata", SHT_RELA, SHF_INFO_LINK},
    {".rela.files", SHT_RELA, SHF_INFO_LINK},
    {".symtab", SHT_SYMTAB, 0},
    {".strtab", SHT_STRTAB, 0},
    {".note.GNU-stack", SHT_PROGBITS, 0},
};

static uint32_t add_name(ElfFile *elf, const char *name)
{
    uint32_t at = (uint32_t)elf->names.size;
    buffer_add(&elf->names, name, strlen(name) + 1);
    return at;
}

static ElfSymbol add_symbol(ElfFile *elf, Elf64_Sym symbol)
{
    buffer_add(&elf->symbols, &symbol, sizeof symbol);
    return (ElfSymbol)(elf->symbols.size / sizeof symbol) - 1;
}

void elf_file_init(ElfFile *elf, Arena *arena, TargetElf target)
{
    *elf = (ElfFile){.target = target};
    table_init(&elf->by_name, arena);
    add_name(elf, "");
    add_symbol(elf, (Elf64_Sym){0});
    for (unsigned i = 0; i < ELF_SECTIONS; i++)
        add_symbol(elf, (Elf64_Sym){.st_info = ELF64_ST_INFO(STB_LOCAL, STT_SECTION),
                                    .st_shndx = (Elf64_Section)(SECTION_FIRST + i)});
}

void elf_file_free(ElfFile *elf)
{
    for (unsigned i = 0; i < ELF_SECTIONS; i++) {
        buffer_free(&elf->contents[i]);
        buffer_free(&elf->relocations[i]);
    }
    buffer_free(&elf->symbols);
    buffer_free(&elf->names);
}

/* ---- symbols
 * -------------------------------------------------------------------------------------- */

ElfSymbol elf_file_symbol(ElfFile *elf, const char *name)
{
    uint32_t found, next = (uint32_t)(elf->symbols.size / sizeof(Elf64_Sym));
    found = table_put(&elf->by_name, name, strlen(name), next);
    if (found == next)
        add_symbol(elf, (Elf64_Sym){.st_name = add_name(elf, name),
                                    .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE)});
    return found;
}

static Elf64_Sym *symbol_at(ElfFile *elf, ElfSymbol symbol)
{
    return (Elf64_Sym *)elf->symbols.bytes + symbol;
}

void elf_file_define(ElfFile *elf, const char *name, ElfSection section, uint64_t offset,
                     bool hidden)
{
    Elf64_Sym *symbol = symbol_at(elf, elf_file_symbol(elf, name));
    symbol->st_info = ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT);
    symbol->st_other = hidden ? STV_HIDDEN : STV_DEFAULT;
    symbol->st_shndx = (Elf64_Section)(SECTION_FIRST + section);
    symbol->st_value = offset;
}

void elf_file_define_absolute(ElfFile *elf, const char *name, uint64_t value)
{
    Elf64_Sym *symbol = symbol_at(elf, elf_file_symbol(elf, name));
    symbol->st_other = STV_HIDDEN;
    symbol->st_shndx = SHN_ABS;
    symbol->st_value = value;
}

/* ---- contents
 * --------------------------------------------------------------------------------------- */

uint64_t elf_file_offset(const ElfFile *elf, ElfSection section)
{
    return elf->contents[section].size;
}

void elf_file_bytes(ElfFile *elf, ElfSection section, const void *bytes, size_t size)
{
    buffer_add(&elf->contents[section], bytes, size);
}

void elf_file_word(ElfFile *elf, ElfSection section, uint64_t value)
{
    elf_file_bytes(elf, section, &value, sizeof value);
}

void elf_file_half(ElfFile *elf, ElfSection section, uint32_t value)
{
    elf_file_bytes(elf, section, &value, sizeof value);
}

static void relocated_word(ElfFile *elf, ElfSection section, ElfSymbol symbol, uint64_t addend)
{
    Elf64_Rela relocation = {
        .r_offset = elf_file_offset(elf, section),
        .r_info = ELF64_R_INFO((Elf64_Xword)symbol, elf->target.absolute_64),
        .r_addend = (Elf64_Sxword)addend,
    };
    buffer_add(&elf->relocations[section], &relocation, sizeof relocation);
    elf_file_word(elf, section, 0);
}

void elf_file_address(ElfFile *elf, ElfSection section, ElfSymbol symbol)
{
    relocated_word(elf, section, symbol, 0);
}

void elf_file_place(ElfFile *elf, ElfSection section, ElfSection to, uint64_t offset)
{
    relocated_word(elf, section, (ElfSymbol)to + 1, offset);
}

static void align(Buffer *buffer)
{
    static const uint8_t zeros[ALIGNMENT];
    buffer_add(buffer, zeros, -buffer->size % ALIGNMENT);
}

void elf_file_align(ElfFile *elf, ElfSection section)
{
    align(&elf->contents[section]);
}

/* ---- the file
 * ------------------------------------------------------------------------------------- */

static const Buffer *body_of(ElfFile *elf, unsigned section)
{
    static const Buffer none = BUFFER_EMPTY;
    if (section >= SECTION_RELA && section < SECTION_SYMBOLS)
        return &elf->relocations[section - SECTION_RELA];
    if (section >= SECTION_FIRST && section < SECTION_RELA)
        return &elf->contents[section - SECTION_FIRST];
    if (section == SECTION_SYMBOLS)
        return &elf->symbols;
    return section == SECTION_NAMES ? &elf->names : &none;
}

static void link_section(Elf64_Shdr *header, unsigned section)
{
    if (section >= SECTION_RELA && section < SECTION_SYMBOLS) {
        header->sh_link = SECTION_SYMBOLS;
        header->sh_info = SECTION_FIRST + section - SECTION_RELA;
        header->sh_entsize = sizeof(Elf64_Rela);
    } else if (section == SECTION_SYMBOLS) {
        header->sh_link = SECTION_NAMES;
        header->sh_info = 1 + ELF_SECTIONS; /* first global symbol */
        header->sh_entsize = sizeof(Elf64_Sym);
    }
}

void elf_file_write(ElfFile *elf, Buffer *out)
{
    Elf64_Shdr headers[SECTION_COUNT] = {0};
    for (unsigned i = 0; i < SECTION_COUNT; i++)
        headers[i].sh_name = add_name(elf, sections[i].name);
    Elf64_Ehdr file = {
        .e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
        .e_type = ET_REL,
        .e_machine = elf->target.machine,
        .e_version = EV_CURRENT,
        .e_ehsize = sizeof file,
        .e_shentsize = sizeof(Elf64_Shdr),
        .e_shnum = SECTION_COUNT,
        .e_shstrndx = SECTION_NAMES,
    };
    buffer_add(out, &file, sizeof file);
    for (unsigned i = 1; i < SECTION_COUNT; i++) {
        const Buffer *body = body_of(elf, i);
        align(out);
        headers[i].sh_type = sections[i].type;
        headers[i].sh_flags = sections[i].flags;
        headers[i].sh_offset = out->size;
        headers[i].sh_size = body->size;
        headers[i].sh_addralign = i == SECTION_STACK || i == SECTION_NAMES ? 1 : ALIGNMENT;
        link_section(&headers[i], i);
        if (body->size)
            buffer_add(out, body->bytes, body->size);
    }
    align(out);
    file.e_shoff = out->size;
    buffer_add(out, headers, sizeof headers);
    memcpy(out->bytes, &file, sizeof file);
}
