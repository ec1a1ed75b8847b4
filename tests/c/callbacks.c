/* Callbacks that do what a host's may: stop at any call by any number, give what is wrong, call back into what is in use
   and into everything else, let go of it. `callbacks FOLDER`, with the folder of hostile.c. */
#include "callbacks.h"

static const int32_t numbers[] = {1, -1, 7, 256, INT32_MIN, INT32_MAX, OMNIMEDIA_INTERNAL};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static omnimedia_status of_stop(int kind) {
    return kind == READ ? OMNIMEDIA_READ : kind == WRITE ? OMNIMEDIA_WRITE : OMNIMEDIA_OK;
}

/* One run that is stopped, and one more that is not: it ends as if the first had not been. */
static void stop_once(const struct operation *operation, int kind, unsigned long at, int32_t answer, const omnimedia_bytes *ended) {
    omnimedia_bytes *tenant, *other, *tenant_after, *other_after, *again;
    make_stage();
    tenant = whole(stage.tenant);
    other = whole(stage.other);
    size_t alive = omnimedia_handles_alive();
    host.kind = kind;
    host.stop_at = at;
    host.answer = answer;
    run(operation, of_stop(kind));
    if (!host.stopped) fail("was not stopped", (long)at);
    if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
    tenant_after = whole(stage.tenant);
    other_after = whole(stage.other);
    if (!same(tenant, tenant_after)) fail("what was read is another", (long)at);
    /* what was applied or copied before the stop stays; nothing is where rows were read */
    int may_change = kind == DONE || (kind == PROGRESS && at > 1);
    if (!may_change && !same(other, other_after)) fail("what was to be changed is not as before", (long)at);
    memset(&host, 0, sizeof host);
    host.input = rows;
    run(operation, OMNIMEDIA_OK);
    again = whole(stage.other);
    if (!same(again, ended)) fail("once more it ends otherwise", (long)at);
    must(omnimedia_bytes_release(tenant), "tenant");
    must(omnimedia_bytes_release(other), "other");
    must(omnimedia_bytes_release(tenant_after), "tenant");
    must(omnimedia_bytes_release(other_after), "other");
    must(omnimedia_bytes_release(again), "again");
    clear_stage();
}

/* Every callback of every call stops at the first, a middle and the last call. */
static void stop(void) {
    for (int o = 0; o < OPERATIONS; o++) {
        for (int k = 0; k < 2 && operations[o].kinds[k] >= 0; k++) {
            int kind = operations[o].kinds[k];
            now = operations[o].name;
            how = "nobody stops";
            make_stage();
            run(&operations[o], OMNIMEDIA_OK);
            unsigned long times = host.calls[kind];
            omnimedia_bytes *ended = whole(stage.other);
            clear_stage();
            if (times < 2) fail("too few calls of a callback", (long)times);
            unsigned long at[] = {1, (times + 1) / 2, times};
            for (int n = 0; n < NUMBERS; n++) {
                for (int i = 0; i < 3; i++) {
                    how = kind == READ ? "a reader stops" : kind == WRITE ? "a writer stops" : "a callback stops";
                    stop_once(&operations[o], kind, at[i], numbers[n], ended);
                }
            }
            must(omnimedia_bytes_release(ended), "ended");
        }
    }
}

static int32_t reads_too_much(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    static const size_t more[] = {0, 1, 1000, SIZE_MAX};
    (void)user;
    memset(buffer, 'x', capacity);
    *filled = host.at == 3 ? SIZE_MAX : capacity + more[host.at];
    return 0;
}

static int32_t reads_nothing(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    (void)user, (void)buffer, (void)capacity, (void)filled;
    return 0;
}

static int32_t reads_without_end(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    (void)user;
    memset(buffer, 'x', capacity);
    *filled = capacity;
    return 0;
}

static int32_t fails_and_overfills(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    (void)user, (void)buffer, (void)capacity;
    *filled = SIZE_MAX;
    return 1;
}

