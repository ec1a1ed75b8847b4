/* Bytes that are no good: damaged snapshots that nobody checked, cut short, lent from odd addresses; texts that are
   nested deeper than a stack. Each gives answers or a status: `damaged FOLDER STEP`, with the folder of hostile.c; one
   byte in STEP is changed. */
#include "hostile.h"

static unsigned long given_back, lent_out;

static void give_back(void *user) {
    given_back++;
    free(user);
}

/* All that can be asked of a snapshot; what it says matters less than that it says it. */
static void ask(const omnimedia_snapshot *snapshot) {
    static const char *const numbers[] = {"S1", "S1-B", "S1-X", ""};
    omnimedia_context here = {OMNIMEDIA_STR(""), OMNIMEDIA_STR("128"), OMNIMEDIA_STR("fr-CA")};
    omnimedia_shelf shelf = 0;
    unsigned sum = 0;
    if (omnimedia_snapshot_shelf(snapshot, &here, &shelf, NULL) != OMNIMEDIA_OK) return;
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
        omnimedia_str number = {(const uint8_t *)numbers[n], strlen(numbers[n])}, url, one;
        omnimedia_item items[8];
        omnimedia_found found[8];
        omnimedia_pair pairs[8];
        omnimedia_query query = {0};
        omnimedia_answer *answer = NULL;
        omnimedia_bytes *json = NULL;
        uint8_t hash[16];
        size_t count = 0, ends = 0;
        calls += 9;
        if (omnimedia_snapshot_primary(snapshot, shelf, number, items, 8, &count) == OMNIMEDIA_OK) {
            for (size_t i = 0; i < count && i < 8; i++) {
                for (size_t b = 0; b < items[i].url.len; b++) sum += items[i].url.data[b];
                for (size_t b = 0; b < items[i].alt.len; b++) sum += items[i].alt.data[b];
            }
        }
        omnimedia_snapshot_additional(snapshot, shelf, number, items, 8, &count);
        if (omnimedia_snapshot_default_image_url(snapshot, shelf, number, &url) == OMNIMEDIA_OK) {
            for (size_t b = 0; b < url.len; b++) sum += url.data[b];
        }
        if (omnimedia_snapshot_etag(snapshot, shelf, number, &hash) == OMNIMEDIA_OK) sum += hash[0] + hash[15];
        omnimedia_snapshot_primaries(snapshot, shelf, &number, 1, items, 8, &ends, NULL);
        if (omnimedia_snapshot_find(snapshot, number, &found[0]) == OMNIMEDIA_OK) {
            for (size_t b = 0; b < found[0].name.len; b++) sum += found[0].name.data[b];
        }
        omnimedia_snapshot_variants(snapshot, number, found, 8, &count);
        omnimedia_snapshot_values(snapshot, number, pairs, 8, &count);
        query.size = sizeof query;
        query.number = number;
        if (omnimedia_snapshot_resolve(snapshot, &query, &answer, NULL) == OMNIMEDIA_OK
            && omnimedia_answer_json(answer, &json, NULL) == OMNIMEDIA_OK
            && omnimedia_bytes_view(json, &one) == OMNIMEDIA_OK) {
            for (size_t b = 0; b < one.len; b++) sum += one.data[b];
        }
        omnimedia_bytes_release(json);
        omnimedia_answer_release(answer);
    }
    omnimedia_str number;
    omnimedia_snapshot_number_of(snapshot, 17, &number);
    omnimedia_snapshot *compact = NULL;
    if (omnimedia_snapshot_compact(snapshot, &compact, NULL) == OMNIMEDIA_OK) omnimedia_snapshot_release(compact);
    if (sum == 1) printf(" ");
}

/* The hash of what a snapshot shows. */
static void hash_of(const omnimedia_snapshot *snapshot, uint8_t (*hash)[16]) {
    omnimedia_shelf shelf = 0;
    omnimedia_str number = OMNIMEDIA_STR("S1-B");
    must(omnimedia_snapshot_shelf(snapshot, NULL, &shelf, NULL), "shelf");
    if (omnimedia_snapshot_etag(snapshot, shelf, number, hash) != OMNIMEDIA_OK) memset(*hash, 0, sizeof *hash);
}

