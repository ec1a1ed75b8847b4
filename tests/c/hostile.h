/* What the generated calls of tests/suite/c_hostile.rs stand on: one good object of every type, and how a call is
   judged. The generator reads this file: `struct world` tells it for which types there are objects. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "omnimedia.h"

#define PATTERN 0xA5

/* One object of every type, and what goes with them. */
struct world {
    omnimedia_publication *publication;
    omnimedia_snapshot *snapshot;
    omnimedia_answer *answer;
    omnimedia_store *store;
    omnimedia_bytes *bytes;
    omnimedia_fault *fault;
    omnimedia_builder *builder;
    omnimedia_tenant *tenant;
    /* Where a call takes two tenants: what it copies into. */
    omnimedia_tenant *other;
    omnimedia_imported *imported;
    omnimedia_shelf shelf;
};

/* The objects that calls get, and others that are released: handles that once were. */
static struct world live, dead;
/* From the folder of the command line: a publication as JSON, and a delta on its snapshot. */
static omnimedia_str shop, delta;
/* Of the tenant: a manifest, and how it is stored; the bytes that hold them. */
static omnimedia_str manifest, stored;
static omnimedia_bytes *manifest_bytes, *stored_bytes;
/* The index of the live snapshot, which is the only shard of its publication; and where it lies as a file. */
static omnimedia_str shard_index;
static omnimedia_bytes *shard_index_bytes;
static char saved_index[4096];
/* A mark that the tenant gave. */
static uint64_t marked;
/* How much of the manifest was read. */
static size_t read_so_far;
/* A file there with a snapshot, which is written anew. */
static char saved[4096];

static const char *now = "the beginning", *how = "";
static unsigned long calls, failures;

static inline void fail(const char *what, long found) {
    failures++;
    printf("%s: %s: %s (%ld)\n", now, how, what, found);
}

static inline void must(omnimedia_status status, const char *what) {
    if (status != OMNIMEDIA_OK) {
        printf("no world: %s: %d\n", what, (int)status);
        exit(2);
    }
}

static inline omnimedia_str text(const char *words) {
    omnimedia_str text = {(const uint8_t *)words, strlen(words)};
    return text;
}

/* Fills structures that begin with their size; the rest of them is zeros. */
static inline void fill_omnimedia_query(omnimedia_query *query) {
    omnimedia_str number = OMNIMEDIA_STR("S1");
    query->number = number;
}

static inline void fill_omnimedia_stamp(omnimedia_stamp *stamp) {
    stamp->by = text("ann");
    stamp->at = 1800000000;
}

static inline void fill_omnimedia_crop(omnimedia_crop *crop) {
    crop->width = 1;
    crop->height = 1;
}

static inline void fill_omnimedia_target(omnimedia_target *target) {
    target->kind = OMNIMEDIA_TARGET_DOCUMENT;
    target->id = text("S1");
}

#include "hostile_stage.h"

static inline void make(struct world *world) {
    omnimedia_query query = {0};
    omnimedia_str request = OMNIMEDIA_STR("{\"product\": \"S1\"}");
    query.size = sizeof query;
    fill_omnimedia_query(&query);
    memset(world, 0, sizeof *world);
    must(omnimedia_publication_read(shop.data, shop.len, OMNIMEDIA_JSON, NULL, &world->publication, NULL),
         "publication");
    must(omnimedia_publication_flatten(world->publication, NULL, &world->snapshot, NULL), "snapshot");
    must(omnimedia_snapshot_resolve(world->snapshot, &query, &world->answer, NULL), "answer");
    must(omnimedia_store_new(world->snapshot, &world->store, NULL), "store");
    must(omnimedia_publication_ask(world->publication, request, NULL, &world->bytes, NULL), "bytes");
    must(omnimedia_publication_warnings(world->publication, &world->fault, NULL), "fault");
    must(omnimedia_snapshot_shelf(world->snapshot, NULL, &world->shelf, NULL), "shelf");
    must(omnimedia_builder_new(NULL, &world->builder, NULL), "builder");
    world->tenant = tenant_of(world->publication);
    world->other = tenant_of(NULL);
    world->imported = imported_into(world->tenant);
}

static inline void unmake(struct world *world) {
    must(omnimedia_imported_release(world->imported), "imported");
    must(omnimedia_tenant_release(world->other), "other");
    must(omnimedia_tenant_release(world->tenant), "tenant");
    must(omnimedia_builder_release(world->builder), "builder");
    must(omnimedia_fault_release(world->fault), "fault");
    must(omnimedia_bytes_release(world->bytes), "bytes");
    must(omnimedia_store_release(world->store), "store");
    must(omnimedia_answer_release(world->answer), "answer");
    must(omnimedia_snapshot_release(world->snapshot), "snapshot");
    must(omnimedia_publication_release(world->publication), "publication");
}

/* Before every call: what calls change is as it was. */
static inline void reset(void) {
    must(omnimedia_store_replace(live.store, live.snapshot, NULL), "reset");
    read_so_far = 0;
}

