/* Text that grows, and JSON written to it. */
#ifndef OMNIMEDIA_CLIENT_TEXT_H
#define OMNIMEDIA_CLIENT_TEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "omnimedia.h"

/* Ends the program: for what cannot happen in a test, and for what the library must not refuse. */
static void die(const char *what, int status) {
    fprintf(stderr, "client: %s: %d\n", what, status);
    exit(4);
}

/* A call that cannot fail with what it is given. */
#define MUST(call)                                       \
    do {                                                 \
        omnimedia_status must_status = (call);           \
        if (must_status != OMNIMEDIA_OK) die(#call, (int)must_status); \
    } while (0)

/* Memory for `count` elements of `size` bytes; at least one, so that it is never NULL. */
static void *room_for(size_t count, size_t size) {
    void *memory = calloc(count == 0 ? 1 : count, size);
    if (memory == NULL) die("no memory", 0);
    return memory;
}

typedef struct {
    char *data;
    size_t len;
    size_t room;
} text;

static void put(text *to, const void *data, size_t len) {
    if (to->room - to->len < len) {
        size_t room = (to->len + len) * 2;
        char *grown = realloc(to->data, room);
        if (grown == NULL) die("no memory", 0);
        to->data = grown;
        to->room = room;
    }
    if (len != 0) memcpy(to->data + to->len, data, len);
    to->len += len;
}

static void put_z(text *to, const char *words) { put(to, words, strlen(words)); }

static void put_str(text *to, omnimedia_str string) { put(to, string.data, string.len); }

/* A comma, unless this is the first of its object or list, or the value of a key. */
static void json_next(text *to) {
    char last = to->len == 0 ? '{' : to->data[to->len - 1];
    if (last != '{' && last != '[' && last != ':') put_z(to, ",");
}

/* A string, or `null` for absent text. */
static void json_string(text *to, omnimedia_str string) {
    json_next(to);
    if (string.data == NULL) {
        put_z(to, "null");
        return;
    }
    put_z(to, "\"");
    for (size_t i = 0; i < string.len; i++) {
        uint8_t byte = string.data[i];
        char escape[8];
        if (byte == '"' || byte == '\\') {
            snprintf(escape, sizeof escape, "\\%c", byte);
            put_z(to, escape);
        } else if (byte < 0x20) {
            snprintf(escape, sizeof escape, "\\u%04x", byte);
            put_z(to, escape);
        } else {
            put(to, &byte, 1);
        }
    }
    put_z(to, "\"");
}

static void json_word(text *to, const char *word) {
    omnimedia_str string = {(const uint8_t *)word, strlen(word)};
    json_string(to, string);
}

static void json_key(text *to, const char *key) {
    json_word(to, key);
    put_z(to, ":");
}

/* A key with its text, left out where the text is absent. */
static void json_maybe(text *to, const char *key, omnimedia_str string) {
    if (string.data == NULL) return;
    json_key(to, key);
    json_string(to, string);
}

/* A key with its text, `null` where the text is absent. */
static void json_text(text *to, const char *key, omnimedia_str string) {
    json_key(to, key);
    json_string(to, string);
}

static void json_pairs(text *to, const char *key, const omnimedia_pair *pairs, size_t count) {
    json_key(to, key);
    put_z(to, "{");
    for (size_t i = 0; i < count; i++) {
        json_string(to, pairs[i].key);
        put_z(to, ":");
        json_string(to, pairs[i].value);
    }
    put_z(to, "}");
}

static void json_hash(text *to, const uint8_t hash[16]) {
    char digits[33];
    for (size_t i = 0; i < 16; i++) snprintf(digits + 2 * i, 3, "%02x", hash[i]);
    json_key(to, "hash");
    json_word(to, digits);
}

static const char *kind_word(omnimedia_kind kind) {
    switch (kind) {
        case OMNIMEDIA_IMAGE: return "image";
        case OMNIMEDIA_VIDEO: return "video";
        case OMNIMEDIA_FILE: return "file";
        default: die("no such kind", (int)kind); return "";
    }
}

#endif
