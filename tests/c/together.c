/* One object in two places of a call, and objects that do not belong together: `together FOLDER`, with the folder of
   hostile.c. */
#include "callbacks.h"

static void wants(const char *what, omnimedia_status status, omnimedia_status wanted) {
    how = what;
    judge(status, wanted, OMNIMEDIA_OK);
}

static int has(omnimedia_str words, const char *part) {
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= words.len; i++) {
        if (memcmp(words.data + i, part, len) == 0) return 1;
    }
    return 0;
}

static void one_tenant_twice(void) {
    omnimedia_transfer_options options = {0};
    options.size = sizeof options;
    now = "one tenant twice";
    make_stage();
    for (int dry = 0; dry < 2; dry++) {
        omnimedia_bytes *before = whole(stage.tenant), *after, *report = NULL;
        omnimedia_fault *why = NULL;
        size_t alive = omnimedia_handles_alive();
        options.dry_run = dry;
        wants("copied into itself", omnimedia_tenant_transfer(stage.tenant, stage.tenant, &options, text("ann"), counts_done, &host, &report, &why),
              OMNIMEDIA_BAD_ARGUMENT);
        judge_fault(why, OMNIMEDIA_BAD_ARGUMENT, "`destination` is the source");
        if (report != NULL || host.calls[DONE] != 0) fail("it began", (long)host.calls[DONE]);
        must(omnimedia_tenant_retain(stage.tenant), "retained");
        wants("copied into itself, held twice", omnimedia_tenant_transfer(stage.tenant, stage.tenant, &options, text("ann"), NULL, NULL, NULL, NULL),
              OMNIMEDIA_BAD_ARGUMENT);
        must(omnimedia_tenant_release(stage.tenant), "released");
        if (omnimedia_handles_alive() != alive) fail("handles came or went", (long)omnimedia_handles_alive());
        after = whole(stage.tenant);
        if (!same(before, after)) fail("another tenant", dry);
        must(omnimedia_bytes_release(before), "before");
        must(omnimedia_bytes_release(after), "after");
        wants("afterwards", omnimedia_tenant_set(stage.tenant, text("{\"product\": {\"number\": \"Q\"}}"), NULL), OMNIMEDIA_OK);
        wants("into another", omnimedia_tenant_transfer(stage.tenant, stage.other, &options, text("ann"), NULL, NULL, NULL, NULL), OMNIMEDIA_OK);
    }
    clear_stage();
}

/* That a comparison found nothing, and called nobody. */
static void is_equal(omnimedia_bytes *counts) {
    omnimedia_str view = {NULL, 0};
    must(omnimedia_bytes_view(counts, &view), "counts");
    if (host.calls[EACH] != 0 || !has(view, "\"total\":0")) fail("it differs from itself", (long)host.calls[EACH]);
    must(omnimedia_bytes_release(counts), "counts");
}

static void one_publication_twice(void) {
    omnimedia_bytes *counts = NULL, *page = NULL;
    omnimedia_preview_side sides[2] = {{OMNIMEDIA_STR("Now"), NULL}, {OMNIMEDIA_STR("Then"), NULL}};
    omnimedia_str none = {NULL, 0};
    now = "one publication twice";
    make_stage();
    wants("compared", omnimedia_publication_diff(stage.before, stage.before, NULL, takes, &host, &counts, NULL), OMNIMEDIA_OK);
    is_equal(counts);
    wants("compared when flat", omnimedia_snapshot_diff(stage.old, stage.old, NULL, takes, &host, &counts, NULL), OMNIMEDIA_OK);
    is_equal(counts);
    wants("what is lost by itself", omnimedia_tenant_readiness(stage.tenant, text("csu_media_locations"), none, stage.before, stage.before, NULL, NULL,
                                                               takes, &host, &counts, NULL), OMNIMEDIA_OK);
    if (host.calls[EACH] != 0) fail("something is lost", (long)host.calls[EACH]);
    must(omnimedia_bytes_release(counts), "readiness");
    sides[0].publication = sides[1].publication = stage.before;
    wants("shown side by side", omnimedia_preview(sides, 2, NULL, NULL, &page, NULL), OMNIMEDIA_OK);
    must(omnimedia_bytes_release(page), "page");
    clear_stage();
}

/* The picture that a store shows for S1, by a shelf of it. */
static int shows(const omnimedia_store *store, omnimedia_shelf shelf, const char *picture) {
    omnimedia_snapshot *taken = NULL;
    omnimedia_str url = {NULL, 0};
    must(omnimedia_store_snapshot(store, &taken), "taken");
    omnimedia_status status = omnimedia_snapshot_default_image_url(taken, shelf, text("S1"), &url);
    int is_shown = status == OMNIMEDIA_OK && has(url, picture);
    must(omnimedia_snapshot_release(taken), "taken");
    return is_shown;
}

