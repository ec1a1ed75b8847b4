/* Questions: one a line, fields between tabs. */
#ifndef OMNIMEDIA_CLIENT_QUESTION_H
#define OMNIMEDIA_CLIENT_QUESTION_H

#include "text.h"

enum { ASK, NUMBER, RECORD_ID, VARIANT, CATALOG, CHANNEL, LOCALE, FIRST_VALUE };
enum { MOST_VALUES = 64, MOST_FIELDS = FIRST_VALUE + 2 * MOST_VALUES };

typedef struct {
    text line;
    omnimedia_str fields[MOST_FIELDS];
    omnimedia_pair values[MOST_VALUES];
    omnimedia_query query;
} question;

static int asks(const question *asked, const char *word) {
    omnimedia_str ask = asked->fields[ASK];
    return ask.len == strlen(word) && memcmp(ask.data, word, ask.len) == 0;
}

/* One line without its end; 0 at the end of input. */
static int read_line(text *line) {
    int byte = getchar();
    put(line, "", 1); /* so that there is memory for an empty line too */
    line->len = 0;
    if (byte == EOF) return 0;
    for (; byte != EOF && byte != '\n'; byte = getchar()) {
        char one = (char)byte;
        put(line, &one, 1);
    }
    return 1;
}

/* A field without its escapes, in place: it only gets shorter. */
static size_t unescape(char *field, size_t len) {
    size_t to = 0;
    for (size_t from = 0; from < len; from++) {
        char byte = field[from];
        if (byte == '\\' && from + 1 < len) {
            from++;
            byte = field[from];
            byte = byte == 't' ? '\t' : byte == 'n' ? '\n' : byte == 'r' ? '\r' : byte;
        }
        field[to++] = byte;
    }
    return to;
}

static size_t split(text *line, omnimedia_str *fields) {
    size_t count = 0;
    char *at = line->data;
    char *end = at + line->len;
    for (;;) {
        char *tab = memchr(at, '\t', (size_t)(end - at));
        size_t len = (size_t)((tab == NULL ? end : tab) - at);
        if (count == MOST_FIELDS) die("too many fields", (int)count);
        /* an empty field is absent */
        fields[count].len = unescape(at, len);
        fields[count].data = fields[count].len == 0 ? NULL : (const uint8_t *)at;
        count++;
        if (tab == NULL) return count;
        at = tab + 1;
    }
}

/* The next question; 0 at the end of input. */
static int read_question(question *asked) {
    size_t count;
    omnimedia_query *query = &asked->query;
    if (!read_line(&asked->line)) return 0;
    count = split(&asked->line, asked->fields);
    if (count < FIRST_VALUE || (count - FIRST_VALUE) % 2 != 0) die("not a question", (int)count);
    memset(query, 0, sizeof *query);
    query->size = sizeof *query;
    query->number = asked->fields[NUMBER];
    query->variant = asked->fields[VARIANT];
    query->context.catalog = asked->fields[CATALOG];
    query->context.channel = asked->fields[CHANNEL];
    query->context.locale = asked->fields[LOCALE];
    for (size_t i = 0; i < asked->fields[RECORD_ID].len; i++) {
        query->record_id = query->record_id * 10 + (uint64_t)(asked->fields[RECORD_ID].data[i] - '0');
    }
    query->values_len = (count - FIRST_VALUE) / 2;
    query->values = query->values_len == 0 ? NULL : asked->values;
    for (size_t i = 0; i < query->values_len; i++) {
        asked->values[i].key = asked->fields[FIRST_VALUE + 2 * i];
        asked->values[i].value = asked->fields[FIRST_VALUE + 2 * i + 1];
    }
    return 1;
}

#endif
