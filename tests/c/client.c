/*
 * Asks the library what a line of its input asks, and answers with a line of JSON.
 *
 *   client direct|snapshot|hot FILE ORDER PARENTS INHERITANCE ALT_SOURCE < questions
 *   client gallery FILE NUMBER CHANNEL LOCALE
 *
 * Fields and forms: tests/CLIENTS.md.
 */
#include "answer.h"
#include "hot.h"
#include "media.h"
#include "question.h"
#include "text.h"

typedef struct {
    omnimedia_policy policy;
    omnimedia_publication *publication;
    omnimedia_snapshot *snapshot;
    int hot;
} engine;

static void json_fault(text *to, omnimedia_status status, omnimedia_fault *why) {
    char number[16];
    put_z(to, "{");
    json_key(to, "fault");
    put_z(to, "{");
    json_key(to, "number");
    snprintf(number, sizeof number, "%d", (int)status);
    put_z(to, number);
    if (why != NULL) {
        omnimedia_fault_info info;
        MUST(omnimedia_fault_at(why, 0, &info));
        if (info.code != status) die("the handle tells another fault", (int)info.code);
        json_text(to, "code", info.name);
        json_text(to, "message", info.message);
    }
    put_z(to, "}}");
    omnimedia_fault_release(why);
}

/* A fault for people. */
static void tell(omnimedia_status status, omnimedia_fault *why) {
    omnimedia_str words = OMNIMEDIA_STR("");
    if (why != NULL) MUST(omnimedia_fault_text(why, &words));
    fprintf(stderr, "%d: %.*s\n", (int)status, (int)words.len, (const char *)words.data);
    omnimedia_fault_release(why);
}

/* The bytes of a file; NULL, after it was said why, where it cannot be read. */
static int read_file(const char *path, text *bytes) {
    char block[4096];
    size_t len;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "client: cannot open %s\n", path);
        return 0;
    }
    while ((len = fread(block, 1, sizeof block, file)) != 0) put(bytes, block, len);
    if (ferror(file)) {
        fprintf(stderr, "client: cannot read %s\n", path);
        fclose(file);
        return 0;
    }
    fclose(file);
    return 1;
}

/* Opens a publication, and its snapshot for the engines that ask one; 0, after it was said why, where that fails. */
static int open_engine(engine *opened, const char *path, int flattened) {
    text bytes = {NULL, 0, 0};
    omnimedia_fault *why = NULL;
    omnimedia_status status;
    if (!read_file(path, &bytes)) return 0;
    status = omnimedia_publication_read((const uint8_t *)bytes.data, bytes.len, OMNIMEDIA_JSON, NULL,
                                        &opened->publication, &why);
    free(bytes.data);
    if (status == OMNIMEDIA_OK && flattened) {
        status = omnimedia_publication_flatten(opened->publication, &opened->policy, &opened->snapshot, &why);
    }
    if (status != OMNIMEDIA_OK) tell(status, why);
    return status == OMNIMEDIA_OK;
}

/* 0 where everything is released, else the code that the program ends with. */
static int close_engine(engine *opened) {
    MUST(omnimedia_snapshot_release(opened->snapshot));
    MUST(omnimedia_publication_release(opened->publication));
    if (omnimedia_handles_alive() == 0) return 0;
    fprintf(stderr, "client: %lu handles are not released\n", (unsigned long)omnimedia_handles_alive());
    return 3;
}

static omnimedia_status media(text *to, const engine *asked, const omnimedia_query *query, omnimedia_fault **why) {
    omnimedia_answer *answer = NULL;
    omnimedia_status status;
    if (asked->hot) return json_hot(to, asked->snapshot, query, why);
    if (asked->snapshot != NULL) {
        status = omnimedia_snapshot_resolve(asked->snapshot, query, &answer, why);
    } else {
        status = omnimedia_publication_resolve(asked->publication, query, &asked->policy, &answer, why);
    }
    if (status != OMNIMEDIA_OK) return status;
    json_answer(to, answer);
    MUST(omnimedia_answer_release(answer));
    return status;
}

static omnimedia_status explain(text *to, const engine *asked, const omnimedia_query *query, omnimedia_fault **why) {
    omnimedia_bytes *bytes = NULL;
    omnimedia_str view;
    omnimedia_status status = omnimedia_publication_explain(asked->publication, query, &asked->policy,
                                                            OMNIMEDIA_JSON, &bytes, why);
    if (status != OMNIMEDIA_OK) return status;
    MUST(omnimedia_bytes_view(bytes, &view));
    put_str(to, view);
    MUST(omnimedia_bytes_release(bytes));
    return status;
}

