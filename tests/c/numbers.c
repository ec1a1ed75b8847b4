/* Numbers of every kind where numbers go in: crops that are none, instants at the ends of time, limits of 1 and of
   everything, lengths that overflow, shelves and record ids of any bits. `numbers FOLDER`, with the folder of hostile.c. */
#include "hostile.h"

#include <float.h>
#include <math.h>

static void wants(const char *what, omnimedia_status status, omnimedia_status wanted) {
    how = what;
    judge(status, wanted, OMNIMEDIA_OK);
}

/* Doubles. */

static const double edges[] = {NAN,      -NAN,       INFINITY, -INFINITY, -1,         -DBL_MIN, -4.9406564584124654e-324,
                               -0.0,     0.0,        4.9406564584124654e-324,         DBL_MIN,  DBL_EPSILON,
                               0.5,      1 - DBL_EPSILON,      1,         1 + DBL_EPSILON,      1 + 1e-10,
                               1.000001, 2,          1e300,    DBL_MAX,   -DBL_MAX};
enum { EDGES = sizeof edges / sizeof *edges };

static int is_part(double number) { return number >= 0 && number <= 1; }

/* Whether a crop lies within its image; a sum may miss 1 by a rounding. */
static int fits(const omnimedia_crop *crop) {
    return is_part(crop->x) && is_part(crop->y) && is_part(crop->width) && is_part(crop->height)
           && crop->x + crop->width <= 1 + 1e-9 && crop->y + crop->height <= 1 + 1e-9;
}

static int same_crop(const omnimedia_crop *one, const omnimedia_crop *other) {
    return one->x == other->x && one->y == other->y && one->width == other->width && one->height == other->height
           && !signbit(other->x) && !signbit(other->y) && !signbit(other->width) && !signbit(other->height);
}

/* What a publication and its snapshot show of a crop that was taken, also when it was written and read again. */
static void shows(omnimedia_publication *publication, const omnimedia_crop *crop, int is_read) {
    omnimedia_snapshot *snapshot = NULL;
    omnimedia_shelf shelf = 0;
    omnimedia_swatch swatch;
    omnimedia_query query = {0};
    size_t count = 0;
    query.size = sizeof query;
    fill_omnimedia_query(&query);
    wants("asked for", omnimedia_publication_swatches(publication, &query, NULL, &swatch, 1, &count, NULL), OMNIMEDIA_OK);
    if (count != 1 || !swatch.has_crop || !same_crop(crop, &swatch.crop)) fail("another crop", (long)count);
    must(omnimedia_publication_flatten(publication, NULL, &snapshot, NULL), "flat");
    must(omnimedia_snapshot_shelf(snapshot, NULL, &shelf, NULL), "shelf");
    wants("asked for when flat", omnimedia_snapshot_swatches(snapshot, shelf, text("S1"), &swatch, 1, &count), OMNIMEDIA_OK);
    if (count != 1 || !swatch.has_crop || !same_crop(crop, &swatch.crop)) fail("another crop", (long)count);
    must(omnimedia_snapshot_release(snapshot), "flat");
    if (!is_read) {
        omnimedia_bytes *bytes = NULL;
        omnimedia_publication *again = NULL;
        omnimedia_str view;
        must(omnimedia_publication_write(publication, OMNIMEDIA_JSON, &bytes, NULL), "written");
        must(omnimedia_bytes_view(bytes, &view), "written");
        wants("read again", omnimedia_publication_read(view.data, view.len, OMNIMEDIA_JSON, NULL, &again, NULL), OMNIMEDIA_OK);
        shows(again, crop, 1);
        must(omnimedia_publication_release(again), "again");
        must(omnimedia_bytes_release(bytes), "written");
    }
}

