/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a relocatable ELF file of plain data: a writable and two read-only sections, symbols, and
 * places that hold the address of a symbol. For tables whose making would cost LLVM seconds.
 *
 * Threads: an ElfFile belongs to one.
 */
#ifndef CODEGEN_ELF_FILE_H
#define CODEGEN_ELF_FILE_H

#include <stdint.h>
#include "codegen/target.h"
#include "frontend/support/arena.h"
#include "frontend/support/buffer.h"
#include "frontend/support/table.h"

/* ELF_FILES is for what few programs read: it is apart in the executable too. */
typedef enum ElfSection { ELF_DATA, ELF_CONSTANT, ELF_FILES, ELF_SECTIONS } ElfSection;

typedef uint32_t ElfSymbol;

typedef struct ElfFile {
    TargetElf target;
    Buffer contents[ELF_SECTIONS];
    Buffer relocations[ELF_SECTIONS];
    Buffer symbols, names;
    Table by_name;
} ElfFile;

void elf_file_init(ElfFile *elf, Arena *arena, TargetElf target);
void elf_file_free(ElfFile *elf);

/* Symbols are made by the first mention; `name` must stay. Mentioned ones are undefined until one
 * of the elf_file_define functions is called. */
ElfSymbol elf_file_symbol(ElfFile *elf, const char *name);
void elf_file_define(ElfFile *elf, const char *name, ElfSection section, uint64_t offset,
                     bool hidden);
void elf_file_define_absolute(ElfFile *elf, const char *name, uint64_t value);

/* Append to a section. */
uint64_t elf_file_offset(const ElfFile *elf, ElfSection section);
void elf_file_word(ElfFile *elf, ElfSection section, uint64_t value);
void elf_file_half(ElfFile *elf, ElfSection section, uint32_t value);
void elf_file_address(ElfFile *elf, ElfSection section, ElfSymbol symbol);
/* The address of a place in this file. */
void elf_file_place(ElfFile *elf, ElfSection section, ElfSection to, uint64_t offset);
void elf_file_bytes(ElfFile *elf, ElfSection section, const void *bytes, size_t size);
/* Fill up to a multiple of 8 bytes. */
void elf_file_align(ElfFile *elf, ElfSection section);

void elf_file_write(ElfFile *elf, Buffer *out);

#endif
