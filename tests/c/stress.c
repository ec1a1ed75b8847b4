/* Eight threads ask while one replaces what they ask: `stress FOLDER SWAPS [memory]`.

   The folder has publications v0.json to v3.json, which answer differently, and `delta`, on the snapshot of v0, after
   which it answers as version 4. Whatever one snapshot says must be of one version. With `memory` the program fails
   where what it uses grows. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "omnimedia.h"

enum { THREADS = 8, VERSIONS = 5, BASES = 4, CONTEXTS = 2, NUMBERS = 3, MOST_ITEMS = 16, LOCALES = 400 };

static const char *const names[NUMBERS] = {"S1", "S1-B", "S1-R"};

static void stop(const char *what, long found) {
    fprintf(stderr, "stress: %s (%ld)\n", what, found);
    exit(1);
}

static void must(omnimedia_status status, const char *what) {
    if (status != OMNIMEDIA_OK) stop(what, status);
}

static omnimedia_str text_of(const char *text) {
    omnimedia_str view = {(const uint8_t *)text, strlen(text)};
    return view;
}

static omnimedia_str read_all(const char *folder, const char *name) {
    char path[4096];
    omnimedia_str bytes = {NULL, 0};
    uint8_t *room = malloc(1 << 16);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || room == NULL) stop(path, 0);
    bytes.len = fread(room, 1, 1 << 16, file);
    bytes.data = room;
    fclose(file);
    return bytes;
}

/* What every version answers, asked before anything is shared. */
static uint8_t etags[VERSIONS][CONTEXTS][NUMBERS][16];
static size_t counts[VERSIONS][CONTEXTS][NUMBERS];

static omnimedia_store *store;
static omnimedia_shelf shelves[CONTEXTS];

/* A flag that every tool for races understands. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ended;
static unsigned long seen[VERSIONS], asked;
static unsigned long lent, returned;

static int is_over(void) {
    pthread_mutex_lock(&lock);
    int over = ended;
    pthread_mutex_unlock(&lock);
    return over;
}

static omnimedia_context context_of(int which) {
    omnimedia_context context = {OMNIMEDIA_STR(""), OMNIMEDIA_STR(""), OMNIMEDIA_STR("")};
    if (which == 1) context.channel = text_of("128");
    return context;
}

/* `https://cdn.example/v3/…` is of version 3. */
static int version_of(omnimedia_str url) {
    static const char before[] = "https://cdn.example/v";
    if (url.len < sizeof before + 1 || memcmp(url.data, before, sizeof before - 1) != 0) stop("no url", (long)url.len);
    int version = url.data[sizeof before - 1] - '0';
    if (version < 0 || version >= VERSIONS) stop("a torn url", version);
    return version;
}

static void same_version(const omnimedia_item *items, size_t count, int version) {
    for (size_t i = 0; i < count; i++) {
        if (version_of(items[i].url) != version) stop("two versions in one answer", version);
        if (items[i].alt.len != 2 || items[i].alt.data[1] - '0' != version) stop("the alt text of another version", version);
    }
}

/* Asks one snapshot in all ways; gives its version. */
static int ask(const omnimedia_snapshot *snapshot, const omnimedia_shelf *by) {
    omnimedia_str url, numbers[NUMBERS];
    omnimedia_item items[NUMBERS * MOST_ITEMS];
    size_t count = 0, ends[NUMBERS];
    omnimedia_status statuses[NUMBERS];
    uint8_t hash[16];
    must(omnimedia_snapshot_default_image_url(snapshot, by[0], text_of("S1"), &url), "url");
    int version = version_of(url);
    for (int c = 0; c < CONTEXTS; c++) {
        for (int n = 0; n < NUMBERS; n++) {
            numbers[n] = text_of(names[n]);
            must(omnimedia_snapshot_primary(snapshot, by[c], numbers[n], items, MOST_ITEMS, &count), "primary");
            if (count != counts[version][c][n]) stop("another gallery", (long)count);
            same_version(items, count, version);
            must(omnimedia_snapshot_etag(snapshot, by[c], numbers[n], &hash), "etag");
            if (memcmp(hash, etags[version][c][n], 16) != 0) stop("another hash", version);
        }
        must(omnimedia_snapshot_primaries(snapshot, by[c], numbers, NUMBERS, items, NUMBERS * MOST_ITEMS, ends, statuses),
             "primaries");
        for (int n = 0; n < NUMBERS; n++) {
            if (statuses[n] != OMNIMEDIA_OK) stop("not found", statuses[n]);
            if (ends[n] - (n == 0 ? 0 : ends[n - 1]) != counts[version][c][n]) stop("other galleries", n);
        }
        same_version(items, ends[NUMBERS - 1], version);
    }
    return version;
}