static void crop_by(const omnimedia_crop *crop, int is_central) {
    omnimedia_builder *builder = NULL;
    omnimedia_publication *publication = NULL;
    omnimedia_fault *why = NULL;
    omnimedia_str none = {NULL, 0}, blue = OMNIMEDIA_STR("Blue");
    must(omnimedia_builder_new(NULL, &builder, NULL), "builder");
    must(omnimedia_builder_asset(builder, text("A1"), OMNIMEDIA_IMAGE, text("https://cdn.example/a.png"), NULL), "asset");
    must(omnimedia_builder_product(builder, text("S1"), 0, none, NULL), "product");
    must(omnimedia_builder_dimension(builder, text("Color"), &blue, 1, NULL), "dimension");
    must(omnimedia_builder_document(builder, NULL, NULL), "document");
    omnimedia_status status =
        is_central ? omnimedia_builder_central_swatch(builder, text("Color"), blue, none, text("A1"), crop, &why)
                   : omnimedia_builder_swatch(builder, text("Color"), blue, none, text("A1"), crop, &why);
    if (status == OMNIMEDIA_OK) status = omnimedia_builder_finish(builder, &publication, &why);
    wants(is_central ? "a crop of a central swatch" : "a crop of a swatch", status, fits(crop) ? OMNIMEDIA_OK : OMNIMEDIA_CROP_OUTSIDE);
    if (status == OMNIMEDIA_OK) shows(publication, crop, 0);
    else judge_fault(why, status, NULL);
    must(omnimedia_publication_release(publication), "publication");
    publication = NULL;
    /* it can be used for another one */
    wants("after a crop", omnimedia_builder_finish(builder, &publication, NULL), OMNIMEDIA_OK);
    must(omnimedia_publication_release(publication), "publication");
    must(omnimedia_builder_release(builder), "builder");
}

static void crops(void) {
    now = "crops";
    for (int i = 0; i < EDGES; i++) {
        for (int side = 0; side < 4; side++) {
            omnimedia_crop crop = {0, 0, 0, 0};
            double *places[] = {&crop.x, &crop.y, &crop.width, &crop.height};
            *places[side] = edges[i];
            crop_by(&crop, side & 1);
            for (int other = 0; other < EDGES; other += 3) {
                *places[(side + 2) % 4] = edges[other];
                crop_by(&crop, side & 1);
            }
        }
    }
    static const char *const words[] = {"1e999", "-1e999", "NaN", "Infinity", "-1e-300", "0x1", "1e", ".5", "2", "\"0.5\"", "true"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        char json[512];
        omnimedia_publication *publication = NULL;
        snprintf(json, sizeof json,
                 "{\"omnimedia\": \"publication/1\", \"assets\": [{\"id\": \"A\", \"kind\": \"image\"}], \"swatches\": [{\"dimension\": \"D\","
                 " \"value\": \"V\", \"asset\": \"A\", \"crop\": {\"x\": %s, \"y\": 0, \"width\": 0.1, \"height\": 1}}]}", words[w]);
        wants(words[w], omnimedia_publication_read((const uint8_t *)json, strlen(json), OMNIMEDIA_JSON, NULL, &publication, NULL), REFUSED);
    }
}

/* Instants. */

