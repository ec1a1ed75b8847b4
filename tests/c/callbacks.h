/* A host whose callbacks do as they are told, and the calls that take callbacks. A part of callbacks.c. */
#ifndef CALLBACKS_H
#define CALLBACKS_H

#include "hostile.h"

/* The kinds of callbacks. */
enum { READ, WRITE, EACH, DONE, PROGRESS, KINDS };

struct host {
    /* What a reader gives, from where, and how much at once; 0 for as much as there is room for. */
    omnimedia_str input;
    size_t at, piece;
    unsigned long calls[KINDS];
    /* The call of this kind that returns something else than 0, counted from 1; 0 for none. */
    int kind;
    unsigned long stop_at;
    int32_t answer;
    /* Calls after that one. */
    int stopped;
    unsigned long late;
    /* What every call does besides. */
    void (*inside)(void);
    uint64_t written;
};

static struct host host;

/* What a call returns. */
static inline int32_t called(void *user, int kind) {
    if (user != &host) fail("another `user`", kind);
    host.calls[kind]++;
    if (host.stopped) host.late++;
    if (host.inside != NULL) host.inside();
    if (host.kind != kind || host.calls[kind] != host.stop_at) return 0;
    host.stopped = 1;
    return host.answer;
}

static inline int32_t reads(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    size_t left = host.input.len - host.at;
    int32_t answer = called(user, READ);
    if (capacity == 0 || *filled != 0) fail("a reader without room", (long)capacity);
    if (host.piece != 0 && capacity > host.piece) capacity = host.piece;
    *filled = left < capacity ? left : capacity;
    memcpy(buffer, host.input.data + host.at, *filled);
    host.at += *filled;
    return answer;
}

static inline int32_t writes(void *user, const uint8_t *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) host.written = host.written * 31 + bytes[i];
    return called(user, WRITE);
}

static inline int32_t takes(void *user, omnimedia_str row) {
    if (row.len < 2 || row.data[0] != '{' || row.data[row.len - 1] != '}') fail("a row that is no JSON", (long)row.len);
    return called(user, EACH);
}

static inline int32_t counts_done(void *user, uint64_t done, uint64_t total) {
    if (done == 0 || done > total) fail("more done than there is", (long)done);
    return called(user, DONE);
}

static inline int32_t is_told(void *user, const omnimedia_import_progress *progress) {
    if (progress->applied > progress->to_apply) fail("more applied than there is", (long)progress->applied);
    return called(user, PROGRESS);
}

/* What the calls work on; made anew before each. */
static struct {
    omnimedia_publication *before, *after, *bare;
    omnimedia_snapshot *old, *new;
    omnimedia_tenant *tenant, *other;
    omnimedia_imported *imported;
} stage;

/* A manifest of `stage.tenant`. */
static omnimedia_bytes *rows_bytes;
static omnimedia_str rows;

enum { PRODUCTS = 6 };

/* A shop; in each version products show other pictures, in version 2 none. */
static inline omnimedia_publication *shop_of(int version) {
    static char json[1 << 15];
    omnimedia_publication *publication = NULL;
    size_t len = 0;
#define SAY(...) (len += (size_t)snprintf(json + len, sizeof json - len, __VA_ARGS__))
    SAY("{\"omnimedia\": \"publication/1\", \"channels\": [{\"id\": \"128\", \"locales\": [\"fr-CA\"]}], \"assets\": [");
    for (int i = 0; i < PRODUCTS; i++)
        SAY("%s{\"id\": \"A%d\", \"kind\": \"image\", \"url\": \"https://cdn.example/a%d.png\","
            " \"text\": {\"neutral\": {\"alt\": \"Picture %d %01500d\"}}}", i == 0 ? "" : ", ", i, i, i, 0);
    SAY("], \"products\": [");
    for (int i = 0; i < PRODUCTS; i++) {
        int shown = (i + version) % PRODUCTS;
        SAY("%s{\"number\": \"P%d\"", i == 0 ? "" : ", ", i);
        if (version != 2)
            SAY(", \"media\": [{\"master\": {\"primary\": [\"A%d\", \"missing\"]}},"
                " {\"channel\": \"128\", \"master\": {\"primary\": [\"A%d\", \"missing\"]}}]", shown, shown);
        SAY("}");
    }
    SAY("]}");
#undef SAY
    must(omnimedia_publication_read((const uint8_t *)json, len, OMNIMEDIA_JSON, NULL, &publication, NULL), "shop");
    return publication;
}

