/* What must come before a call that builds a publication or changes a tenant, and callbacks. A part of hostile.h. */
#ifndef HOSTILE_STAGE_H
#define HOSTILE_STAGE_H

static inline int starts(const char *name, const char *with) { return strncmp(name, with, strlen(with)) == 0; }
static inline int is(const char *name, const char *other) { return strcmp(name, other) == 0; }

static inline int32_t good_omnimedia_read(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    size_t left = manifest.len - read_so_far;
    (void)user;
    *filled = left < capacity ? left : capacity;
    if (*filled > 0) memcpy(buffer, manifest.data + read_so_far, *filled);
    read_so_far += *filled;
    return 0;
}

static inline int32_t fails_omnimedia_read(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    (void)user, (void)buffer, (void)capacity, (void)filled;
    return 1;
}

static inline int32_t overfills_omnimedia_read(void *user, uint8_t *buffer, size_t capacity, size_t *filled) {
    (void)user, (void)buffer;
    *filled = capacity + 1;
    return 0;
}

static inline int32_t good_omnimedia_write(void *user, const uint8_t *bytes, size_t len) {
    (void)user, (void)bytes, (void)len;
    return 0;
}

static inline int32_t fails_omnimedia_write(void *user, const uint8_t *bytes, size_t len) {
    (void)user, (void)bytes, (void)len;
    return 1;
}

static inline int32_t good_omnimedia_each(void *user, omnimedia_str row) {
    (void)user, (void)row;
    return 0;
}

static inline int32_t good_omnimedia_done(void *user, uint64_t done, uint64_t total) {
    (void)user, (void)done, (void)total;
    return 0;
}

static inline int32_t good_omnimedia_progress(void *user, const omnimedia_import_progress *progress) {
    (void)user, (void)progress;
    return 0;
}

static inline void good_omnimedia_released(void *user) { (void)user; }

/* A tenant of a publication with more in it that nothing uses; one without media where there is no publication. */
static inline omnimedia_tenant *tenant_of(const omnimedia_publication *publication) {
    omnimedia_tenant *tenant = NULL;
    omnimedia_stamp stamp = {0};
    omnimedia_target target = {0};
    fill_omnimedia_stamp(&stamp);
    stamp.at -= 1000;
    if (publication == NULL) {
        must(omnimedia_tenant_new(NULL, &tenant, NULL), "tenant");
        must(omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"S1\"}}"), NULL), "product");
        return tenant;
    }
    must(omnimedia_tenant_from_publication(publication, NULL, &stamp, &tenant, NULL), "tenant");
    must(omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"S9\"}}"), NULL), "product");
    must(omnimedia_tenant_set(tenant, text("{\"product\": {\"number\": \"S8\"}}"), NULL), "product");
    must(omnimedia_tenant_set(tenant, text("{\"category\": {\"id\": \"C9\"}}"), NULL), "category");
    must(omnimedia_tenant_set(tenant, text("{\"channel\": {\"id\": \"999\"}}"), NULL), "channel");
    must(omnimedia_tenant_create_group(tenant, text("Group"), NULL, &stamp, NULL), "group");
    target.size = sizeof target;
    target.kind = OMNIMEDIA_TARGET_DOCUMENT;
    target.id = text("S9");
    must(omnimedia_tenant_check_in(tenant, &target, &stamp, text("{\"master\": {\"primary\": [\"A2\"]}}"), NULL, NULL),
         "a draft");
    return tenant;
}

static inline omnimedia_imported *imported_into(const omnimedia_tenant *tenant) {
    omnimedia_imported *imported = NULL;
    omnimedia_stamp stamp = {0};
    fill_omnimedia_stamp(&stamp);
    if (manifest_bytes == NULL) {
        must(omnimedia_tenant_export_bytes(tenant, NULL, &manifest_bytes, NULL, NULL), "manifest");
        must(omnimedia_bytes_view(manifest_bytes, &manifest), "manifest");
        must(omnimedia_tenant_write(tenant, OMNIMEDIA_JSON, &stored_bytes, NULL), "stored");
        must(omnimedia_bytes_view(stored_bytes, &stored), "stored");
    }
    must(omnimedia_tenant_import_bytes(tenant, NULL, &stamp, manifest.data, manifest.len, NULL, NULL, &imported, NULL),
         "imported");
    return imported;
}