static void instants(void) {
    static const int64_t times[] = {INT64_MIN, INT64_MIN + 1, -377705023201, -377705023202, -377705116800, -62135596801, -1, 0, 1,
                                    INT32_MAX, 253402207200, 253402207201, 253402300799, 253402300800, INT64_MAX - 1, INT64_MAX};
    now = "instants";
    for (size_t t = 0; t < sizeof times / sizeof *times; t++) {
        omnimedia_tenant *tenant = NULL, *again = NULL;
        omnimedia_publication *publication = NULL;
        omnimedia_bytes *written = NULL, *rewritten = NULL, *life = NULL, *runs = NULL;
        omnimedia_str first, second;
        omnimedia_stamp stamp = {OMNIMEDIA_STR("ann"), 0};
        omnimedia_target target = {0};
        stamp.at = times[t];
        target.size = sizeof target;
        fill_omnimedia_target(&target);
        wants("a tenant of then", omnimedia_tenant_from_publication(live.publication, NULL, &stamp, &tenant, NULL), OMNIMEDIA_OK);
        wants("checked in", omnimedia_tenant_check_in(tenant, &target, &stamp, text("{\"master\": {\"primary\": [\"A2\"]}}"), NULL, NULL), OMNIMEDIA_OK);
        wants("a group", omnimedia_tenant_create_group(tenant, text("G"), NULL, &stamp, NULL), OMNIMEDIA_OK);
        wants("scheduled", omnimedia_tenant_schedule_group(tenant, text("G"), text("2030-12-01T08:00:00Z"), &stamp, NULL),
              times[t] < 1900000000 ? OMNIMEDIA_OK : OMNIMEDIA_GROUP_SCHEDULE);
        wants("what it was", omnimedia_tenant_life(tenant, &target, &life, NULL), OMNIMEDIA_OK);
        wants("as of then", omnimedia_tenant_publication(tenant, OMNIMEDIA_STATE_AS_OF, text(""), times[t], &publication, NULL, NULL), OMNIMEDIA_OK);
        must(omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &written, NULL), "written");
        must(omnimedia_bytes_view(written, &first), "written");
        wants("read again", omnimedia_tenant_read(first.data, first.len, OMNIMEDIA_JSON, NULL, &again, NULL), OMNIMEDIA_OK);
        if (again != NULL) {
            must(omnimedia_tenant_write(again, OMNIMEDIA_JSON, &rewritten, NULL), "written");
            must(omnimedia_bytes_view(rewritten, &second), "written");
            if (first.len != second.len || memcmp(first.data, second.data, first.len) != 0) fail("another tenant", (long)t);
        }
        wants("run what is due", omnimedia_tenant_run_due(tenant, times[t], &runs, NULL), OMNIMEDIA_OK);
        must(omnimedia_bytes_release(runs), "runs");
        must(omnimedia_bytes_release(life), "life");
        must(omnimedia_bytes_release(written), "written");
        must(omnimedia_bytes_release(rewritten), "written");
        must(omnimedia_publication_release(publication), "then");
        must(omnimedia_tenant_release(again), "again");
        must(omnimedia_tenant_release(tenant), "tenant");
    }
    static const uint64_t seconds[] = {0, 1, INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX};
    for (size_t s = 0; s < sizeof seconds / sizeof *seconds; s++) {
        omnimedia_tenant *tenant = tenant_of(live.publication);
        omnimedia_stamp stamp = {0};
        fill_omnimedia_stamp(&stamp);
        wants("limits of groups", omnimedia_tenant_set_group_limits(tenant, seconds[s], seconds[s], NULL), OMNIMEDIA_OK);
        must(omnimedia_tenant_create_group(tenant, text("G1"), NULL, &stamp, NULL), "group");
        must(omnimedia_tenant_create_group(tenant, text("G2"), NULL, &stamp, NULL), "group");
        wants("the first due", omnimedia_tenant_schedule_group(tenant, text("G1"), text("2030-12-01T08:00:00Z"), &stamp, NULL), OMNIMEDIA_OK);
        wants("another at the end of time", omnimedia_tenant_schedule_group(tenant, text("G2"), text("9999-12-30T22:00:00Z"), &stamp, NULL),
              seconds[s] < 2 ? OMNIMEDIA_OK : OMNIMEDIA_LIMIT_GROUP_SPACING);
        must(omnimedia_tenant_release(tenant), "tenant");
    }
}

/* Limits. */

static uint64_t *limit(omnimedia_limits *limits, int at) {
    uint64_t *all[] = {&limits->dimensions, &limits->values,   &limits->variants, &limits->items,   &limits->documents, &limits->patterns,
                       &limits->identifier, &limits->cell,     &limits->line,     &limits->columns, &limits->nesting,   &limits->answers};
    return all[at];
}