/* A reader that does wrong: for an import, and for the result of one. */
static void misread(const char *does, omnimedia_read reader, omnimedia_status importing, omnimedia_status resulting) {
    omnimedia_stamp stamp = {0};
    omnimedia_bytes *before = whole(stage.other), *after;
    struct made made = nothing();
    size_t alive = omnimedia_handles_alive();
    fill_omnimedia_stamp(&stamp);
    now = "a reader that does wrong";
    how = does;
    judge(omnimedia_tenant_import(stage.other, NULL, &stamp, reader, NULL, &host, &made.imported, &made.why), importing, 0);
    judge_fault(made.why, importing, NULL);
    made = nothing();
    judge(omnimedia_imported_write_result(stage.imported, reader, writes, &host, &made.why), resulting, 0);
    judge_fault(made.why, resulting, NULL);
    if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
    after = whole(stage.other);
    if (!same(before, after)) fail("the tenant is another", 0);
    must(omnimedia_bytes_release(before), "before");
    must(omnimedia_bytes_release(after), "after");
}

static void misread_all(void) {
    make_stage();
    for (host.at = 1; host.at <= 3; host.at++)
        misread("it says more than there is room for", reads_too_much, OMNIMEDIA_BAD_ARGUMENT, OMNIMEDIA_BAD_ARGUMENT);
    misread("it gives nothing at once", reads_nothing, OMNIMEDIA_NO_HEADER, OMNIMEDIA_NO_HEADER);
    misread("it never ends", reads_without_end, OMNIMEDIA_LIMIT_LINE, OMNIMEDIA_LIMIT_LINE);
    misread("it fails and says too much", fails_and_overfills, OMNIMEDIA_READ, OMNIMEDIA_READ);
    clear_stage();
}

/* By pieces of any size the same comes out. */
static void read_in_pieces(void) {
    static const size_t pieces[] = {0, 1, 2, 3, 17, 4096};
    omnimedia_bytes *first = NULL;
    uint64_t result = 0;
    now = "a reader that gives pieces";
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        how = "of an import";
        make_stage();
        host.piece = pieces[p];
        run(&operations[0], OMNIMEDIA_OK);
        omnimedia_bytes *after = whole(stage.other);
        if (first != NULL && !same(first, after)) fail("another tenant", (long)pieces[p]);
        how = "of a result";
        host.at = 0;
        host.written = 0;
        run(&operations[3], OMNIMEDIA_OK);
        if (host.written == 0 || (first != NULL && host.written != result)) fail("another result", (long)pieces[p]);
        result = host.written;
        if (first == NULL) first = after;
        else must(omnimedia_bytes_release(after), "after");
        clear_stage();
    }
    must(omnimedia_bytes_release(first), "first");
}

static void wants(const char *what, omnimedia_status status, omnimedia_status wanted) {
    how = what;
    judge(status, wanted, OMNIMEDIA_OK);
}