static int serve(engine *asked) {
    static question next;
    text answer = {NULL, 0, 0};
    while (read_question(&next)) {
        omnimedia_fault *why = NULL;
        omnimedia_status status = OMNIMEDIA_OK;
        answer.len = 0;
        if (asks(&next, "media")) {
            status = media(&answer, asked, &next.query, &why);
        } else if (asks(&next, "explain")) {
            status = explain(&answer, asked, &next.query, &why);
        } else if (asks(&next, "swatches") && asked->snapshot != NULL) {
            status = swatches_of_snapshot(&answer, asked->snapshot, &next.query, &why);
        } else if (asks(&next, "swatches")) {
            status = swatches_of_publication(&answer, asked->publication, &next.query, &asked->policy, &why);
        } else if (asks(&next, "category")) {
            status = category(&answer, asked->publication, asked->snapshot, &next.query, &asked->policy, &why);
        } else {
            die("asked for something else", (int)next.fields[ASK].len);
        }
        if (status != OMNIMEDIA_OK) json_fault(&answer, status, why);
        put_z(&answer, "\n");
        /* whoever asks waits for this line before the next question */
        if (fwrite(answer.data, 1, answer.len, stdout) != answer.len || fflush(stdout) != 0) die("output", 0);
    }
    free(answer.data);
    free(next.line.data);
    return close_engine(asked);
}

static omnimedia_str argument(const char *word) {
    omnimedia_str string = {(const uint8_t *)word, strlen(word)};
    return string;
}

static void show(text *page, const omnimedia_item *item) {
    put_z(page, kind_word(item->kind));
    put_z(page, " ");
    put_str(page, item->asset);
    if (item->url.data != NULL) {
        put_z(page, " ");
        put_str(page, item->url);
    }
    if (item->alt.data != NULL) {
        put_z(page, ": ");
        put_str(page, item->alt);
    }
}

static void show_page(text *page, const omnimedia_found *found, char **words, const gallery *primary,
                      const gallery *additional) {
    char place[32];
    int images = 0;
    if (found->name.data != NULL) {
        put_str(page, found->name);
        put_z(page, " (");
        put_z(page, words[0]);
        put_z(page, ")");
    } else {
        put_z(page, words[0]);
    }
    put_z(page, " in ");
    put_z(page, *words[1] == '\0' ? "Omnichannel" : words[1]);
    put_z(page, ", ");
    put_z(page, *words[2] == '\0' ? "Neutral" : words[2]);
    put_z(page, "\n");
    for (size_t i = 0; i < primary->count; i++) {
        snprintf(place, sizeof place, "  %lu. ", (unsigned long)(i + 1));
        put_z(page, place);
        show(page, &primary->items[i]);
        if (primary->items[i].kind == OMNIMEDIA_IMAGE && images++ == 0) put_z(page, " [default]");
        put_z(page, "\n");
    }
    for (size_t i = 0; i < additional->count; i++) {
        put_z(page, "  ");
        put_str(page, additional->items[i].purpose);
        put_z(page, ": ");
        show(page, &additional->items[i]);
        put_z(page, "\n");
    }
    if (primary->count + additional->count == 0) put_z(page, "  nothing\n");
}

/* The gallery of a product for people: `words` are number, channel and locale. */
static int print_gallery(engine *asked, char **words) {
    omnimedia_context context = {{NULL, 0}, argument(words[1]), argument(words[2])};
    omnimedia_str number = argument(words[0]);
    omnimedia_shelf shelf = 0;
    omnimedia_found found;
    omnimedia_fault *why = NULL;
    gallery primary, additional;
    text page = {NULL, 0, 0};
    omnimedia_status status = omnimedia_snapshot_shelf(asked->snapshot, &context, &shelf, &why);
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_find(asked->snapshot, number, &found);
    if (status != OMNIMEDIA_OK) {
        tell(status, why);
        close_engine(asked);
        return 1;
    }
    MUST(fill(&primary, omnimedia_snapshot_primary, asked->snapshot, shelf, number));
    MUST(fill(&additional, omnimedia_snapshot_additional, asked->snapshot, shelf, number));
    show_page(&page, &found, words, &primary, &additional);
    fwrite(page.data, 1, page.len, stdout);
    free(page.data);
    empty(&primary);
    empty(&additional);
    return close_engine(asked);
}

int main(int count, char **words) {
    engine asked;
    memset(&asked, 0, sizeof asked);
    asked.policy.size = sizeof asked.policy;
    if (omnimedia_abi_version() != OMNIMEDIA_ABI_VERSION) die("another ABI", (int)omnimedia_abi_version());
    if (count == 6 && strcmp(words[1], "gallery") == 0) {
        return open_engine(&asked, words[2], 1) ? print_gallery(&asked, words + 3) : 1;
    }
    if (count == 7) {
        int direct = strcmp(words[1], "direct") == 0;
        asked.hot = strcmp(words[1], "hot") == 0;
        asked.policy.order = atoi(words[3]);
        asked.policy.parents = atoi(words[4]);
        asked.policy.inheritance = atoi(words[5]);
        asked.policy.alt_source = atoi(words[6]);
        if (direct || asked.hot || strcmp(words[1], "snapshot") == 0) {
            return open_engine(&asked, words[2], !direct) ? serve(&asked) : 1;
        }
    }
    fputs("usage: client direct|snapshot|hot FILE ORDER PARENTS INHERITANCE ALT_SOURCE\n"
          "       client gallery FILE NUMBER CHANNEL LOCALE\n", stderr);
    return 2;
}