static void limits(void) {
    enum { LIMITS = 12, IDENTIFIER = 6, NESTING = 10, ANSWERS = 11 };
    /* what the shop is refused for where a limit is 1; it has one dimension, variant, document and pattern */
    static const omnimedia_status of_one[LIMITS] = {
        OMNIMEDIA_OK, OMNIMEDIA_LIMIT_VALUES, OMNIMEDIA_OK, OMNIMEDIA_LIMIT_ITEMS, OMNIMEDIA_OK, OMNIMEDIA_OK, OMNIMEDIA_LIMIT_IDENTIFIER,
        OMNIMEDIA_OK, OMNIMEDIA_OK,           OMNIMEDIA_OK, OMNIMEDIA_LIMIT_NESTING, OMNIMEDIA_OK};
    static const uint64_t much[] = {UINT64_MAX, UINT64_MAX - 1, (uint64_t)INT64_MAX + 1, INT64_MAX, (uint64_t)UINT32_MAX + 1, UINT32_MAX};
    size_t deep = 200000;
    char *nested = malloc(deep);
    if (nested == NULL) exit(2);
    memset(nested, '[', deep);
    now = "limits";
    for (int at = 0; at < LIMITS; at++) {
        omnimedia_limits given = {0};
        omnimedia_publication *publication = NULL;
        omnimedia_tenant *tenant = NULL;
        omnimedia_imported *imported = NULL;
        omnimedia_stamp stamp = {0};
        omnimedia_audit_options audit = {0};
        omnimedia_bytes *counts = NULL;
        fill_omnimedia_stamp(&stamp);
        given.size = sizeof given;
        *limit(&given, at) = 1;
        wants("one", omnimedia_publication_read(shop.data, shop.len, OMNIMEDIA_JSON, &given, &publication, NULL), of_one[at]);
        must(omnimedia_publication_release(publication), "one");
        /* what a manifest is refused for is in its report, or refuses it as a whole */
        must(omnimedia_tenant_new(&given, &tenant, NULL), "tenant");
        omnimedia_status status =
            omnimedia_tenant_import_bytes(tenant, NULL, &stamp, manifest.data, manifest.len, NULL, NULL, &imported, NULL);
        omnimedia_status wanted = at == 8 ? OMNIMEDIA_LIMIT_LINE : at == 9 ? OMNIMEDIA_LIMIT_COLUMNS : OMNIMEDIA_OK;
        if (at != 7) wants("a manifest by one", status, wanted);
        must(omnimedia_imported_release(imported), "imported");
        must(omnimedia_tenant_release(tenant), "tenant");
        audit.size = sizeof audit;
        audit.limits = &given;
        wants("an audit of one", omnimedia_publication_audit(live.publication, &audit, NULL, NULL, &counts, NULL),
              at == ANSWERS ? OMNIMEDIA_LIMIT_ANSWERS : OMNIMEDIA_OK);
        must(omnimedia_bytes_release(counts), "counts");
        for (size_t m = 0; m < sizeof much / sizeof *much; m++) {
            publication = NULL;
            counts = NULL;
            *limit(&given, at) = much[m];
            wants("everything", omnimedia_publication_read(shop.data, shop.len, OMNIMEDIA_JSON, &given, &publication, NULL), OMNIMEDIA_OK);
            must(omnimedia_publication_release(publication), "everything");
            wants("an audit of everything", omnimedia_publication_audit(live.publication, &audit, NULL, NULL, &counts, NULL), OMNIMEDIA_OK);
            must(omnimedia_bytes_release(counts), "counts");
            wants("deeper than a stack", omnimedia_publication_read((const uint8_t *)nested, deep, OMNIMEDIA_JSON, &given, &publication, NULL),
                  REFUSED);
        }
    }
    free(nested);
    omnimedia_import_options taking = {0};
    omnimedia_minimise_options fewer = {0};
    omnimedia_preview_options page = {0};
    omnimedia_preview_side side = {OMNIMEDIA_STR("Now"), NULL};
    omnimedia_stamp stamp = {0};
    fill_omnimedia_stamp(&stamp);
    taking.size = sizeof taking;
    fewer.size = sizeof fewer;
    page.size = sizeof page;
    side.publication = live.publication;
    for (size_t m = 0; m < sizeof much / sizeof *much; m++) {
        omnimedia_imported *imported = NULL;
        omnimedia_bytes *bytes = NULL;
        taking.most_faults = m == 0 ? 1 : much[m];
        taking.total_bytes = much[m];
        wants("faults of a report", omnimedia_tenant_import_bytes(live.other, &taking, &stamp, manifest.data, manifest.len, good_omnimedia_progress,
                                                                  NULL, &imported, NULL), OMNIMEDIA_OK);
        must(omnimedia_imported_release(imported), "imported");
        fewer.selections = m == 0 ? 1 : much[m];
        wants("selections of a row", omnimedia_publication_minimise(live.publication, &fewer, good_omnimedia_each, NULL, &bytes, NULL), OMNIMEDIA_OK);
        must(omnimedia_bytes_release(bytes), "counts");
        bytes = NULL;
        page.most_answers = page.limit = much[m];
        wants("a page without end", omnimedia_preview(&side, 1, NULL, &page, &bytes, NULL), OMNIMEDIA_OK);
        must(omnimedia_bytes_release(bytes), "page");
        page.most_answers = 1;
        wants("a page of one answer", omnimedia_preview(&side, 1, NULL, &page, &bytes, NULL), OMNIMEDIA_LIMIT_PREVIEW);
        page.most_answers = 0;
        page.limit = 1;
        wants("a page of one byte", omnimedia_preview(&side, 1, NULL, &page, &bytes, NULL), OMNIMEDIA_LIMIT_PREVIEW);
    }
}