/* A new builder, at the place where a call belongs. */
static inline void stage_builder(const char *name) {
    omnimedia_pair blue = {OMNIMEDIA_STR("Color"), OMNIMEDIA_STR("Blue")};
    omnimedia_str none = {NULL, 0};
    must(omnimedia_builder_release(live.builder), "builder");
    must(omnimedia_builder_new(NULL, &live.builder, NULL), "builder");
    name += strlen("builder_");
    if (is(name, "channel_locale")) must(omnimedia_builder_channel(live.builder, text("128"), none, NULL), "channel");
    if (starts(name, "asset_") || is(name, "text") || is(name, "tag") || is(name, "property"))
        must(omnimedia_builder_asset(live.builder, text("A1"), OMNIMEDIA_IMAGE, none, NULL), "asset");
    if (starts(name, "category_")) must(omnimedia_builder_category(live.builder, text("C1"), none, NULL), "category");
    if (is(name, "category_image")) {
        omnimedia_context context = {0};
        context.channel = text("128");
        must(omnimedia_builder_category_document(live.builder, &context, NULL), "document");
    }
    if (is(name, "product_category") || is(name, "dimension") || is(name, "variant") || is(name, "document")
        || is(name, "swatch") || is(name, "master") || is(name, "pattern") || is(name, "variant_set")
        || is(name, "list") || is(name, "item")) {
        must(omnimedia_builder_product(live.builder, text("S1"), 0, none, NULL), "product");
        if (!is(name, "dimension")) must(omnimedia_builder_dimension(live.builder, blue.key, &blue.value, 1, NULL), "dimension");
    }
    if (is(name, "master") || is(name, "pattern") || is(name, "variant_set") || is(name, "list") || is(name, "item")
        || is(name, "swatch"))
        must(omnimedia_builder_document(live.builder, NULL, NULL), "document");
    if (is(name, "list") || is(name, "item")) must(omnimedia_builder_master(live.builder, NULL), "master");
}

/* New tenants, in the state that a call needs. */
static inline void stage_tenant(const char *name) {
    omnimedia_stamp stamp = {0};
    omnimedia_target target = {0};
    omnimedia_bytes *got = NULL;
    omnimedia_str none = {NULL, 0};
    fill_omnimedia_stamp(&stamp);
    stamp.at -= 100;
    target.size = sizeof target;
    fill_omnimedia_target(&target);
    must(omnimedia_tenant_release(live.tenant), "tenant");
    live.tenant = tenant_of(live.publication);
    name += strlen("tenant_");
    if (is(name, "transfer")) {
        must(omnimedia_tenant_release(live.other), "other");
        live.other = tenant_of(NULL);
    }
    if (is(name, "save") || is(name, "finish") || is(name, "discard")) {
        must(omnimedia_tenant_edit(live.tenant, &target, &stamp, 0, NULL, &got, NULL), "edit");
        must(omnimedia_bytes_release(got), "edit");
    }
    if (is(name, "unpublish") || is(name, "unpublish_and_delete")) {
        target.id = text("S9");
        must(omnimedia_tenant_publish(live.tenant, &target, &stamp, 0, NULL, NULL), "publish");
    }
    if (is(name, "schedule_group") || is(name, "unschedule_group") || is(name, "run_group")
        || is(name, "remove_from_group")) {
        target.id = text("S9");
        target.group = text("Group");
        must(omnimedia_tenant_copy_into_group(live.tenant, &target, none, &stamp, NULL, NULL), "into the group");
    }
    if (is(name, "unschedule_group"))
        must(omnimedia_tenant_schedule_group(live.tenant, text("Group"), text("2030-12-01T08:00:00Z"), &stamp, NULL), "due");
    if (is(name, "settle_changes")) must(omnimedia_tenant_changes(live.tenant, &got, &marked, NULL), "changes");
    if (is(name, "settle_units")) must(omnimedia_tenant_changed_units(live.tenant, &got, &marked, NULL), "units");
    if (starts(name, "settle_")) must(omnimedia_bytes_release(got), "marked");
}

/* What a call needs besides: of the generated arguments `a`. */
#define OF_DRAFT(a) ((a).in_target.it.id = text("S9"))
#define OF_GROUP(a) (OF_DRAFT(a), (a).in_target.it.group = text("Group"))
#define MORE_omnimedia_tenant_publish(a) OF_DRAFT(a)
#define MORE_omnimedia_tenant_unpublish(a) OF_DRAFT(a)
#define MORE_omnimedia_tenant_delete(a) OF_DRAFT(a)
#define MORE_omnimedia_tenant_unpublish_and_delete(a) OF_DRAFT(a)
#define MORE_omnimedia_tenant_copy_into_group(a) OF_GROUP(a)
#define MORE_omnimedia_tenant_remove_from_group(a) OF_GROUP(a)
#define MORE_omnimedia_builder_category_document(a) ((a).in_context.channel = text("128"))
#define MORE_omnimedia_tenant_publication(a) ((a).state = OMNIMEDIA_STATE_GROUP)
#define MORE_omnimedia_publication_media_locations_json(a) ((a).shape = OMNIMEDIA_SHAPE_GALLERY)
#define MORE_omnimedia_snapshot_media_locations_json(a) ((a).shape = OMNIMEDIA_SHAPE_GALLERY)

#endif
