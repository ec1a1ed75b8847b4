/* Saves a snapshot: `save FROM TO`; it ends with 3 and the faults on the standard output where that is refused.

   `save FROM TO left` first leaves beside TO what killed processes of the same number would have left. `save A TO many B`
   saves A and B by two threads at once, while two others map TO, check it, and ask it a number. `save FROM TO often` opens
   FROM, which may be a pipe at times, until it is gone. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "omnimedia.h"

enum { ROUNDS = 40, LEFT = 5 };

static omnimedia_str text_of(const char *text) {
    omnimedia_str view = {(const uint8_t *)text, strlen(text)};
    return view;
}

/* Says why, and ends. */
static void told(omnimedia_status status, omnimedia_fault *why) {
    omnimedia_str text = {NULL, 0};
    if (status == OMNIMEDIA_OK) return;
    omnimedia_fault_text(why, &text);
    printf("%.*s\n", (int)text.len, (const char *)text.data);
    exit(3);
}

static omnimedia_snapshot *opened(const char *path, int in_memory) {
    omnimedia_open_options options = {sizeof options, 0, in_memory};
    omnimedia_snapshot *snapshot = NULL;
    omnimedia_fault *why = NULL;
    omnimedia_status status = omnimedia_snapshot_open_file(text_of(path), &options, &snapshot, &why);
    told(status, why);
    return snapshot;
}

static void save(const omnimedia_snapshot *snapshot, const char *to) {
    omnimedia_fault *why = NULL;
    omnimedia_status status = omnimedia_snapshot_save(snapshot, text_of(to), &why);
    told(status, why);
}

static void leave(const char *to) {
    char name[4096];
    for (int at = 0; at < LEFT; at++) {
        snprintf(name, sizeof name, "%s.%ld-%d.new", to, (long)getpid(), at);
        FILE *file = fopen(name, "wb");
        if (file == NULL || fclose(file) != 0) exit(4);
    }
}

/* What is there is a snapshot or no file, and nobody waits for it; once it is gone, that is told. */
static void often(const char *from) {
    unsigned long opened = 0, refused = 0;
    puts("begun");
    fflush(stdout);
    for (int round = 0;; round++) {
        omnimedia_open_options options = {sizeof options, 0, round % 2};
        omnimedia_snapshot *snapshot = NULL;
        omnimedia_fault *why = NULL;
        omnimedia_str text = {NULL, 0};
        if (omnimedia_snapshot_open_file(text_of(from), &options, &snapshot, &why) != OMNIMEDIA_OK) {
            char line[4096];
            omnimedia_fault_text(why, &text);
            snprintf(line, sizeof line, "%.*s", (int)text.len, (const char *)text.data);
            if (strstr(line, "what is there is no file") == NULL) {
                if (opened > 0 && refused > 0) puts("both");
                told(OMNIMEDIA_READ, why);
            }
            omnimedia_fault_release(why);
            refused++;
        } else {
            opened++;
        }
        omnimedia_snapshot_release(snapshot);
    }
}

static const char *target;
static uint8_t hashes[2][16];
static omnimedia_status statuses[2];
static omnimedia_str urls[2];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int writers = 2;
static unsigned long seen[2];

static void *write_many(void *snapshot) {
    for (int round = 0; round < ROUNDS; round++) save(snapshot, target);
    pthread_mutex_lock(&lock);
    writers--;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static omnimedia_status ask(const omnimedia_snapshot *snapshot, omnimedia_str *url) {
    omnimedia_context anywhere = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    omnimedia_shelf shelf = 0;
    if (omnimedia_snapshot_shelf(snapshot, &anywhere, &shelf, NULL) != OMNIMEDIA_OK) exit(7);
    return omnimedia_snapshot_default_image_url(snapshot, shelf, text_of("S1"), url);
}

static void *read_many(void *argument) {
    int left = 1;
    while (left > 0) {
        omnimedia_snapshot *snapshot = opened(target, 0);
        omnimedia_snapshot_info info;
        if (omnimedia_snapshot_about(snapshot, &info) != OMNIMEDIA_OK) exit(4);
        int which = memcmp(info.content_hash, hashes[0], 16) == 0 ? 0 : 1;
        if (memcmp(info.content_hash, hashes[which], 16) != 0) exit(5);
        /* it is asked whole once more, when the file may be another one by now */
        if (omnimedia_snapshot_verify(snapshot, NULL) != OMNIMEDIA_OK) exit(6);
        omnimedia_str url = {NULL, 0};
        if (ask(snapshot, &url) != statuses[which] || url.len != urls[which].len) exit(8);
        if (url.len > 0 && memcmp(url.data, urls[which].data, url.len) != 0) exit(8);
        omnimedia_snapshot_release(snapshot);
        pthread_mutex_lock(&lock);
        seen[which]++;
        left = writers;
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

static void many(const char *first, const char *second) {
    omnimedia_snapshot *both[2] = {opened(first, 1), opened(second, 1)};
    omnimedia_snapshot_info info;
    pthread_t threads[4];
    for (int at = 0; at < 2; at++) {
        if (omnimedia_snapshot_about(both[at], &info) != OMNIMEDIA_OK) exit(4);
        memcpy(hashes[at], info.content_hash, 16);
        statuses[at] = ask(both[at], &urls[at]);
    }
    /* one of them has the number, and an image for it */
    if (statuses[0] != OMNIMEDIA_OK || urls[0].len == 0 || statuses[1] == OMNIMEDIA_OK) exit(9);
    save(both[0], target);
    for (int at = 0; at < 4; at++) {
        if (pthread_create(&threads[at], NULL, at < 2 ? write_many : read_many, at < 2 ? both[at] : NULL) != 0) exit(4);
    }
    for (int at = 0; at < 4; at++) pthread_join(threads[at], NULL);
    for (int at = 0; at < 2; at++) omnimedia_snapshot_release(both[at]);
    printf("%lu reads\n", seen[0] + seen[1]);
}

int main(int count, char **arguments) {
    if (count < 3) return 2;
    target = arguments[2];
    if (count == 5 && strcmp(arguments[3], "many") == 0) {
        many(arguments[1], arguments[4]);
        return 0;
    }
    if (count == 4 && strcmp(arguments[3], "often") == 0) {
        often(arguments[1]);
    }
    omnimedia_snapshot *snapshot = opened(arguments[1], 1);
    if (count == 4) leave(target);
    save(snapshot, target);
    omnimedia_snapshot_release(snapshot);
    return 0;
}