/* Lengths. `one` is an element that is there; no call may look at a second one. */

static void lengths(void) {
    union {
        omnimedia_str text[1];
        omnimedia_pair pair[1];
        omnimedia_curated_image image[1];
    } one;
    /* more than half of memory for every kind of element; in bytes some of them are few again */
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 16 + 2, SIZE_MAX / 32 + 2};
    static const size_t images[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / sizeof(omnimedia_curated_image) + 2,
                                    SIZE_MAX / 2 / sizeof(omnimedia_curated_image) + 1};
    memset(&one, 0, sizeof one);
    one.pair[0].key = text("S1");
    one.pair[0].value = text("S1");
    now = "lengths";
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t len = sizes[s];
        omnimedia_bytes *bytes = NULL, *more = NULL;
        omnimedia_answer *answer = NULL;
        omnimedia_media_location location;
        omnimedia_str url;
        omnimedia_status state = 0;
        omnimedia_item item;
        size_t count = 99;
        omnimedia_audit_options audit = {0};
        omnimedia_diff_options diff = {0};
        omnimedia_minimise_options fewer = {0};
        omnimedia_query query = {0};
        omnimedia_gallery_options gallery = {0};
        audit.size = sizeof audit;
        audit.checks = one.text;
        audit.checks_len = len;
        wants("checks", omnimedia_publication_audit(live.publication, &audit, NULL, NULL, &bytes, NULL), OMNIMEDIA_BAD_ARGUMENT);
        fewer.size = sizeof fewer;
        fewer.products = one.text;
        fewer.products_len = len;
        wants("products of a minimise", omnimedia_publication_minimise(live.publication, &fewer, NULL, NULL, &bytes, NULL), OMNIMEDIA_BAD_ARGUMENT);
        query.size = sizeof query;
        query.number = text("S1");
        gallery.size = sizeof gallery;
        gallery.curated = one.image;
        gallery.curated_len = images[s];
        wants("curated images", omnimedia_publication_gallery(live.publication, &query, NULL, &gallery, &location, 1, &count, NULL),
              OMNIMEDIA_BAD_ARGUMENT);
        query.values = one.pair;
        query.values_len = len;
        wants("values", omnimedia_snapshot_resolve(live.snapshot, &query, &answer, NULL), OMNIMEDIA_BAD_ARGUMENT);
        for (int field = 0; field < 2; field++) {
            memset(&diff, 0, sizeof diff);
            diff.size = sizeof diff;
            *(field == 0 ? &diff.products : &diff.categories) = one.text;
            *(field == 0 ? &diff.products_len : &diff.categories_len) = len;
            wants("names of a diff", omnimedia_snapshot_diff(live.snapshot, live.snapshot, &diff, NULL, NULL, &bytes, NULL), OMNIMEDIA_BAD_ARGUMENT);
        }
        for (int field = 0; field < 4; field++) {
            omnimedia_export_options export = {0};
            omnimedia_transfer_options transfer = {0};
            const omnimedia_str **texts[] = {&export.products, &export.categories, &export.channels, &export.locales};
            size_t *lens[] = {&export.products_len, &export.categories_len, &export.channels_len, &export.locales_len};
            size_t *of_transfer[] = {&transfer.products_len, &transfer.categories_len, &transfer.channels_len, &transfer.locales_len};
            export.size = sizeof export;
            *texts[field] = one.text;
            *lens[field] = len;
            wants("names of an export", omnimedia_tenant_export_bytes(live.tenant, &export, &bytes, &more, NULL), OMNIMEDIA_BAD_ARGUMENT);
            transfer.size = sizeof transfer;
            transfer.products = transfer.categories = one.text;
            transfer.channels = transfer.locales = one.pair;
            *of_transfer[field] = len;
            wants("names of a transfer", omnimedia_tenant_transfer(live.tenant, live.other, &transfer, text("ann"), NULL, NULL, &bytes, NULL),
                  OMNIMEDIA_BAD_ARGUMENT);
        }
        for (int field = 0; field < 5; field++) {
            omnimedia_preview_options page = {0};
            omnimedia_preview_side side = {OMNIMEDIA_STR("Now"), NULL};
            size_t *lens[] = {&page.products_len, &page.channels_len, &page.locales_len, &page.catalogs_len, &page.thumbnails_len};
            side.publication = live.publication;
            page.size = sizeof page;
            page.products = page.channels = page.locales = page.catalogs = one.text;
            page.thumbnails = one.pair;
            *lens[field] = len;
            wants("names of a page", omnimedia_preview(&side, 1, NULL, &page, &bytes, NULL), OMNIMEDIA_BAD_ARGUMENT);
        }
        wants("many numbers", omnimedia_snapshot_default_image_urls(live.snapshot, live.shelf, one.text, len, &url, &state), OMNIMEDIA_BAD_ARGUMENT);
        wants("many galleries", omnimedia_snapshot_primaries(live.snapshot, live.shelf, one.text, len, &item, 1, &count, &state), OMNIMEDIA_BAD_ARGUMENT);
        wants("much room", omnimedia_snapshot_primary(live.snapshot, live.shelf, text("S1"), &item, len, &count), OMNIMEDIA_BAD_ARGUMENT);
        wants("much room for locations", omnimedia_publication_gallery(live.publication, &query, NULL, NULL, &location, len, &count, NULL),
              OMNIMEDIA_BAD_ARGUMENT);
        if (bytes != NULL || more != NULL || answer != NULL || count != 99) fail("an output was written", (long)count);
        if (len > SIZE_MAX / 2) {
            omnimedia_str number = text("S1");
            number.len = len;
            wants("a long number", omnimedia_snapshot_primary(live.snapshot, live.shelf, number, &item, 1, &count), OMNIMEDIA_BAD_ARGUMENT);
        }
    }
}