/* An answer that outlives the snapshot that it is of. */
static void outlive(omnimedia_snapshot *snapshot, int version) {
    omnimedia_query query = {0};
    omnimedia_answer *answer = NULL;
    omnimedia_item items[MOST_ITEMS];
    omnimedia_answer_info info;
    size_t count = 0;
    query.size = sizeof query;
    query.number = text_of("S1-B");
    query.context = context_of(1);
    must(omnimedia_snapshot_resolve(snapshot, &query, &answer, NULL), "resolve");
    must(omnimedia_snapshot_release(snapshot), "released before its answer");
    must(omnimedia_answer_items(answer, OMNIMEDIA_PRIMARY, items, MOST_ITEMS, &count), "items");
    if (count != counts[version][1][1]) stop("another answer", (long)count);
    same_version(items, count, version);
    must(omnimedia_answer_about(answer, &info), "about");
    if (memcmp(info.hash, etags[version][1][1], 16) != 0) stop("the hash of another answer", version);
    must(omnimedia_answer_release(answer), "answer");
}

/* Interns contexts while all is in motion: the shelves of the store grow under those who ask. */
static void intern(const omnimedia_snapshot *snapshot, unsigned turn, int version) {
    char locale[16];
    omnimedia_shelf first, again;
    omnimedia_context context = context_of(0);
    omnimedia_str url;
    snprintf(locale, sizeof locale, "%c%c-%c%c", 'a' + turn % LOCALES / 26, 'a' + turn % 26, 'A' + turn % 20, 'B');
    context.locale = text_of(locale);
    must(omnimedia_store_shelf(store, &context, &first, NULL), "shelf");
    must(omnimedia_store_shelf(store, &context, &again, NULL), "the same shelf");
    if (first != again) stop("two shelves of one context", (long)turn);
    must(omnimedia_snapshot_default_image_url(snapshot, first, text_of("S1-R"), &url), "url of a new shelf");
    if (version_of(url) != version) stop("another version by a new shelf", version);
}

