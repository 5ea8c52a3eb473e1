/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes the tables of Unicode properties that programs are linked with: those of the installed
 * library, with the properties of Unicode 7 where they differ (characters.def). A program for the
 * build: it prints a C file that defines what the library's own file of tables does, so that the
 * linker leaves that one out.
 *
 * Of the library's records only this is known, and checked as far as possible: twelve bytes, of
 * which the first is the script, the second the category, the fourth the number of the set of other
 * cases, and four more the distance to the other case.
 */
#include <elf.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLES(X)                 \
    X(_pcre2_ucd_stage1_8)        \
    X(_pcre2_ucd_stage2_8)        \
    X(_pcre2_ucd_records_8)       \
    X(_pcre2_ucd_caseless_sets_8) \
    X(_pcre2_ucd_digit_sets_8)    \
    X(_pcre2_ucd_script_sets_8)   \
    X(_pcre2_ucd_boolprop_sets_8)

#define DECLARE(name) extern const uint32_t name[];
TABLES(DECLARE)

enum { CHARACTERS = 0x110000, BLOCK = 128, RECORDS_MAX = 4096, UNASSIGNED = 0x378 };

typedef struct Record {
    uint8_t script, category, other, case_set;
    int32_t other_case;
    uint32_t rest;
} Record;

static Record records[RECORDS_MAX];
static size_t record_count;
static uint16_t record_of[CHARACTERS];
static bool is_later[CHARACTERS];

static _Noreturn void give_up(const char *why)
{
    fprintf(stderr, "make_characters: the library's tables of characters are not as expected: %s\n",
            why);
    exit(1);
}

/* ---- the library's tables ---------------------------------------------------------------- */

/* The size of a table, as this program's own symbols tell. */
static size_t table_size(const char *name)
{
    static uint8_t *file;
    if (!file) {
        FILE *self = fopen("/proc/self/exe", "rb");
        if (!self || fseek(self, 0, SEEK_END) != 0)
            give_up("no symbols");
        size_t size = (size_t)ftell(self);
        rewind(self);
        file = malloc(size);
        if (!file || fread(file, 1, size, self) != size)
            give_up("no symbols");
        fclose(self);
    }
    const Elf64_Ehdr *head = (const void *)file;
    const Elf64_Shdr *sections = (const void *)(file + head->e_shoff);
    for (size_t i = 0; i < head->e_shnum; i++) {
        if (sections[i].sh_type != SHT_SYMTAB)
            continue;
        const Elf64_Sym *symbols = (const void *)(file + sections[i].sh_offset);
        const char *names = (const char *)file + sections[sections[i].sh_link].sh_offset;
        for (size_t j = 0; j < sections[i].sh_size / sizeof *symbols; j++) {
            if (strcmp(names + symbols[j].st_name, name) == 0)
                return symbols[j].st_size;
        }
    }
    give_up(name);
}

static void read_tables(void)
{
    const uint16_t *first = (const uint16_t *)(const void *)_pcre2_ucd_stage1_8,
                   *second = (const uint16_t *)(const void *)_pcre2_ucd_stage2_8;
    size_t size = table_size("_pcre2_ucd_records_8");
    if (table_size("_pcre2_ucd_stage1_8") != CHARACTERS / BLOCK * sizeof *first ||
        size % sizeof(Record) != 0 || size > sizeof records / 2)
        give_up("sizes");
    memcpy(records, _pcre2_ucd_records_8, size);
    record_count = size / sizeof(Record);
    for (size_t c = 0; c < CHARACTERS; c++) {
        record_of[c] = second[first[c / BLOCK] * BLOCK + c % BLOCK];
        if (record_of[c] >= record_count)
            give_up("numbers of records");
    }
    const Record *upper = &records[record_of['A']], *lower = &records[record_of['a']];
    if (upper->other_case != 32 || lower->other_case != -32 || upper->script != lower->script ||
        upper->category == lower->category || records[record_of['k']].case_set == 0)
        give_up("records");
}

/* ---- Unicode 7 --------------------------------------------------------------------------- */

static void set_record(uint32_t character, Record record)
{
    size_t i = 0;
    while (i < record_count && memcmp(&records[i], &record, sizeof record) != 0)
        i++;
    if (i == RECORDS_MAX)
        give_up("too many records");
    if (i == record_count)
        records[record_count++] = record;
    record_of[character] = (uint16_t)i;
}

