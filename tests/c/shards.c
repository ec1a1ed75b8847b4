/* A publication in shards, asked as one snapshot: `shards FOLDER COUNT`, where the folder has `whole`, `index`,
   `shard0` and so on, and `numbers`, one a line. Every look-up of the whole snapshot is compared with that of the
   shards, opened from files and from snapshots that are open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "omnimedia.h"

#define MOST 16
#define ROOM 64

static unsigned long calls, failures;
static omnimedia_str names[4096];
static size_t names_len;
static char text_of_names[1 << 16];

static void check(int holds, const char *what, const char *which) {
    calls++;
    if (holds) return;
    failures++;
    printf("%s (%s)\n", what, which);
}

static void must(omnimedia_status status, const char *what) {
    if (status == OMNIMEDIA_OK) return;
    printf("no %s: %d\n", what, (int)status);
    exit(2);
}

static omnimedia_str text(const char *words) {
    omnimedia_str text = {(const uint8_t *)words, strlen(words)};
    return text;
}

static int same(omnimedia_str one, omnimedia_str other) {
    return (one.data == NULL) == (other.data == NULL) && one.len == other.len
           && (one.len == 0 || memcmp(one.data, other.data, one.len) == 0);
}

static int same_items(const omnimedia_item *one, const omnimedia_item *other, size_t count) {
    for (size_t at = 0; at < count && at < ROOM; at++) {
        if (!same(one[at].asset, other[at].asset) || !same(one[at].url, other[at].url)
            || !same(one[at].alt, other[at].alt) || !same(one[at].purpose, other[at].purpose)
            || one[at].kind != other[at].kind)
            return 0;
    }
    return 1;
}

static size_t read_file(const char *path, void *room, size_t size) {
    FILE *file = fopen(path, "rb");
    size_t len = file == NULL ? 0 : fread(room, 1, size, file);
    if (file != NULL) fclose(file);
    return len;
}

static void read_names(const char *path) {
    size_t len = read_file(path, text_of_names, sizeof text_of_names - 1), start = 0;
    for (size_t at = 0; at < len && names_len < 4096; at++) {
        if (text_of_names[at] != '\n') continue;
        names[names_len].data = (const uint8_t *)text_of_names + start;
        names[names_len++].len = at - start;
        start = at + 1;
    }
}

/* By number: what each call of the hot path says of both. */
static void by_number(const omnimedia_snapshot *one, omnimedia_shelf here, const omnimedia_snapshot *other,
                      omnimedia_shelf there, const char *which) {
    static omnimedia_item items[2][ROOM];
    static omnimedia_swatch swatches[2][ROOM];
    static omnimedia_found found[2], variants[2][ROOM];
    static omnimedia_pair values[2][ROOM];
    for (size_t at = 0; at < names_len; at++) {
        size_t counts[2] = {0, 0};
        omnimedia_str urls[2] = {{NULL, 0}, {NULL, 0}};
        uint8_t hashes[2][16] = {{0}, {0}};
        omnimedia_status a = omnimedia_snapshot_primary(one, here, names[at], items[0], ROOM, &counts[0]);
        omnimedia_status b = omnimedia_snapshot_primary(other, there, names[at], items[1], ROOM, &counts[1]);
        check(a == b && counts[0] == counts[1] && same_items(items[0], items[1], counts[0]), "primary", which);
        a = omnimedia_snapshot_additional(one, here, names[at], items[0], ROOM, &counts[0]);
        b = omnimedia_snapshot_additional(other, there, names[at], items[1], ROOM, &counts[1]);
        check(a == b && counts[0] == counts[1] && same_items(items[0], items[1], counts[0]), "additional", which);
        a = omnimedia_snapshot_default_image_url(one, here, names[at], &urls[0]);
        b = omnimedia_snapshot_default_image_url(other, there, names[at], &urls[1]);
        check(a == b && same(urls[0], urls[1]), "url", which);
        a = omnimedia_snapshot_default_image(one, here, names[at], &items[0][0]);
        b = omnimedia_snapshot_default_image(other, there, names[at], &items[1][0]);
        check(a == b && (a != OMNIMEDIA_OK || same_items(items[0], items[1], 1)), "default image", which);
        a = omnimedia_snapshot_etag(one, here, names[at], &hashes[0]);
        b = omnimedia_snapshot_etag(other, there, names[at], &hashes[1]);
        check(a == b && memcmp(hashes[0], hashes[1], 16) == 0, "etag", which);
        counts[0] = counts[1] = 0;
        a = omnimedia_snapshot_swatches(one, here, names[at], swatches[0], ROOM, &counts[0]);
        b = omnimedia_snapshot_swatches(other, there, names[at], swatches[1], ROOM, &counts[1]);
        check(a == b && counts[0] == counts[1], "swatches", which);
        a = omnimedia_snapshot_find(one, names[at], &found[0]);
        b = omnimedia_snapshot_find(other, names[at], &found[1]);
        check(a == b, "found", which);
        if (a != OMNIMEDIA_OK || b != OMNIMEDIA_OK) continue;
        check(same(found[0].product, found[1].product) && same(found[0].variant, found[1].variant)
                  && same(found[0].name, found[1].name) && found[0].record_id == found[1].record_id,
              "what is found", which);
        if (found[0].record_id != 0) {
            must(omnimedia_snapshot_number_of(other, found[0].record_id, &urls[0]), "number of a record id");
            check(same(urls[0], names[at]), "number of a record id", which);
        }
        a = omnimedia_snapshot_variants(one, names[at], variants[0], ROOM, &counts[0]);
        b = omnimedia_snapshot_variants(other, names[at], variants[1], ROOM, &counts[1]);
        check(a == b && counts[0] == counts[1], "variants", which);
        a = omnimedia_snapshot_values(one, names[at], values[0], ROOM, &counts[0]);
        b = omnimedia_snapshot_values(other, names[at], values[1], ROOM, &counts[1]);
        check(a == b && counts[0] == counts[1], "values", which);
    }
}