static inline void clear_stage(void) {
    must(omnimedia_publication_release(stage.before), "before");
    must(omnimedia_publication_release(stage.after), "after");
    must(omnimedia_publication_release(stage.bare), "bare");
    must(omnimedia_snapshot_release(stage.old), "old");
    must(omnimedia_snapshot_release(stage.new), "new");
    must(omnimedia_tenant_release(stage.tenant), "tenant");
    must(omnimedia_tenant_release(stage.other), "other");
    must(omnimedia_imported_release(stage.imported), "imported");
    memset(&stage, 0, sizeof stage);
}

static inline void make_stage(void) {
    omnimedia_stamp stamp = {0};
    omnimedia_tenant *taken = NULL;
    fill_omnimedia_stamp(&stamp);
    memset(&host, 0, sizeof host);
    stage.before = shop_of(0);
    stage.after = shop_of(1);
    stage.bare = shop_of(2);
    must(omnimedia_publication_flatten(stage.before, NULL, &stage.old, NULL), "old");
    must(omnimedia_publication_flatten(stage.after, NULL, &stage.new, NULL), "new");
    must(omnimedia_tenant_from_publication(stage.before, NULL, &stamp, &stage.tenant, NULL), "tenant");
    must(omnimedia_tenant_without_media_of(stage.before, NULL, &stage.other, NULL), "other");
    if (rows_bytes == NULL) {
        must(omnimedia_tenant_export_bytes(stage.tenant, NULL, &rows_bytes, NULL, NULL), "rows");
        must(omnimedia_bytes_view(rows_bytes, &rows), "rows");
    }
    must(omnimedia_tenant_without_media_of(stage.before, NULL, &taken, NULL), "taken");
    must(omnimedia_tenant_import_bytes(taken, NULL, &stamp, rows.data, rows.len, NULL, NULL, &stage.imported, NULL), "imported");
    must(omnimedia_tenant_release(taken), "taken");
    host.input = rows;
    host.piece = 3000;
}

/* What a call wrote. */
struct made {
    omnimedia_bytes *bytes;
    omnimedia_imported *imported;
    omnimedia_fault *why;
};

static inline omnimedia_status imports(struct made *made) {
    omnimedia_stamp stamp = {0};
    fill_omnimedia_stamp(&stamp);
    return omnimedia_tenant_import(stage.other, NULL, &stamp, reads, is_told, &host, &made->imported, &made->why);
}

static inline omnimedia_status imports_bytes(struct made *made) {
    omnimedia_stamp stamp = {0};
    fill_omnimedia_stamp(&stamp);
    return omnimedia_tenant_import_bytes(stage.other, NULL, &stamp, rows.data, rows.len, is_told, &host, &made->imported, &made->why);
}

static inline omnimedia_status exports(struct made *made) {
    return omnimedia_tenant_export(stage.tenant, NULL, writes, &host, &made->bytes, &made->why);
}

static inline omnimedia_status writes_result(struct made *made) {
    return omnimedia_imported_write_result(stage.imported, reads, writes, &host, &made->why);
}

static inline omnimedia_status transfers(struct made *made) {
    return omnimedia_tenant_transfer(stage.tenant, stage.other, NULL, text("ann"), counts_done, &host, &made->bytes, &made->why);
}

static inline omnimedia_status audits(struct made *made) {
    return omnimedia_publication_audit(stage.before, NULL, takes, &host, &made->bytes, &made->why);
}