static Record record_at(uint32_t character)
{
    return records[record_of[character]];
}

/* A character that was not there is like those that are not there now. */
static void later(uint32_t first, uint32_t last)
{
    Record record = record_at(UNASSIGNED);
    for (uint32_t c = first; c <= last; c++) {
        is_later[c] = true;
        set_record(c, record);
    }
}

static void changed(uint32_t first, uint32_t last, uint32_t category, uint32_t script)
{
    for (uint32_t c = first; c <= last; c++) {
        Record record = record_at(c);
        record.category = record_at(category).category;
        record.script = record_at(script).script;
        set_record(c, record);
    }
}

/* Sets of more than two cases, as they were without the later characters. */
static void shrink_case_set(uint32_t character, Record *record)
{
    uint32_t others = 0, other = 0;
    bool has_later = false;
    const uint32_t *set = _pcre2_ucd_caseless_sets_8 + record->case_set;
    for (; *set < CHARACTERS; set++) {
        has_later |= is_later[*set];
        if (*set != character && !is_later[*set]) {
            others++;
            other = *set;
        }
    }
    if (!has_later || others > 1)
        return;
    record->case_set = 0;
    record->other_case = others ? (int32_t)(other - character) : 0;
}

static void remove_later_cases(uint32_t character)
{
    Record record = record_at(character);
    if (record.case_set)
        shrink_case_set(character, &record);
    else if (record.other_case && is_later[(int32_t)character + record.other_case])
        record.other_case = 0;
    set_record(character, record);
}

static void change_tables(void)
{
    uint8_t common = record_at(' ').script, none = record_at(UNASSIGNED).script;
#define LATER(first, last) later(first, last);
#define CHANGED(first, last, category, script) changed(first, last, category, script);
#include "rt/re/characters.def"
#undef LATER
#undef CHANGED
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        if (record_at(c).case_set || record_at(c).other_case)
            remove_later_cases(c);
    }
    /* What has no script now had the common one. */
    for (size_t i = 0; i < record_count; i++) {
        if (records[i].script == none)
            records[i].script = common;
    }
}

/* ---- the file ---------------------------------------------------------------------------- */

static void print_numbers(const char *type, const char *name, const uint16_t *halves,
                          const uint32_t *words, size_t count)
{
    printf("const %s %s[] = {", type, name);
    for (size_t i = 0; i < count; i++)
        printf("%s%u,", i % 16 ? " " : "\n    ", halves ? halves[i] : words[i]);
    printf("\n};\n\n");
}

static void print_stages(void)
{
    static uint16_t first[CHARACTERS / BLOCK], second[CHARACTERS];
    size_t blocks = 0;
    for (size_t i = 0; i < CHARACTERS / BLOCK; i++) {
        size_t block = 0;
        while (block < blocks &&
               memcmp(second + block * BLOCK, record_of + i * BLOCK, BLOCK * sizeof *second) != 0)
            block++;
        if (block == blocks)
            memcpy(second + blocks++ * BLOCK, record_of + i * BLOCK, BLOCK * sizeof *second);
        first[i] = (uint16_t)block;
    }
    print_numbers("uint16_t", "_pcre2_ucd_stage1_8", first, NULL, CHARACTERS / BLOCK);
    print_numbers("uint16_t", "_pcre2_ucd_stage2_8", second, NULL, blocks * BLOCK);
}

int main(void)
{
    static uint32_t words[RECORDS_MAX * sizeof(Record) / 4];
    read_tables();
    change_tables();
    printf("/* Made by make_characters. */\n#include <stdint.h>\n\n"
           "const char *_pcre2_unicode_version_8 = \"7.0.0\";\n\n");
    print_stages();
    memcpy(words, records, record_count * sizeof(Record));
    print_numbers("uint32_t", "_pcre2_ucd_records_8", NULL, words,
                  record_count * sizeof(Record) / 4);
#define PRINT(name) print_numbers("uint32_t", #name, NULL, name, table_size(#name) / 4);
    PRINT(_pcre2_ucd_caseless_sets_8)
    PRINT(_pcre2_ucd_digit_sets_8)
    PRINT(_pcre2_ucd_script_sets_8)
    PRINT(_pcre2_ucd_boolprop_sets_8)
    return 0;
}