/* Shelves: one of 2^64 is right. */

static void try_shelf(omnimedia_shelf shelf, omnimedia_shelf right, omnimedia_shelf other) {
    omnimedia_status wanted = shelf == right || shelf == other ? OMNIMEDIA_OK : OMNIMEDIA_WRONG_SHELF;
    omnimedia_str number = OMNIMEDIA_STR("S1"), url = {NULL, 0};
    omnimedia_item item;
    omnimedia_swatch swatch;
    omnimedia_status state = OMNIMEDIA_OK;
    uint8_t hash[16];
    size_t count = 0;
    judge(omnimedia_snapshot_default_image_url(live.snapshot, shelf, number, &url), wanted, 0);
    judge(omnimedia_snapshot_primary(live.snapshot, shelf, number, &item, 1, &count), wanted, 0);
    judge(omnimedia_snapshot_etag(live.snapshot, shelf, number, &hash), wanted, 0);
    judge(omnimedia_snapshot_swatches(live.snapshot, shelf, number, &swatch, 1, &count), wanted, 0);
    judge(omnimedia_snapshot_default_image_urls(live.snapshot, shelf, &number, 1, &url, &state), wanted, 0);
    judge(omnimedia_snapshot_primaries(live.snapshot, shelf, &number, 1, &item, 1, &count, &state), wanted, 0);
}

