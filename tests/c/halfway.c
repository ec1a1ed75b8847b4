/* A fault of the library in the middle of a call: while a tenant or builder is held, around a callback of the host, while
   a snapshot goes into a store. What comes of it, and what can be used afterwards: `halfway FOLDER`, with the folder of
   hostile.c and a library whose bodies panic on demand. */
#include "callbacks.h"

extern void omnimedia_inject_panic_midway(uint32_t nth);

static const char said[] = "injected on purpose in two lines";

/* Whether a tenant can be used: 1 in full, 0 not at all. */
static int is_usable(const omnimedia_tenant *tenant) {
    omnimedia_bytes *bytes = NULL;
    omnimedia_fault *why = NULL;
    omnimedia_status status = omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &bytes, &why);
    calls++;
    if (status == OMNIMEDIA_OK) {
        must(omnimedia_bytes_release(bytes), "read");
        must(omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"Q\"}}"), NULL), "changed");
        return 1;
    }
    if (status != OMNIMEDIA_INTERNAL) fail("neither usable nor broken", status);
    judge_fault(why, OMNIMEDIA_INTERNAL, "broke off in the middle");
    for (int i = 0; i < 3; i++) {
        if (omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"Q\"}}"), NULL) != OMNIMEDIA_INTERNAL) fail("it takes changes", i);
        if (omnimedia_tenant_export(tenant, NULL, writes, &host, NULL, NULL) != OMNIMEDIA_INTERNAL) fail("it is exported", i);
        if (omnimedia_tenant_retain(tenant) != OMNIMEDIA_OK) fail("it cannot be retained", i);
        if (omnimedia_tenant_release((omnimedia_tenant *)tenant) != OMNIMEDIA_OK) fail("it cannot be released", i);
    }
    return 0;
}

/* Every operation with callbacks, with a panic at every point that it comes by. */
static void break_off_operations(void) {
    for (int o = 0; o < OPERATIONS; o++) {
        unsigned broken = 0;
        now = operations[o].name;
        for (uint32_t at = 1;; at++) {
            struct made made = nothing(), clean = nothing();
            how = "a panic midway";
            make_stage();
            omnimedia_bytes *before = whole(stage.tenant);
            size_t alive = omnimedia_handles_alive();
            omnimedia_inject_panic_midway(at);
            omnimedia_status status = operations[o].run(&made);
            omnimedia_inject_panic_midway(0);
            if (status == OMNIMEDIA_OK) {
                if (memcmp(&made.bytes, &clean.bytes, sizeof made.bytes) != 0) must(omnimedia_bytes_release(made.bytes), "made");
                if (memcmp(&made.imported, &clean.imported, sizeof made.imported) != 0)
                    must(omnimedia_imported_release(made.imported), "made");
                must(omnimedia_bytes_release(before), "before");
                clear_stage();
                break;
            }
            broken++;
            judge(status, OMNIMEDIA_INTERNAL, OMNIMEDIA_OK);
            if (memcmp(&made.bytes, &clean.bytes, sizeof made.bytes) != 0
                || memcmp(&made.imported, &clean.imported, sizeof made.imported) != 0)
                fail("an output was written", (long)at);
            judge_fault(made.why, status, said);
            if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
            /* who was only read goes on as before; who was changed is broken for ever */
            how = "after a panic midway";
            omnimedia_bytes *after = whole(stage.tenant);
            if (!same(before, after)) fail("what was only read is another", (long)at);
            if (!is_usable(stage.tenant)) fail("what was only read is broken", (long)at);
            /* a transfer may break off before it has its destination */
            int usable = is_usable(stage.other);
            if (operations[o].other != IS_CHANGED && !usable) fail("what was not held is broken", (long)at);
            if (operations[o].other == IS_CHANGED && operations[o].tenant == FREE && usable) fail("a change broke off unseen", (long)at);
            must(omnimedia_bytes_release(before), "before");
            must(omnimedia_bytes_release(after), "after");
            clear_stage();
        }
        if (broken < 2) fail("it came by too few points", (long)broken);
    }
}

/* Of a change of a tenant nothing but the status comes, however often it is asked; it is read again from where it is
   stored. */