static void a_store_and_its_own(void) {
    omnimedia_store *store = NULL;
    omnimedia_snapshot *first = NULL, *taken = NULL;
    omnimedia_shelf shelf = 0;
    size_t alive = omnimedia_handles_alive();
    now = "a store and its own";
    must(omnimedia_publication_flatten(live.publication, NULL, &first, NULL), "first");
    must(omnimedia_store_new(first, &store, NULL), "store");
    must(omnimedia_store_shelf(store, NULL, &shelf, NULL), "shelf");
    must(omnimedia_snapshot_release(first), "first");
    how = "what it was made of is released";
    calls++;
    if (!shows(store, shelf, "shirt")) fail("another picture", 0);
    wants("replaced by what is released", omnimedia_store_replace(store, first, NULL), OMNIMEDIA_WRONG_HANDLE);
    for (int i = 0; i < 3; i++) {
        must(omnimedia_store_snapshot(store, &taken), "taken");
        wants("replaced by what it holds", omnimedia_store_replace(store, taken, NULL), OMNIMEDIA_OK);
        wants("and once more", omnimedia_store_replace(store, taken, NULL), OMNIMEDIA_OK);
        must(omnimedia_snapshot_release(taken), "taken");
        if (!shows(store, shelf, "shirt")) fail("another picture", i);
    }
    wants("added to", omnimedia_store_add(store, delta.data, delta.len, NULL), OMNIMEDIA_OK);
    if (!shows(store, shelf, "coat")) fail("another picture", 0);
    must(omnimedia_store_snapshot(store, &taken), "taken");
    wants("replaced by what it holds, with a delta", omnimedia_store_replace(store, taken, NULL), OMNIMEDIA_OK);
    must(omnimedia_snapshot_release(taken), "taken");
    if (!shows(store, shelf, "coat")) fail("another picture", 0);
    must(omnimedia_store_release(store), "store");
    if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
}

static void what_belongs_elsewhere(void) {
    omnimedia_store *store = NULL;
    omnimedia_snapshot *never = NULL, *taken = NULL;
    omnimedia_fault *why = NULL;
    omnimedia_shelf shelf = 0;
    omnimedia_str url, bytes = snapshot_bytes();
    omnimedia_bytes *result = NULL;
    omnimedia_item item;
    size_t alive = omnimedia_handles_alive(), count = 0;
    now = "what belongs elsewhere";
    make_stage();
    must(omnimedia_store_new(stage.old, &store, NULL), "store");
    must(omnimedia_store_shelf(store, NULL, &shelf, NULL), "shelf");
    for (int i = 0; i < 3; i++) {
        wants("a delta of another base", omnimedia_store_add(store, delta.data, delta.len, &why), OMNIMEDIA_WRONG_BASE);
        judge_fault(why, OMNIMEDIA_WRONG_BASE, NULL);
        wants("a snapshot for a delta", omnimedia_store_add(store, bytes.data, bytes.len, NULL), OMNIMEDIA_WRONG_KIND);
        wants("a delta for a snapshot", omnimedia_snapshot_open(delta.data, delta.len, NULL, &never, NULL), OMNIMEDIA_WRONG_KIND);
        wants("a delta of another base, on a snapshot", omnimedia_snapshot_with_delta(stage.old, delta.data, delta.len, &never, NULL),
              OMNIMEDIA_WRONG_BASE);
        must(omnimedia_store_snapshot(store, &taken), "taken");
        wants("what it held", omnimedia_snapshot_default_image_url(taken, shelf, text("P0"), &url), OMNIMEDIA_OK);
        if (!has(url, "a0.png")) fail("another picture", i);
        must(omnimedia_snapshot_release(taken), "taken");
    }
    wants("a shelf of a store, in a snapshot", omnimedia_snapshot_primary(stage.old, shelf, text("P0"), &item, 1, &count), OMNIMEDIA_WRONG_SHELF);
    wants("a shelf of a snapshot, in another", omnimedia_snapshot_primary(stage.old, live.shelf, text("P0"), &item, 1, &count), OMNIMEDIA_WRONG_SHELF);
    wants("the result of another manifest", omnimedia_imported_result_bytes(stage.imported, manifest.data, manifest.len, &result, NULL),
          OMNIMEDIA_CHANGED_INPUT);
    if (never != NULL || result != NULL) fail("an output was written", 0);
    must(omnimedia_store_release(store), "store");
    clear_stage();
    if (omnimedia_handles_alive() != alive) fail("handles are left", (long)omnimedia_handles_alive());
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    begin(argv[1]);
    one_tenant_twice();
    one_publication_twice();
    a_store_and_its_own();
    what_belongs_elsewhere();
    must(omnimedia_bytes_release(rows_bytes), "rows");
    return end();
}