static inline omnimedia_status compares(struct made *made) {
    return omnimedia_publication_diff(stage.before, stage.after, NULL, takes, &host, &made->bytes, &made->why);
}

static inline omnimedia_status compares_snapshots(struct made *made) {
    return omnimedia_snapshot_diff(stage.old, stage.new, NULL, takes, &host, &made->bytes, &made->why);
}

static inline omnimedia_status minimises(struct made *made) {
    return omnimedia_publication_minimise(stage.before, NULL, takes, &host, &made->bytes, &made->why);
}

static inline omnimedia_status foresees(struct made *made) {
    omnimedia_str none = {NULL, 0};
    return omnimedia_tenant_readiness(stage.tenant, text("csu_media_locations"), none, stage.bare, stage.before, NULL, NULL,
                                      takes, &host, &made->bytes, &made->why);
}

/* How a tenant is held during a call. */
enum { FREE, IS_READ, IS_CHANGED };

struct operation {
    const char *name;
    omnimedia_status (*run)(struct made *made);
    /* What it calls; -1 for no second kind. */
    int kinds[2];
    /* How `stage.tenant` and `stage.other` are held. */
    int tenant, other;
};

static const struct operation operations[] = {
    {"import", imports, {READ, PROGRESS}, FREE, IS_CHANGED},
    {"import of bytes", imports_bytes, {PROGRESS, -1}, FREE, IS_CHANGED},
    {"export", exports, {WRITE, -1}, IS_READ, FREE},
    {"result", writes_result, {READ, WRITE}, FREE, FREE},
    {"transfer", transfers, {DONE, -1}, IS_READ, IS_CHANGED},
    {"audit", audits, {EACH, -1}, FREE, FREE},
    {"diff", compares, {EACH, -1}, FREE, FREE},
    {"diff of snapshots", compares_snapshots, {EACH, -1}, FREE, FREE},
    {"minimise", minimises, {EACH, -1}, FREE, FREE},
    {"readiness", foresees, {EACH, -1}, IS_READ, FREE},
};
enum { OPERATIONS = sizeof operations / sizeof *operations };

/* Handles that a call must not have written. */
static inline struct made nothing(void) {
    struct made made;
    memset(&made, PATTERN, sizeof made);
    return made;
}

/* Runs an operation and judges what it wrote. */
static inline void run(const struct operation *operation, omnimedia_status wanted) {
    struct made made = nothing(), clean = nothing();
    omnimedia_status status = operation->run(&made);
    judge(status, wanted, OMNIMEDIA_OK);
    if (host.late != 0) fail("called after it said stop", (long)host.late);
    if (status != OMNIMEDIA_OK) {
        if (memcmp(&made.bytes, &clean.bytes, sizeof made.bytes) != 0
            || memcmp(&made.imported, &clean.imported, sizeof made.imported) != 0)
            fail("an output was written", status);
        judge_fault(made.why, status, NULL);
        return;
    }
    if (memcmp(&made.why, &clean.why, sizeof made.why) != 0) fail("`why` was written", status);
    if (memcmp(&made.bytes, &clean.bytes, sizeof made.bytes) != 0) must(omnimedia_bytes_release(made.bytes), "made");
    if (memcmp(&made.imported, &clean.imported, sizeof made.imported) != 0)
        must(omnimedia_imported_release(made.imported), "made");
}

/* All of a tenant, to be released. */
static inline omnimedia_bytes *whole(const omnimedia_tenant *tenant) {
    omnimedia_bytes *bytes = NULL;
    if (tenant != NULL) must(omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &bytes, NULL), "all of a tenant");
    return bytes;
}

/* Whether two have the same bytes. */
static inline int same(const omnimedia_bytes *one, const omnimedia_bytes *another) {
    omnimedia_str first = {NULL, 0}, second = {NULL, 0};
    must(omnimedia_bytes_view(one, &first), "one");
    must(omnimedia_bytes_view(another, &second), "another");
    return first.len == second.len && memcmp(first.data, second.data, first.len) == 0;
}

#endif