static void break_off_a_change(void) {
    omnimedia_tenant *again = NULL;
    now = "a change";
    for (uint32_t at = 1; at <= 2; at++) {
        make_stage();
        omnimedia_bytes *kept = whole(stage.tenant), *after;
        omnimedia_str view;
        must(omnimedia_bytes_view(kept, &view), "kept");
        how = "a panic midway";
        omnimedia_inject_panic_midway(at);
        judge(omnimedia_tenant_set(stage.tenant, text("{\"product\": {\"number\": \"Q\"}}"), NULL), OMNIMEDIA_INTERNAL, 0);
        omnimedia_inject_panic_midway(0);
        if (is_usable(stage.tenant)) fail("a change broke off unseen", (long)at);
        how = "read again";
        judge(omnimedia_tenant_read(view.data, view.len, OMNIMEDIA_JSON, NULL, &again, NULL), OMNIMEDIA_OK, 0);
        after = whole(again);
        if (!same(kept, after) || !is_usable(again)) fail("another tenant", 0);
        must(omnimedia_tenant_release(again), "again");
        must(omnimedia_bytes_release(kept), "kept");
        must(omnimedia_bytes_release(after), "after");
        clear_stage();
    }
}

static void break_off_a_builder(void) {
    omnimedia_str none = {NULL, 0};
    now = "a builder";
    for (uint32_t at = 1; at <= 4; at++) {
        omnimedia_builder *builder = NULL;
        omnimedia_publication *publication = NULL;
        omnimedia_fault *why = NULL;
        size_t alive = omnimedia_handles_alive();
        must(omnimedia_builder_new(NULL, &builder, NULL), "builder");
        how = "a panic midway";
        omnimedia_inject_panic_midway(at);
        omnimedia_status asset = omnimedia_builder_asset(builder, text("A1"), OMNIMEDIA_IMAGE, none, NULL);
        omnimedia_status finish = omnimedia_builder_finish(builder, &publication, &why);
        omnimedia_inject_panic_midway(0);
        calls += 2;
        if (asset != (at <= 2 ? OMNIMEDIA_INTERNAL : OMNIMEDIA_OK)) fail("an asset", asset);
        if (finish != OMNIMEDIA_INTERNAL) fail("a publication", finish);
        if (publication != NULL) fail("an output was written", (long)at);
        judge_fault(why, OMNIMEDIA_INTERNAL, at <= 2 ? "met a fault of the library" : said);
        how = "after a panic midway";
        for (int i = 0; i < 3; i++) judge(omnimedia_builder_asset(builder, text("A1"), OMNIMEDIA_IMAGE, none, NULL), OMNIMEDIA_INTERNAL, 0);
        must(omnimedia_builder_release(builder), "builder");
        if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
    }
}

/* The picture that the store shows for S1. */
static omnimedia_str shown(const omnimedia_store *store, omnimedia_shelf shelf, omnimedia_snapshot **taken) {
    omnimedia_str url = {NULL, 0};
    must(omnimedia_store_snapshot(store, taken), "taken");
    must(omnimedia_snapshot_default_image_url(*taken, shelf, text("S1"), &url), "url");
    return url;
}

static int has(omnimedia_str words, const char *part) {
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= words.len; i++) {
        if (memcmp(words.data + i, part, len) == 0) return 1;
    }
    return 0;
}

/* A store, though its lock was held: it holds what it held, and takes what comes next. */
static void break_off_a_store(void) {
    omnimedia_store *store = NULL;
    omnimedia_shelf shelf = 0;
    omnimedia_snapshot *taken = NULL, *never = NULL;
    now = "a store";
    how = "made";
    omnimedia_inject_panic_midway(1);
    judge(omnimedia_store_new(live.snapshot, &store, NULL), OMNIMEDIA_INTERNAL, 0);
    if (store != NULL) fail("an output was written", 0);
    must(omnimedia_store_new(live.snapshot, &store, NULL), "store");
    must(omnimedia_store_shelf(store, NULL, &shelf, NULL), "shelf");
    for (int i = 0; i < 3; i++) {
        omnimedia_fault *why = NULL;
        size_t alive = omnimedia_handles_alive();
        how = "added to, a panic midway";
        omnimedia_inject_panic_midway(1);
        judge(omnimedia_store_add(store, delta.data, delta.len, &why), OMNIMEDIA_INTERNAL, 0);
        judge_fault(why, OMNIMEDIA_INTERNAL, said);
        omnimedia_inject_panic_midway(1);
        judge(omnimedia_store_replace(store, live.snapshot, NULL), OMNIMEDIA_INTERNAL, 0);
        omnimedia_inject_panic_midway(1);
        judge(omnimedia_snapshot_with_delta(live.snapshot, delta.data, delta.len, &never, NULL), OMNIMEDIA_INTERNAL, 0);
        if (never != NULL) fail("an output was written", 0);
        if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
        if (!has(shown(store, shelf, &taken), "shirt")) fail("it shows something else", i);
        must(omnimedia_snapshot_release(taken), "taken");
        how = "added to, afterwards";
        judge(omnimedia_store_add(store, delta.data, delta.len, NULL), OMNIMEDIA_OK, 0);
        if (!has(shown(store, shelf, &taken), "coat")) fail("it shows something else", i);
        must(omnimedia_snapshot_release(taken), "taken");
        judge(omnimedia_store_replace(store, live.snapshot, NULL), OMNIMEDIA_OK, 0);
    }
    must(omnimedia_store_release(store), "store");
}