/* Many at once, and whole answers. */
static void in_batches(const omnimedia_snapshot *one, omnimedia_shelf here, const omnimedia_snapshot *other,
                       omnimedia_shelf there, const omnimedia_context *context, const char *which) {
    static omnimedia_str urls[2][4096];
    static omnimedia_status statuses[2][4096];
    static omnimedia_item items[2][4096];
    static size_t ends[2][4096];
    const omnimedia_snapshot *both[2] = {one, other};
    const omnimedia_shelf shelves[2] = {here, there};
    for (int at = 0; at < 2; at++) {
        must(omnimedia_snapshot_default_image_urls(both[at], shelves[at], names, names_len, urls[at], statuses[at]), "urls");
        must(omnimedia_snapshot_primaries(both[at], shelves[at], names, names_len, items[at], 4096, ends[at], NULL), "galleries");
    }
    for (size_t at = 0; at < names_len; at++) {
        check(same(urls[0][at], urls[1][at]) && statuses[0][at] == statuses[1][at] && ends[0][at] == ends[1][at],
              "batch", which);
    }
    check(same_items(items[0], items[1], names_len == 0 ? 0 : ends[0][names_len - 1]), "galleries", which);
    for (size_t at = 0; at < names_len; at++) {
        omnimedia_query query = {0};
        omnimedia_bytes *told[2] = {NULL, NULL};
        omnimedia_str views[2] = {{NULL, 0}, {NULL, 0}};
        omnimedia_status got[2];
        query.size = sizeof query;
        query.number = names[at];
        query.context = *context;
        for (int side = 0; side < 2; side++) {
            omnimedia_answer *answer = NULL;
            got[side] = omnimedia_snapshot_resolve(both[side], &query, &answer, NULL);
            if (got[side] != OMNIMEDIA_OK) continue;
            must(omnimedia_answer_json(answer, &told[side], NULL), "json");
            must(omnimedia_bytes_view(told[side], &views[side]), "view");
            must(omnimedia_answer_release(answer), "released");
        }
        check(got[0] == got[1] && same(views[0], views[1]), "resolve", which);
        must(omnimedia_bytes_release(told[0]), "released");
        must(omnimedia_bytes_release(told[1]), "released");
    }
}

static void compare(const omnimedia_snapshot *one, const omnimedia_snapshot *other, const char *which) {
    const char *contexts[4][3] = {{"", "", ""}, {"", "1", "fr-CA"}, {"C1", "2", "zh-Hant-HK"}, {"?", "?", "da"}};
    must(omnimedia_snapshot_verify(other, NULL), "sound set");
    for (size_t at = 0; at < 4; at++) {
        omnimedia_context context = {text(contexts[at][0]), text(contexts[at][1]), text(contexts[at][2])};
        omnimedia_category_image images[2];
        omnimedia_shelf here = 0, there = 0;
        must(omnimedia_snapshot_shelf(one, &context, &here, NULL), "shelf");
        must(omnimedia_snapshot_shelf(other, &context, &there, NULL), "shelf");
        by_number(one, here, other, there, which);
        in_batches(one, here, other, there, &context, which);
        memset(images, 0, sizeof images);
        omnimedia_status a = omnimedia_snapshot_category_image(one, here, text("c"), &images[0]);
        omnimedia_status b = omnimedia_snapshot_category_image(other, there, text("c"), &images[1]);
        check(a == b && same(images[0].url, images[1].url) && same(images[0].alt, images[1].alt), "category", which);
        check(omnimedia_snapshot_primary(other, here, names[0], NULL, 0, &(size_t){0}) == OMNIMEDIA_WRONG_SHELF,
              "a shelf of the whole", which);
    }
}