static void shelves(void) {
    omnimedia_context here = {OMNIMEDIA_STR(""), OMNIMEDIA_STR("128"), OMNIMEDIA_STR("fr-CA")};
    omnimedia_shelf right = live.shelf, other = 0;
    uint64_t random = 88172645463325252u;
    now = "shelves";
    how = "any bits";
    must(omnimedia_snapshot_shelf(live.snapshot, &here, &other, NULL), "other");
    try_shelf(right, right, other);
    try_shelf(other, right, other);
    for (int bit = 0; bit < 64; bit++) {
        uint64_t one = (uint64_t)1 << bit;
        const uint64_t all[] = {one, ~one, one - 1, right ^ one, right + one, right - one, right | (one - 1), right & ~(one - 1),
                                right << bit, right >> bit, ~right ^ one};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) try_shelf(all[i], right, other);
    }
    for (int i = 0; i < 20000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        try_shelf(i & 1 ? random : (right & ~(uint64_t)0xFFFFF) | (random >> 44), right, other);
    }
}

/* Record ids. */

static void record_ids(void) {
    static const uint64_t ids[] = {0, 1, 16, 17, 18, INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX - 1, UINT64_MAX};
    omnimedia_str none = {NULL, 0};
    now = "record ids";
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        omnimedia_str number = none;
        omnimedia_answer *answer = NULL;
        omnimedia_builder *builder = NULL;
        omnimedia_publication *publication = NULL;
        omnimedia_query query = {0};
        wants("a number of an id", omnimedia_snapshot_number_of(live.snapshot, ids[i], &number), ids[i] == 17 ? OMNIMEDIA_OK : OMNIMEDIA_NOT_FOUND);
        if (ids[i] == 17 && (number.len != 2 || memcmp(number.data, "S1", 2) != 0)) fail("another number", (long)number.len);
        query.size = sizeof query;
        query.record_id = ids[i];
        omnimedia_status wanted = ids[i] == 17 ? OMNIMEDIA_OK : ids[i] == 0 ? OMNIMEDIA_BAD_ARGUMENT : OMNIMEDIA_NOT_FOUND;
        wants("a query by id", omnimedia_snapshot_resolve(live.snapshot, &query, &answer, NULL), wanted);
        must(omnimedia_answer_release(answer), "answer");
        answer = NULL;
        wants("a query by id, not flat", omnimedia_publication_resolve(live.publication, &query, NULL, &answer, NULL), wanted);
        must(omnimedia_answer_release(answer), "answer");
        must(omnimedia_builder_new(NULL, &builder, NULL), "builder");
        omnimedia_status status = omnimedia_builder_product(builder, text("P"), ids[i], none, NULL);
        if (status == OMNIMEDIA_OK) status = omnimedia_builder_finish(builder, &publication, NULL);
        wants("a product with an id", status, ids[i] > INT64_MAX ? OMNIMEDIA_RECORD_ID_RANGE : OMNIMEDIA_OK);
        must(omnimedia_publication_release(publication), "publication");
        must(omnimedia_builder_release(builder), "builder");
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    begin(argv[1]);
    crops();
    instants();
    limits();
    lengths();
    shelves();
    record_ids();
    return end();
}