static void *reader(void *argument) {
    unsigned turn = (unsigned)(uintptr_t)argument * 7919;
    unsigned long saw[VERSIONS] = {0};
    while (!is_over()) {
        omnimedia_snapshot *snapshot = NULL;
        must(omnimedia_store_snapshot(store, &snapshot), "snapshot");
        int version = ask(snapshot, shelves);
        saw[version]++;
        turn++;
        if (turn % 16 == 0) intern(snapshot, turn, version);
        if (turn % 8 == 0 && ask(snapshot, shelves) != version) stop("a snapshot that changes", version);
        if (turn % 4 == 0) outlive(snapshot, version);
        else must(omnimedia_snapshot_release(snapshot), "release");
    }
    pthread_mutex_lock(&lock);
    for (int v = 0; v < VERSIONS; v++) {
        seen[v] += saw[v];
        asked += saw[v];
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void give_back(void *user) {
    pthread_mutex_lock(&lock);
    returned++;
    pthread_mutex_unlock(&lock);
    memset(user, 0xDD, 64);
    free(user);
}

/* The same bytes, lent by the host, who takes them back when the last reader is gone. */
static omnimedia_snapshot *lend(const omnimedia_snapshot *snapshot) {
    omnimedia_str bytes;
    omnimedia_snapshot *borrowed = NULL;
    must(omnimedia_snapshot_bytes(snapshot, 0, &bytes), "bytes");
    uint8_t *copy = malloc(bytes.len + 1);
    if (copy == NULL) stop("memory", 0);
    memcpy(copy, bytes.data, bytes.len);
    /* what is refused is the host's, and nobody calls */
    if (omnimedia_snapshot_borrow(copy, bytes.len - 1, NULL, give_back, copy, &borrowed, NULL) == OMNIMEDIA_OK) {
        stop("a snapshot cut short was taken", 0);
    }
    must(omnimedia_snapshot_borrow(copy, bytes.len, NULL, give_back, copy, &borrowed, NULL), "borrow");
    lent++;
    return borrowed;
}

static size_t memory(void) {
    unsigned long all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL && fscanf(file, "%lu %lu", &all, &resident) != 2) resident = 0;
    if (file != NULL) fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

static omnimedia_snapshot *flattened(const char *folder, int version) {
    char name[16];
    omnimedia_publication *publication = NULL;
    omnimedia_snapshot *snapshot = NULL;
    snprintf(name, sizeof name, "v%d.json", version);
    omnimedia_str json = read_all(folder, name);
    must(omnimedia_publication_read(json.data, json.len, OMNIMEDIA_JSON, NULL, &publication, NULL), "read");
    must(omnimedia_publication_flatten(publication, NULL, &snapshot, NULL), "flatten");
    must(omnimedia_publication_release(publication), "publication");
    free((void *)json.data);
    return snapshot;
}

/* What a version answers, so that others can be told from it. */
static void learn(const omnimedia_snapshot *snapshot, int version) {
    omnimedia_item items[MOST_ITEMS];
    for (int c = 0; c < CONTEXTS; c++) {
        omnimedia_shelf shelf;
        omnimedia_context context = context_of(c);
        must(omnimedia_snapshot_shelf(snapshot, &context, &shelf, NULL), "shelf");
        for (int n = 0; n < NUMBERS; n++) {
            must(omnimedia_snapshot_primary(snapshot, shelf, text_of(names[n]), items, MOST_ITEMS, &counts[version][c][n]),
                 "primary");
            same_version(items, counts[version][c][n], version);
            must(omnimedia_snapshot_etag(snapshot, shelf, text_of(names[n]), &etags[version][c][n]), "etag");
        }
    }
    for (int v = 0; v < version; v++) {
        if (memcmp(etags[v], etags[version], sizeof etags[v]) == 0) stop("two versions that answer the same", version);
    }
}

static void swap_all(omnimedia_snapshot *const *versions, omnimedia_str delta, unsigned swaps, int check_memory) {
    size_t before = 0;
    for (unsigned i = 0; i < swaps; i++) {
        int version = (int)(i * 2654435761u >> 16) % BASES;
        if (i == swaps / 4) before = memory();
        if (i % 50 == 49) {
            omnimedia_snapshot *borrowed = lend(versions[version]);
            must(omnimedia_store_replace(store, borrowed, NULL), "replace by lent bytes");
            must(omnimedia_snapshot_release(borrowed), "lent");
        } else {
            must(omnimedia_store_replace(store, versions[version], NULL), "replace");
        }
        if (version == 0) must(omnimedia_store_add(store, delta.data, delta.len, NULL), "add");
        else if (omnimedia_store_add(store, delta.data, delta.len, NULL) != OMNIMEDIA_WRONG_BASE) stop("a delta of another", version);
    }
    size_t after = memory();
    if (check_memory && after > before + (8 << 20)) stop("memory grew by bytes", (long)(after - before));
}

/* Handles that many release at once: one is told that it did, the others that there was nothing to release. */
static pthread_barrier_t together;
static omnimedia_snapshot *contended;
static unsigned long won;

static void *rival(void *argument) {
    unsigned rounds = *(unsigned *)argument;
    for (unsigned i = 0; i < rounds; i++) {
        omnimedia_fault *why = NULL;
        int main_one = pthread_barrier_wait(&together) == PTHREAD_BARRIER_SERIAL_THREAD;
        if (main_one) {
            omnimedia_snapshot *next = NULL;
            must(omnimedia_store_snapshot(store, &next), "contended");
            must(omnimedia_snapshot_compact(next, &contended, NULL), "compact");
            must(omnimedia_snapshot_release(next), "contended");
        }
        pthread_barrier_wait(&together);
        omnimedia_status status = omnimedia_snapshot_release(contended);
        /* another object moves in at once where the first was */
        omnimedia_snapshot *none = NULL;
        if (omnimedia_snapshot_compact(NULL, &none, &why) != OMNIMEDIA_NULL_ARGUMENT) stop("NULL was compacted", 0);
        must(omnimedia_fault_release(why), "what moved in was released by another");
        if (status != OMNIMEDIA_OK && status != OMNIMEDIA_WRONG_HANDLE) stop("rivals", status);
        pthread_mutex_lock(&lock);
        won += status == OMNIMEDIA_OK;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void start_and_join(void *(*work)(void *), void *argument, void (*meanwhile)(void *), void *with) {
    pthread_t threads[THREADS];
    for (uintptr_t t = 0; t < THREADS; t++) {
        if (pthread_create(&threads[t], NULL, work, argument == NULL ? (void *)t : argument) != 0) stop("thread", (long)t);
    }
    if (meanwhile != NULL) meanwhile(with);
    for (int t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);
}

/* A host that works with the store when it is told that its bytes are free. */
static int called;
static omnimedia_snapshot *other;

static void call_back(void *user) {
    omnimedia_shelf shelf;
    (void)user;
    called++;
    must(omnimedia_store_shelf(store, NULL, &shelf, NULL), "a shelf from a callback");
    must(omnimedia_store_replace(store, other, NULL), "a replacement from a callback");
}

static void reenter(omnimedia_snapshot *const *versions) {
    omnimedia_str bytes;
    omnimedia_snapshot *borrowed = NULL;
    other = versions[2];
    must(omnimedia_snapshot_bytes(versions[1], 0, &bytes), "bytes");
    must(omnimedia_snapshot_borrow(bytes.data, bytes.len, NULL, call_back, NULL, &borrowed, NULL), "borrow");
    must(omnimedia_store_replace(store, borrowed, NULL), "replace");
    must(omnimedia_snapshot_release(borrowed), "borrowed");
    if (called != 0) stop("called too early", called);
    must(omnimedia_store_replace(store, versions[3], NULL), "replace while the host is called");
    if (called != 1) stop("called not once", called);
}

struct plan {
    omnimedia_snapshot *const *versions;
    omnimedia_str delta;
    unsigned swaps;
    int check_memory;
};

static void write_all(void *argument) {
    const struct plan *plan = argument;
    swap_all(plan->versions, plan->delta, plan->swaps, plan->check_memory);
    pthread_mutex_lock(&lock);
    ended = 1;
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv) {
    omnimedia_snapshot *versions[BASES], *changed = NULL;
    if (argc < 3) return 2;
    alarm(600);
    struct plan plan = {versions, read_all(argv[1], "delta"), (unsigned)strtoul(argv[2], NULL, 10), argc > 3};
    for (int v = 0; v < BASES; v++) {
        versions[v] = flattened(argv[1], v);
        learn(versions[v], v);
    }
    must(omnimedia_snapshot_with_delta(versions[0], plan.delta.data, plan.delta.len, &changed, NULL), "delta");
    learn(changed, BASES);
    must(omnimedia_snapshot_release(changed), "changed");

    must(omnimedia_store_new(versions[0], &store, NULL), "store");
    for (int c = 0; c < CONTEXTS; c++) {
        omnimedia_context context = context_of(c);
        must(omnimedia_store_shelf(store, &context, &shelves[c], NULL), "shelf");
    }
    start_and_join(reader, NULL, write_all, &plan);

    unsigned rounds = plan.swaps / 10;
    pthread_barrier_init(&together, NULL, THREADS);
    start_and_join(rival, &rounds, NULL, NULL);
    pthread_barrier_destroy(&together);
    if (won != rounds) stop("releases of one reference that succeeded", (long)won);

    reenter(versions);
    must(omnimedia_store_release(store), "store");
    for (int v = 0; v < BASES; v++) must(omnimedia_snapshot_release(versions[v]), "version");
    free((void *)plan.delta.data);
    if (returned != lent || lent != plan.swaps / 50) stop("lent bytes that came back", (long)returned);
    if (omnimedia_handles_alive() != 0) stop("handles are left", (long)omnimedia_handles_alive());
    int several = 0;
    for (int v = 0; v < VERSIONS; v++) several += seen[v] > 0;
    if (several < 2) stop("versions that were seen", several);
    printf("%u swaps, %lu snapshots asked, %d versions seen\n", plan.swaps, asked, several);
    return 0;
}