static void refuses(const omnimedia_snapshot *set) {
    omnimedia_snapshot *made = NULL;
    omnimedia_bytes *index = NULL;
    omnimedia_store *store = NULL;
    omnimedia_str bytes = {NULL, 0};
    must(omnimedia_snapshot_bytes(set, 1, &bytes), "bytes of a shard");
    check(omnimedia_snapshot_compact(set, &made, NULL) == OMNIMEDIA_WRONG_KIND, "compact", "set");
    check(omnimedia_snapshot_save(set, text("none"), NULL) == OMNIMEDIA_WRONG_KIND, "save", "set");
    check(omnimedia_snapshot_with_delta(set, bytes.data, bytes.len, &made, NULL) == OMNIMEDIA_WRONG_KIND, "delta", "set");
    check(omnimedia_snapshot_diff(set, set, NULL, NULL, NULL, &index, NULL) == OMNIMEDIA_WRONG_KIND, "diff", "set");
    check(omnimedia_shards_index(&set, 1, &index, NULL) == OMNIMEDIA_WRONG_KIND, "index", "set");
    must(omnimedia_store_new(set, &store, NULL), "store");
    check(omnimedia_store_add(store, bytes.data, bytes.len, NULL) == OMNIMEDIA_WRONG_KIND, "add", "set");
    must(omnimedia_store_release(store), "released");
    check(made == NULL && index == NULL, "an output was written", "set");
}

int main(int argc, char **argv) {
    static char paths[MOST][4096], index_path[4096], whole_path[4096], names_path[4096];
    static uint8_t room[1 << 22];
    omnimedia_snapshot *whole = NULL, *from_files = NULL, *from_open = NULL, *wrong = NULL, *held[MOST] = {NULL};
    const omnimedia_snapshot *shards[MOST];
    omnimedia_str files[MOST], view = {NULL, 0};
    omnimedia_bytes *index = NULL;
    omnimedia_fault *why = NULL;
    size_t count = argc == 3 ? (size_t)atoi(argv[2]) : 0, products = 0;
    if (count < 2 || count > MOST) return 2;
    snprintf(index_path, sizeof index_path, "%s/index", argv[1]);
    snprintf(whole_path, sizeof whole_path, "%s/whole", argv[1]);
    snprintf(names_path, sizeof names_path, "%s/numbers", argv[1]);
    read_names(names_path);
    must(omnimedia_snapshot_open_file(text(whole_path), NULL, &whole, NULL), "whole");
    for (size_t at = 0; at < count; at++) {
        snprintf(paths[at], sizeof paths[at], "%s/shard%u", argv[1], (unsigned)at);
        files[at] = text(paths[at]);
        must(omnimedia_snapshot_open_file(files[at], NULL, &held[at], NULL), "shard");
        shards[at] = held[at];
    }
    must(omnimedia_shards_index(shards, count, &index, NULL), "index");
    must(omnimedia_bytes_view(index, &view), "index");
    check(read_file(index_path, room, sizeof room) == view.len && memcmp(room, view.data, view.len) == 0, "the bytes", "index");
    must(omnimedia_snapshot_open_shard_files(text(index_path), files, count, NULL, &from_files, NULL), "shards of files");
    must(omnimedia_snapshot_open_shards(view.data, view.len, shards, count, NULL, &from_open, NULL), "open shards");
    /* The set keeps what it reads. */
    for (size_t at = 0; at < names_len; at++) {
        omnimedia_found found;
        uint32_t shard = 0;
        if (omnimedia_snapshot_find(whole, names[at], &found) != OMNIMEDIA_OK || found.variant.data != NULL) continue;
        products++;
        must(omnimedia_shard_of(names[at], (uint32_t)count, &shard), "shard of a product");
        check(omnimedia_snapshot_find(held[shard], names[at], &found) == OMNIMEDIA_OK, "the shard of a product", "shard");
    }
    check(products > 0, "no product", "numbers");
    check(omnimedia_snapshot_open_shards(view.data, view.len, shards, count - 1, NULL, &wrong, &why) == OMNIMEDIA_WRONG_SHARD,
          "too few", "shards");
    must(omnimedia_fault_release(why), "released");
    check(omnimedia_snapshot_open_shards(view.data, view.len - 1, shards, count, NULL, &wrong, NULL) == OMNIMEDIA_SNAPSHOT_LENGTH,
          "a short index", "shards");
    for (size_t at = 0; at < count; at++) must(omnimedia_snapshot_release(held[at]), "released");
    must(omnimedia_bytes_release(index), "released");
    compare(whole, from_files, "files");
    compare(whole, from_open, "open");
    refuses(from_files);
    must(omnimedia_snapshot_release(whole), "released");
    must(omnimedia_snapshot_release(from_files), "released");
    must(omnimedia_snapshot_release(from_open), "released");
    check(omnimedia_handles_alive() == 0, "handles are left", "end");
    printf("%lu calls, %lu failures\n", calls, failures);
    return failures == 0 ? 0 : 1;
}