static unsigned long told;

static void released(void *user) {
    told++;
    free(user);
}

static omnimedia_snapshot *lend(void) {
    omnimedia_str bytes = snapshot_bytes();
    omnimedia_snapshot *snapshot = NULL;
    uint8_t *room = malloc(bytes.len);
    if (room == NULL) exit(2);
    memcpy(room, bytes.data, bytes.len);
    omnimedia_status status = omnimedia_snapshot_borrow(room, bytes.len, NULL, released, room, &snapshot, NULL);
    if (status != OMNIMEDIA_OK) free(room);
    calls++;
    return snapshot;
}

/* Bytes that are lent: a call that breaks off keeps none and calls nobody back; a release that breaks off has released. */
static void break_off_lent_bytes(void) {
    size_t alive = omnimedia_handles_alive();
    omnimedia_store *store = NULL;
    now = "lent bytes";
    how = "borrowed, a panic midway";
    omnimedia_inject_panic_midway(1);
    if (lend() != NULL || told != 0) fail("they are held", (long)told);
    omnimedia_snapshot *snapshot = lend();
    how = "released, a panic midway";
    omnimedia_inject_panic_midway(1);
    judge(omnimedia_snapshot_release(snapshot), OMNIMEDIA_INTERNAL, 0);
    if (told != 1) fail("told so often", (long)told);
    judge(omnimedia_snapshot_release(snapshot), OMNIMEDIA_WRONG_HANDLE, 0);
    snapshot = lend();
    must(omnimedia_store_new(snapshot, &store, NULL), "store");
    must(omnimedia_snapshot_release(snapshot), "snapshot");
    how = "out of a store, a panic midway";
    omnimedia_inject_panic_midway(2);
    judge(omnimedia_store_replace(store, live.snapshot, NULL), OMNIMEDIA_INTERNAL, 0);
    if (told != 2) fail("told so often", (long)told);
    judge(omnimedia_store_replace(store, live.snapshot, NULL), OMNIMEDIA_OK, 0);
    must(omnimedia_store_release(store), "store");
    if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
}

/* An array may be filled as far as the call came; the count is not written. */
static void break_off_an_array(void) {
    omnimedia_item items[4];
    omnimedia_query query = {0};
    omnimedia_answer *answer = NULL;
    size_t count = 99;
    query.size = sizeof query;
    query.number = text("S1-B");
    must(omnimedia_snapshot_resolve(live.snapshot, &query, &answer, NULL), "answer");
    now = "an array";
    how = "a panic midway";
    memset(items, PATTERN, sizeof items);
    omnimedia_inject_panic_midway(2);
    judge(omnimedia_answer_items(answer, OMNIMEDIA_PRIMARY, items, 4, &count), OMNIMEDIA_INTERNAL, 0);
    omnimedia_inject_panic_midway(0);
    if (count != 99) fail("the count was written", (long)count);
    if (untouched((unsigned char *)&items[0], sizeof items[0])) fail("it came by no point", 0);
    if (!untouched((unsigned char *)&items[1], sizeof items - sizeof items[0])) fail("more was written", 0);
    how = "after a panic midway";
    judge(omnimedia_answer_items(answer, OMNIMEDIA_PRIMARY, items, 4, &count), OMNIMEDIA_OK, 0);
    if (count != 2) fail("another count", (long)count);
    must(omnimedia_answer_release(answer), "answer");
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    begin(argv[1]);
    break_off_operations();
    break_off_a_change();
    break_off_a_builder();
    break_off_a_store();
    break_off_lent_bytes();
    break_off_an_array();
    must(omnimedia_bytes_release(rows_bytes), "rows");
    return end();
}