/* What is taken after a look at every byte answers as what was not changed: gaps between sections mean nothing. */
static void judge_checked(omnimedia_snapshot *snapshot) {
    uint8_t expected[16], found[16];
    hash_of(live.snapshot, &expected);
    hash_of(snapshot, &found);
    if (memcmp(expected, found, sizeof found) != 0) fail("checked bytes that answer otherwise", 0);
    must(omnimedia_snapshot_release(snapshot), "checked");
}

/* Opens changed bytes in both ways, from `odd` bytes behind an address that is aligned for anything. */
static void try_bytes(omnimedia_str bytes, size_t len, size_t at, unsigned char bits, size_t odd) {
    omnimedia_open_options unverified = {sizeof unverified, 1, 0};
    omnimedia_snapshot *snapshot = NULL;
    omnimedia_fault *why = NULL;
    uint8_t *copy = malloc(len + odd + 1);
    if (copy == NULL) exit(2);
    memcpy(copy + odd, bytes.data, len);
    if (at < len) copy[odd + at] ^= bits;
    omnimedia_status status = omnimedia_snapshot_open(copy + odd, len, NULL, &snapshot, &why);
    calls += 3;
    if (len < bytes.len && status == OMNIMEDIA_OK) fail("a part was taken for all", status);
    if (len == bytes.len && at >= len && status != OMNIMEDIA_OK) fail("good bytes were refused", status);
    if (status == OMNIMEDIA_OK) judge_checked(snapshot);
    else judge_fault(why, status, NULL);
    if (omnimedia_snapshot_with_delta(live.snapshot, copy + odd, len, &snapshot, NULL) == OMNIMEDIA_OK) {
        fail("a base was taken for a delta", 0);
    }
    status = omnimedia_snapshot_borrow(copy + odd, len, &unverified, give_back, copy, &snapshot, NULL);
    if (status != OMNIMEDIA_OK) {
        free(copy);
        return;
    }
    lent_out++;
    omnimedia_snapshot_verify(snapshot, NULL);
    ask(snapshot);
    must(omnimedia_snapshot_release(snapshot), "lent");
}

static void deep(const char *before, char open, const char *after) {
    size_t depth = 1 << 20, head = strlen(before), tail = strlen(after);
    char *text = malloc(head + depth + tail);
    omnimedia_limits limits = {0};
    omnimedia_publication *publication = NULL;
    omnimedia_bytes *bytes = NULL;
    if (text == NULL) exit(2);
    memcpy(text, before, head);
    memset(text + head, open, depth);
    memcpy(text + head + depth, after, tail);
    omnimedia_str all = {(const uint8_t *)text, head + depth + tail};
    limits.size = sizeof limits;
    limits.nesting = limits.line = limits.cell = limits.identifier = UINT64_MAX;
    calls += 3;
    if (omnimedia_publication_read(all.data, all.len, OMNIMEDIA_JSON, &limits, &publication, NULL) == OMNIMEDIA_OK) {
        fail("deep JSON was read", 0);
    }
    if (omnimedia_publication_read(all.data, all.len, OMNIMEDIA_JSON_LINES, &limits, &publication, NULL)
        == OMNIMEDIA_OK) {
        fail("deep JSON Lines were read", 0);
    }
    if (omnimedia_publication_ask(live.publication, all, NULL, &bytes, NULL) == OMNIMEDIA_OK) {
        fail("a deep request was answered", 0);
    }
    free(text);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t step = strtoul(argv[2], NULL, 10);
    begin(argv[1]);
    omnimedia_str bytes = snapshot_bytes();
    now = "damaged", how = "a changed byte";
    for (size_t at = 0; at < bytes.len; at += step) {
        try_bytes(bytes, bytes.len, at, at % 3 == 0 ? 0xFF : (unsigned char)(1 << at % 8), at % 5);
    }
    how = "cut short";
    for (size_t len = 0; len < bytes.len; len += 13 * step) try_bytes(bytes, len, len, 0, len % 7);
    how = "as it was, from odd addresses";
    for (size_t odd = 0; odd < 9; odd++) try_bytes(bytes, bytes.len, bytes.len, 0, odd);
    how = "deeply nested";
    deep("", '[', "");
    deep("{\"product\": ", '[', "}");
    deep("{\"omnimedia\": \"publication/1\", \"products\": ", '[', "}");
    deep("{\"omnimedia\": \"publication/1\", \"products\": [{\"number\": \"1\", \"properties\": ", '[', "}]}");
    if (given_back != lent_out) fail("lent bytes that came back", (long)given_back);
    return end();
}