/* All that can be called of a tenant that is held by a call, from a callback of that call. */
static void poke(const omnimedia_tenant *tenant, int held) {
    omnimedia_status reading = held == IS_CHANGED ? OMNIMEDIA_IN_USE : OMNIMEDIA_OK;
    omnimedia_str none = {NULL, 0};
    omnimedia_stamp stamp = {0};
    omnimedia_target target = {0};
    struct made made = {NULL, NULL, NULL};
    omnimedia_bytes *more = NULL;
    uint64_t mark = 0;
    fill_omnimedia_stamp(&stamp);
    target.size = sizeof target;
    target.kind = OMNIMEDIA_TARGET_ASSET;
    target.id = text("A0");
    wants("read", omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &more, NULL), reading);
    must(omnimedia_bytes_release(more), "more");
    more = NULL;
    wants("exported", omnimedia_tenant_export_bytes(tenant, NULL, &more, NULL, NULL), reading);
    must(omnimedia_bytes_release(more), "more");
    wants("asked", omnimedia_tenant_readiness(tenant, text("hq_sync"), none, stage.bare, stage.before, NULL, NULL, NULL, NULL,
                                              &made.bytes, NULL), reading);
    must(omnimedia_bytes_release(made.bytes), "made");
    wants("copied from", omnimedia_tenant_transfer(tenant, live.other, NULL, text("ann"), NULL, NULL, NULL, NULL), reading);
    if (held != FREE) {
        made.bytes = NULL;
        wants("copied into", omnimedia_tenant_transfer(live.other, tenant, NULL, text("ann"), NULL, NULL, NULL, &made.why), OMNIMEDIA_IN_USE);
        judge_fault(made.why, OMNIMEDIA_IN_USE, "`destination` is in use");
        wants("changed", omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"Q\"}}"), &made.why), OMNIMEDIA_IN_USE);
        judge_fault(made.why, OMNIMEDIA_IN_USE, "`tenant` is in use");
        wants("published", omnimedia_tenant_publish(tenant, &target, &stamp, 0, NULL, NULL), OMNIMEDIA_IN_USE);
        wants("asked for changes", omnimedia_tenant_changes(tenant, &made.bytes, &mark, NULL), OMNIMEDIA_IN_USE);
        wants("imported", omnimedia_tenant_import_bytes(tenant, NULL, &stamp, rows.data, rows.len, NULL, NULL, &made.imported, NULL),
              OMNIMEDIA_IN_USE);
        if (made.bytes != NULL || made.imported != NULL) fail("an output was written", 0);
    }
    wants("retained", omnimedia_tenant_retain(tenant), OMNIMEDIA_OK);
    wants("released", omnimedia_tenant_release((omnimedia_tenant *)tenant), OMNIMEDIA_OK);
}

/* Everything else goes on as ever. */
static void use_others(void) {
    omnimedia_publication *publication = NULL;
    omnimedia_snapshot *taken = NULL;
    omnimedia_bytes *bytes = NULL, *rows_told = NULL;
    omnimedia_str url;
    wants("another publication", omnimedia_publication_read(shop.data, shop.len, OMNIMEDIA_JSON, NULL, &publication, NULL), OMNIMEDIA_OK);
    wants("a tenant of its own", omnimedia_tenant_set(live.tenant, text("{\"product\": {\"number\": \"Q\"}}"), NULL), OMNIMEDIA_OK);
    wants("a tenant of its own, read", omnimedia_tenant_write(live.tenant, OMNIMEDIA_JSON, &bytes, NULL), OMNIMEDIA_OK);
    wants("a store", omnimedia_store_replace(live.store, live.snapshot, NULL), OMNIMEDIA_OK);
    wants("what a store holds", omnimedia_store_snapshot(live.store, &taken), OMNIMEDIA_OK);
    wants("a look-up", omnimedia_snapshot_default_image_url(live.snapshot, live.shelf, text("S1"), &url), OMNIMEDIA_OK);
    wants("a diff", omnimedia_publication_diff(stage.before, stage.after, NULL, good_omnimedia_each, NULL, &rows_told, NULL), OMNIMEDIA_OK);
    must(omnimedia_bytes_release(rows_told), "told");
    wants("an old handle", omnimedia_tenant_release(dead.tenant), OMNIMEDIA_WRONG_HANDLE);
    must(omnimedia_bytes_release(bytes), "bytes");
    must(omnimedia_snapshot_release(taken), "taken");
    must(omnimedia_publication_release(publication), "publication");
}

static const struct operation *running;

static void call_back(void) {
    size_t alive = omnimedia_handles_alive();
    /* a few times are as good as many */
    unsigned long times = 0;
    for (int k = 0; k < KINDS; k++) times += host.calls[k];
    if (times > 6) return;
    now = running->name;
    poke(stage.tenant, running->tenant);
    poke(stage.other, running->other);
    use_others();
    if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
}

static void let_go(void) {
    size_t alive = omnimedia_handles_alive();
    if (stage.before == NULL) return;
    omnimedia_tenant *tenant = stage.tenant;
    omnimedia_bytes *bytes = NULL;
    clear_stage();
    if (omnimedia_handles_alive() >= alive) fail("nothing went", (long)omnimedia_handles_alive());
    wants("what was let go of", omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &bytes, NULL), OMNIMEDIA_WRONG_HANDLE);
}

