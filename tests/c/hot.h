/* The hot path: a snapshot, a shelf, a number. */
#ifndef OMNIMEDIA_CLIENT_HOT_H
#define OMNIMEDIA_CLIENT_HOT_H

#include "answer.h"

/* Room that most galleries fit in; for the others there is `galleries`. */
enum { FEW = 4 };

typedef omnimedia_status look_up(const omnimedia_snapshot *, omnimedia_shelf, omnimedia_str, omnimedia_item *,
                                 size_t, size_t *);

typedef struct {
    omnimedia_item few[FEW];
    omnimedia_item *items;
    size_t count;
} gallery;

/* The items of a look-up: in the room that is there, and only where it is too small in memory. */
static omnimedia_status fill(gallery *to, look_up *look, const omnimedia_snapshot *snapshot,
                             omnimedia_shelf shelf, omnimedia_str number) {
    omnimedia_status status = look(snapshot, shelf, number, to->few, FEW, &to->count);
    to->items = to->few;
    if (status == OMNIMEDIA_OK && to->count > FEW) {
        to->items = room_for(to->count, sizeof *to->items);
        status = look(snapshot, shelf, number, to->items, to->count, &to->count);
    }
    return status;
}

static void empty(gallery *of) {
    if (of->items != of->few) free(of->items);
}

static void json_gallery(text *to, const char *key, const gallery *of) {
    json_key(to, key);
    put_z(to, "[");
    for (size_t i = 0; i < of->count; i++) {
        json_next(to);
        put_z(to, "{");
        json_item(to, &of->items[i]);
        put_z(to, "}");
    }
    put_z(to, "]");
}

/* Whose number a question means: a variant's, that of a record id, that of selected values, or the one it has. */
static omnimedia_status hot_number(const omnimedia_snapshot *snapshot, const omnimedia_query *query,
                                   omnimedia_str *number, omnimedia_fault **why) {
    omnimedia_status status = OMNIMEDIA_OK;
    *number = query->number;
    if (query->variant.data != NULL) {
        *number = query->variant;
        return status;
    }
    if (query->record_id != 0) status = omnimedia_snapshot_number_of(snapshot, query->record_id, number);
    if (status == OMNIMEDIA_OK && query->values_len != 0) {
        status = omnimedia_snapshot_variant_with(snapshot, *number, query->values, query->values_len, number, why);
    }
    return status;
}

static omnimedia_status json_hot(text *to, const omnimedia_snapshot *snapshot, const omnimedia_query *query,
                                 omnimedia_fault **why) {
    omnimedia_shelf shelf = 0;
    omnimedia_str number = {NULL, 0}, url = {NULL, 0};
    omnimedia_item image;
    uint8_t hash[16];
    gallery primary, additional;
    omnimedia_status status = hot_number(snapshot, query, &number, why);
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_shelf(snapshot, &query->context, &shelf, why);
    if (status == OMNIMEDIA_OK) status = fill(&primary, omnimedia_snapshot_primary, snapshot, shelf, number);
    if (status != OMNIMEDIA_OK) return status;
    MUST(fill(&additional, omnimedia_snapshot_additional, snapshot, shelf, number));
    MUST(omnimedia_snapshot_default_image(snapshot, shelf, number, &image));
    MUST(omnimedia_snapshot_default_image_url(snapshot, shelf, number, &url));
    MUST(omnimedia_snapshot_etag(snapshot, shelf, number, &hash));
    put_z(to, "{");
    json_gallery(to, "primary", &primary);
    json_gallery(to, "additional", &additional);
    json_text(to, "default_image", image.asset);
    json_maybe(to, "default_image_url", url);
    json_hash(to, hash);
    put_z(to, "}");
    empty(&primary);
    empty(&additional);
    return status;
}

#endif
