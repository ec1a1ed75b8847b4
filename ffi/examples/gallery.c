/* From nothing to an answer: what does this shirt show in store 128, in Canadian French? See docs/ABI.md. */
#include <stdio.h>

#include "omnimedia.h"

static const char SHOP[] =
    "{\"omnimedia\": \"publication/1\","
    " \"channels\": [{\"id\": \"128\", \"locales\": [\"fr-CA\"]}],"
    " \"assets\": [{\"id\": \"A1\", \"kind\": \"image\", \"url\": \"https://cdn.example/shirt.png\","
    "   \"text\": {\"neutral\": {\"alt\": \"A shirt\"}, \"fr\": {\"alt\": \"Une chemise\"}}},"
    "  {\"id\": \"A2\", \"kind\": \"image\", \"url\": \"https://cdn.example/blue.png\"}],"
    " \"products\": [{\"number\": \"S1\", \"name\": \"Shirt\","
    "   \"dimensions\": [{\"name\": \"Color\", \"values\": [\"Blue\", \"Red\"]}],"
    "   \"variants\": [{\"number\": \"S1-B\", \"values\": {\"Color\": \"Blue\"}}],"
    "   \"media\": [{\"master\": {\"primary\": [\"A1\"]},"
    "     \"dimensions\": [{\"match\": {\"Color\": \"Blue\"}, \"primary\": [\"A2\", \"A1\"]}]}]}]}";

static int failed(omnimedia_status status, omnimedia_fault *why) {
    omnimedia_str text = OMNIMEDIA_STR("");
    omnimedia_fault_text(why, &text);
    fprintf(stderr, "%d: %.*s\n", (int)status, (int)text.len, (const char *)text.data);
    omnimedia_fault_release(why);
    return 1;
}

int main(void) {
    omnimedia_publication *shop = NULL;
    omnimedia_snapshot *snapshot = NULL;
    omnimedia_fault *why = NULL;
    omnimedia_shelf shelf = 0;
    omnimedia_item items[8];
    size_t count = 0;
    omnimedia_context here = {OMNIMEDIA_STR(""), OMNIMEDIA_STR("128"), OMNIMEDIA_STR("fr-CA")};
    omnimedia_str shirt = OMNIMEDIA_STR("S1-B");

    omnimedia_status status = omnimedia_publication_read(
        (const uint8_t *)SHOP, sizeof SHOP - 1, OMNIMEDIA_JSON, NULL, &shop, &why);
    if (status == OMNIMEDIA_OK) status = omnimedia_publication_flatten(shop, NULL, &snapshot, &why);
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_shelf(snapshot, &here, &shelf, &why);
    /* from here on no call allocates, takes a lock or depends on where the media were assigned */
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_primary(snapshot, shelf, shirt, items, 8, &count);
    if (status != OMNIMEDIA_OK) return failed(status, why);
    for (size_t i = 0; i < count && i < 8; i++) {
        printf("%.*s  %.*s\n", (int)items[i].url.len, (const char *)items[i].url.data,
               (int)items[i].alt.len, (const char *)items[i].alt.data);
    }
    omnimedia_snapshot_release(snapshot);
    omnimedia_publication_release(shop);
    return omnimedia_handles_alive() == 0 ? 0 : 1;
}