/* A callback calls back, and another lets go of all that the call works on. */
static void reenter(void) {
    for (int o = 0; o < OPERATIONS; o++) {
        running = &operations[o];
        now = running->name;
        how = "alone";
        make_stage();
        run(running, OMNIMEDIA_OK);
        omnimedia_bytes *ended = whole(stage.other), *after;
        uint64_t written = host.written;
        clear_stage();
        make_stage();
        host.inside = call_back;
        how = "it calls back";
        run(running, OMNIMEDIA_OK);
        after = whole(stage.other);
        how = "after it called back";
        if (!same(ended, after)) fail("another end", 0);
        if (host.written != written) fail("another output", 0);
        must(omnimedia_bytes_release(after), "after");
        must(omnimedia_bytes_release(ended), "ended");
        clear_stage();
        size_t alive = omnimedia_handles_alive();
        make_stage();
        host.inside = let_go;
        how = "it lets go";
        run(running, OMNIMEDIA_OK);
        if (host.written != written) fail("another output", 0);
        if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
    }
}

/* An import with rows enough to be told of in the middle of both phases. */
static void stop_a_long_import(void) {
    enum { LISTS = 10, PICTURES = 450, ROW = 160 };
    char *manifest_text = malloc((size_t)LISTS * PICTURES * ROW);
    size_t len = 0;
    omnimedia_tenant *tenant = NULL;
    omnimedia_stamp stamp = {0};
    now = "a long import";
    fill_omnimedia_stamp(&stamp);
    if (manifest_text == NULL) exit(2);
    len += (size_t)sprintf(manifest_text, "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\tImageAltText\tMediaDisplayName\r\n");
    for (int i = 0; i < LISTS * PICTURES; i++)
        len += (size_t)sprintf(manifest_text + len, "Product|Master\tEntityId\tL%d\tPrimary\tImage\thttps://cdn.example/%d.png\tPicture\tPicture %d\r\n",
                               i % LISTS, i, i);
    must(omnimedia_tenant_new(NULL, &tenant, NULL), "tenant");
    for (int i = 0; i < LISTS; i++) {
        char product[64];
        sprintf(product, "{\"product\": {\"number\": \"L%d\"}}", i);
        must(omnimedia_tenant_set(tenant, text(product), NULL), "product");
    }
    omnimedia_bytes *before = whole(tenant);
    /* while rows are read, at their end, in the middle of applying, at its end, and never */
    for (unsigned long at = 1; at <= 5; at++) {
        omnimedia_imported *imported = NULL;
        omnimedia_import_counts counts;
        memset(&host, 0, sizeof host);
        host.kind = PROGRESS;
        host.stop_at = at;
        host.answer = 1;
        how = at <= 2 ? "stopped while rows are read" : at == 5 ? "not stopped" : "stopped while they are applied";
        judge(omnimedia_tenant_import_bytes(tenant, NULL, &stamp, (const uint8_t *)manifest_text, len, is_told, &host, &imported, NULL),
              OMNIMEDIA_OK, OMNIMEDIA_OK);
        must(omnimedia_imported_counts(imported, &counts), "counts");
        if (host.late != 0 || host.calls[PROGRESS] != (at == 5 ? 4 : at)) fail("told otherwise", (long)host.calls[PROGRESS]);
        /* at the end of applying nothing is left to be cancelled */
        if (counts.is_cancelled != (at < 4)) fail("cancelled or not", counts.is_cancelled);
        if ((counts.assets == 0 && counts.documents == 0) != (at <= 2 || at == 5)) fail("applied", (long)counts.assets);
        if (counts.applied + counts.unchanged + counts.cancelled != counts.rows) fail("rows without an end", (long)counts.rows);
        if (at == 1 && counts.rows != 4096) fail("rows read", (long)counts.rows);
        omnimedia_bytes *after = whole(tenant);
        if (same(before, after) != (at <= 2 || at == 5)) fail("the tenant", (long)at);
        if (at <= 2) must(omnimedia_bytes_release(after), "after");
        else {
            must(omnimedia_bytes_release(before), "before");
            before = after;
        }
        must(omnimedia_imported_release(imported), "imported");
    }
    must(omnimedia_bytes_release(before), "before");
    must(omnimedia_tenant_release(tenant), "tenant");
    free(manifest_text);
}

