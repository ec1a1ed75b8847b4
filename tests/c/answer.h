/* Answers as JSON, in the form that every language shares, from the typed functions. */
#ifndef OMNIMEDIA_CLIENT_ANSWER_H
#define OMNIMEDIA_CLIENT_ANSWER_H

#include "text.h"

static const char *level_word(omnimedia_level level) {
    switch (level) {
        case OMNIMEDIA_LEVEL_VARIANT: return "variant";
        case OMNIMEDIA_LEVEL_DIMENSIONS: return "dimensions";
        case OMNIMEDIA_LEVEL_MASTER: return "master";
        case OMNIMEDIA_LEVEL_NONE: return "none";
        default: die("no such level", (int)level); return "";
    }
}

static void json_part(text *to, const char *key, omnimedia_str part) {
    if (part.len != 0) json_maybe(to, key, part);
}

static void json_context(text *to, const omnimedia_origin *origin) {
    json_key(to, "context");
    if (!origin->has_context) {
        put_z(to, "null");
        return;
    }
    put_z(to, "{");
    json_part(to, "catalog", origin->context.catalog);
    json_part(to, "channel", origin->context.channel);
    json_part(to, "locale", origin->context.locale);
    put_z(to, "}");
}

static void json_origin(text *to, const omnimedia_answer *answer, omnimedia_list list, size_t index) {
    omnimedia_origin origin;
    size_t count = 0;
    MUST(omnimedia_answer_origin(answer, list, index, &origin));
    json_key(to, "origin");
    put_z(to, "{");
    json_context(to, &origin);
    json_key(to, "level");
    json_word(to, level_word(origin.level));
    MUST(omnimedia_answer_origin_match(answer, list, index, NULL, 0, &count));
    if (origin.level == OMNIMEDIA_LEVEL_DIMENSIONS) {
        omnimedia_pair *match = room_for(count, sizeof *match);
        MUST(omnimedia_answer_origin_match(answer, list, index, match, count, &count));
        json_pairs(to, "match", match, count);
        free(match);
    } else if (count != 0) {
        die("a pattern at another level", (int)count);
    }
    json_maybe(to, "variant", origin.variant);
    put_z(to, "}");
}

static void json_properties(text *to, const char *key, const omnimedia_answer *answer, omnimedia_owner owner,
                            omnimedia_list list, size_t index) {
    size_t count = 0;
    omnimedia_pair *pairs;
    MUST(omnimedia_answer_properties(answer, owner, list, index, NULL, 0, &count));
    if (count == 0) return;
    pairs = room_for(count, sizeof *pairs);
    MUST(omnimedia_answer_properties(answer, owner, list, index, pairs, count, &count));
    json_pairs(to, key, pairs, count);
    free(pairs);
}

static void json_tags(text *to, const omnimedia_answer *answer, omnimedia_list list, size_t index) {
    size_t count = 0;
    omnimedia_str *tags;
    MUST(omnimedia_answer_tags(answer, list, index, NULL, 0, &count));
    if (count == 0) return;
    tags = room_for(count, sizeof *tags);
    MUST(omnimedia_answer_tags(answer, list, index, tags, count, &count));
    json_key(to, "tags");
    put_z(to, "[");
    for (size_t i = 0; i < count; i++) json_string(to, tags[i]);
    put_z(to, "]");
    free(tags);
}

/* What an item itself says: what the hot look-ups give too. */
static void json_item(text *to, const omnimedia_item *item) {
    json_maybe(to, "purpose", item->purpose);
    json_text(to, "asset", item->asset);
    json_text(to, "alt", item->alt);
    json_key(to, "kind");
    json_word(to, kind_word(item->kind));
    json_maybe(to, "url", item->url);
}

static void json_list(text *to, const char *key, const omnimedia_answer *answer, omnimedia_list list) {
    static const struct { const char *key; omnimedia_field field; } FIELDS[] = {
        {"title", OMNIMEDIA_FIELD_TITLE},
        {"caption", OMNIMEDIA_FIELD_CAPTION},
        {"description", OMNIMEDIA_FIELD_DESCRIPTION},
        {"display_name", OMNIMEDIA_FIELD_DISPLAY_NAME},
    };
    size_t count = 0;
    omnimedia_item *items;
    MUST(omnimedia_answer_items(answer, list, NULL, 0, &count));
    items = room_for(count, sizeof *items);
    MUST(omnimedia_answer_items(answer, list, items, count, &count));
    json_key(to, key);
    put_z(to, "[");
    for (size_t index = 0; index < count; index++) {
        json_next(to);
        put_z(to, "{");
        json_item(to, &items[index]);
        json_origin(to, answer, list, index);
        for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
            omnimedia_str field;
            MUST(omnimedia_answer_text(answer, list, index, FIELDS[i].field, &field));
            json_maybe(to, FIELDS[i].key, field);
        }
        json_tags(to, answer, list, index);
        json_properties(to, "properties", answer, OMNIMEDIA_OF_ITEM, list, index);
        json_properties(to, "asset_properties", answer, OMNIMEDIA_OF_ASSET, list, index);
        put_z(to, "}");
    }
    put_z(to, "]");
    free(items);
}

static void json_default_image(text *to, const omnimedia_answer *answer) {
    omnimedia_str asset = {NULL, 0};
    size_t at = 0;
    MUST(omnimedia_answer_default_image(answer, &at));
    if (at != SIZE_MAX) {
        size_t count = 0;
        omnimedia_item *items = room_for(at + 1, sizeof *items);
        MUST(omnimedia_answer_items(answer, OMNIMEDIA_PRIMARY, items, at + 1, &count));
        if (at >= count || items[at].kind != OMNIMEDIA_IMAGE) die("no default image", (int)at);
        asset = items[at].asset;
        free(items);
    }
    json_text(to, "default_image", asset);
}

static void json_answer(text *to, const omnimedia_answer *answer) {
    omnimedia_answer_info info;
    MUST(omnimedia_answer_about(answer, &info));
    put_z(to, "{");
    json_context(to, &info.origin);
    json_key(to, "level");
    json_word(to, level_word(info.origin.level));
    if (info.origin.level == OMNIMEDIA_LEVEL_DIMENSIONS) {
        size_t count = 0;
        omnimedia_pair *match;
        MUST(omnimedia_answer_match(answer, NULL, 0, &count));
        match = room_for(count, sizeof *match);
        MUST(omnimedia_answer_match(answer, match, count, &count));
        json_pairs(to, "match", match, count);
        free(match);
    }
    json_text(to, "variant", info.variant);
    json_list(to, "primary", answer, OMNIMEDIA_PRIMARY);
    json_list(to, "additional", answer, OMNIMEDIA_ADDITIONAL);
    json_default_image(to, answer);
    json_text(to, "product", info.product);
    json_hash(to, info.hash);
    json_properties(to, "properties", answer, OMNIMEDIA_OF_PRODUCT, OMNIMEDIA_PRIMARY, 0);
    put_z(to, "}");
}

#endif