static inline omnimedia_str snapshot_bytes(void) {
    omnimedia_str bytes = {NULL, 0};
    must(omnimedia_snapshot_bytes(live.snapshot, 0, &bytes), "bytes of the snapshot");
    return bytes;
}

static inline omnimedia_str read_all(const char *folder, const char *name) {
    char where[4096];
    omnimedia_str bytes = {NULL, 0};
    uint8_t *room = malloc(1 << 16);
    snprintf(where, sizeof where, "%s/%s", folder, name);
    FILE *file = fopen(where, "rb");
    if (file != NULL && room != NULL) bytes.len = fread(room, 1, 1 << 16, file);
    if (file != NULL) fclose(file);
    bytes.data = room;
    return bytes;
}

static inline omnimedia_str saved_path(void) {
    omnimedia_str text = {(const uint8_t *)saved, strlen(saved)};
    return text;
}

static inline omnimedia_str index_path(void) {
    omnimedia_str text = {(const uint8_t *)saved_index, strlen(saved_index)};
    return text;
}

static inline void save_index(const char *folder) {
    const omnimedia_snapshot *shards[1] = {live.snapshot};
    must(omnimedia_shards_index(shards, 1, &shard_index_bytes, NULL), "index");
    must(omnimedia_bytes_view(shard_index_bytes, &shard_index), "index");
    snprintf(saved_index, sizeof saved_index, "%s/index", folder);
    FILE *file = fopen(saved_index, "wb");
    if (file != NULL && fwrite(shard_index.data, 1, shard_index.len, file) != shard_index.len) exit(2);
    if (file != NULL) fclose(file);
}

static inline void begin(const char *folder) {
    shop = read_all(folder, "shop.json");
    delta = read_all(folder, "delta");
    snprintf(saved, sizeof saved, "%s/saved", folder);
    make(&live);
    make(&dead);
    must(omnimedia_snapshot_save(live.snapshot, saved_path(), NULL), "saved");
    save_index(folder);
    unmake(&dead);
}

/* 0 when every call was judged well and nothing is left. */
static inline int end(void) {
    unmake(&live);
    must(omnimedia_bytes_release(manifest_bytes), "manifest");
    must(omnimedia_bytes_release(stored_bytes), "stored");
    must(omnimedia_bytes_release(shard_index_bytes), "index");
    free((void *)shop.data);
    free((void *)delta.data);
    how = "at the end";
    if (omnimedia_handles_alive() != 0) fail("handles are left", (long)omnimedia_handles_alive());
    printf("%lu calls, %lu failures\n", calls, failures);
    return failures == 0 && calls > 0 ? 0 : 1;
}

static inline int untouched(const unsigned char *room, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (room[i] != PATTERN) return 0;
    }
    return 1;
}

/* An omnimedia_fault that a refusal wrote: it says what the status says, in words. */
static inline void judge_fault(omnimedia_fault *fault, omnimedia_status status, const char *saying) {
    size_t count = 0;
    omnimedia_fault_info info;
    omnimedia_str text = {NULL, 0};
    if (omnimedia_fault_count(fault, &count) != OMNIMEDIA_OK || count == 0) fail("no fault", (long)count);
    else if (omnimedia_fault_at(fault, 0, &info) != OMNIMEDIA_OK || info.code != status) fail("another fault", info.code);
    else if (info.message.len == 0 || info.advice.len == 0 || info.name.len == 0) fail("a fault without words", status);
    if (omnimedia_fault_text(fault, &text) != OMNIMEDIA_OK || text.len == 0) fail("a fault without text", status);
    else if (saying != NULL) {
        size_t length = strlen(saying), at = 0;
        while (at + length <= text.len && memcmp(text.data + at, saying, length) != 0) at++;
        if (at + length > text.len) fail("a fault that says something else", status);
    }
    if (omnimedia_fault_release(fault) != OMNIMEDIA_OK) fail("a fault that cannot be released", status);
}

/* What a call must give. */
enum { REFUSED = -1, AS_THE_GOOD_ONE = -2, BROKEN_OFF = -3 };

/* How many calls broke off in the middle by a panic. */
static unsigned long broken_off;

/* `wanted` is a status, or one of the above; the good call itself must be OMNIMEDIA_OK. A call that was to break off may
   be as the good one, where it does not come by so many points. */
static inline void judge(omnimedia_status status, omnimedia_status wanted, omnimedia_status good) {
    calls++;
    if (wanted == AS_THE_GOOD_ONE ? status != good
        : wanted == REFUSED ? status == OMNIMEDIA_OK
        : wanted == BROKEN_OFF ? status != OMNIMEDIA_INTERNAL && status != good
                            : status != wanted) {
        fail("status", status);
    }
    if (wanted == BROKEN_OFF && status == OMNIMEDIA_INTERNAL) broken_off++;
}

#endif