/* Bytes that are lent: what the host is told of them, and what it may do then. */
static struct {
    uint8_t *bytes;
    size_t len;
    unsigned long times;
    omnimedia_snapshot *handle;
    omnimedia_store *store;
    void (*inside)(void);
} lent;

static void released(void *user) {
    if (user != &lent) fail("another `user`", 0);
    if (lent.times++ > 0) return;
    memset(lent.bytes, 0xEE, lent.len);
    free(lent.bytes);
    lent.bytes = NULL;
    if (lent.inside != NULL) lent.inside();
}

static void lend(void) {
    omnimedia_str bytes = snapshot_bytes();
    lent.bytes = malloc(bytes.len);
    if (lent.bytes == NULL) exit(2);
    memcpy(lent.bytes, bytes.data, bytes.len);
    lent.len = bytes.len;
    lent.times = 0;
    lent.inside = NULL;
    must(omnimedia_snapshot_borrow(lent.bytes, lent.len, NULL, released, &lent, &lent.handle, NULL), "borrowed");
}

static void release_it_again(void) {
    wants("release it once more", omnimedia_snapshot_release(lent.handle), OMNIMEDIA_WRONG_HANDLE);
    wants("retain it", omnimedia_snapshot_retain(lent.handle), OMNIMEDIA_WRONG_HANDLE);
}

static void replace_again(void) {
    wants("replace once more", omnimedia_store_replace(lent.store, live.snapshot, NULL), OMNIMEDIA_OK);
    wants("add", omnimedia_store_add(lent.store, delta.data, delta.len, NULL), OMNIMEDIA_OK);
}

static void release_the_store(void) { wants("release the store", omnimedia_store_release(lent.store), OMNIMEDIA_OK); }

static void be_released(void) {
    size_t alive = omnimedia_handles_alive();
    omnimedia_answer *answer = NULL;
    omnimedia_query query = {0};
    omnimedia_item item;
    size_t count = 0;
    now = "released";
    lend();
    lent.inside = release_it_again;
    wants("the only handle", omnimedia_snapshot_release(lent.handle), OMNIMEDIA_OK);
    if (lent.times != 1) fail("told so often", (long)lent.times);
    lend();
    query.size = sizeof query;
    fill_omnimedia_query(&query);
    must(omnimedia_snapshot_resolve(lent.handle, &query, &answer, NULL), "answer");
    must(omnimedia_snapshot_release(lent.handle), "handle");
    if (lent.times != 0) fail("released under an answer", (long)lent.times);
    wants("an answer of it", omnimedia_answer_items(answer, OMNIMEDIA_PRIMARY, &item, 1, &count), OMNIMEDIA_OK);
    must(omnimedia_answer_release(answer), "answer");
    if (lent.times != 1) fail("told so often", (long)lent.times);
    for (int way = 0; way < 3; way++) {
        lend();
        must(omnimedia_store_new(lent.handle, &lent.store, NULL), "store");
        must(omnimedia_snapshot_release(lent.handle), "handle");
        if (lent.times != 0) fail("released under a store", (long)lent.times);
        lent.inside = way == 0 ? replace_again : way == 1 ? release_the_store : NULL;
        if (way == 2) wants("with a store", omnimedia_store_release(lent.store), OMNIMEDIA_OK);
        else wants("out of a store", omnimedia_store_replace(lent.store, live.snapshot, NULL), OMNIMEDIA_OK);
        if (lent.times != 1) fail("told so often", (long)lent.times);
        how = "afterwards";
        judge(omnimedia_store_release(lent.store), way == 0 ? OMNIMEDIA_OK : OMNIMEDIA_WRONG_HANDLE, OMNIMEDIA_OK);
    }
    if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    begin(argv[1]);
    stop();
    misread_all();
    read_in_pieces();
    reenter();
    stop_a_long_import();
    be_released();
    must(omnimedia_bytes_release(rows_bytes), "rows");
    return end();
}
