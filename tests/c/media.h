/* Swatches and pictures of categories, as JSON. */
#ifndef OMNIMEDIA_CLIENT_MEDIA_H
#define OMNIMEDIA_CLIENT_MEDIA_H

#include "hot.h"

static void json_crop(text *to, const omnimedia_crop *crop) {
    /* 17 digits say a number exactly; the program never sets a locale, so the point is one */
    char numbers[160];
    snprintf(numbers, sizeof numbers, "{\"x\":%.17g,\"y\":%.17g,\"width\":%.17g,\"height\":%.17g}", crop->x, crop->y,
             crop->width, crop->height);
    json_key(to, "crop");
    put_z(to, numbers);
}

static void json_shown(text *to, const omnimedia_swatch *swatch) {
    json_key(to, "shown");
    put_z(to, "{");
    switch (swatch->shown) {
        case OMNIMEDIA_SHOWN_HEX:
            json_key(to, "hex");
            json_word(to, (const char *)swatch->hex);
            break;
        case OMNIMEDIA_SHOWN_IMAGE:
            json_key(to, "image");
            put_z(to, "{");
            json_text(to, "asset", swatch->asset);
            json_key(to, "kind");
            json_word(to, kind_word(swatch->kind));
            json_maybe(to, "url", swatch->url);
            if (swatch->has_crop) json_crop(to, &swatch->crop);
            put_z(to, "}");
            break;
        case OMNIMEDIA_SHOWN_TEXT: json_text(to, "text", swatch->value); break;
        default: die("shown in no way", (int)swatch->shown);
    }
    put_z(to, "}");
}

static void json_swatches(text *to, const omnimedia_swatch *swatches, size_t count) {
    put_z(to, "[");
    for (size_t i = 0; i < count; i++) {
        const omnimedia_swatch *swatch = &swatches[i];
        json_next(to);
        put_z(to, "{");
        json_text(to, "dimension", swatch->dimension);
        json_text(to, "value", swatch->value);
        if (swatch->hex[0] != 0) {
            json_key(to, "hex");
            json_word(to, (const char *)swatch->hex);
        }
        json_maybe(to, "asset", swatch->asset);
        if (swatch->has_crop) json_crop(to, &swatch->crop);
        json_key(to, "source");
        json_word(to, swatch->source == OMNIMEDIA_SWATCH_CENTRAL ? "central" : "product");
        json_shown(to, swatch);
        put_z(to, "}");
    }
    put_z(to, "]");
}

static omnimedia_status swatches_of_publication(text *to, const omnimedia_publication *publication,
                                                const omnimedia_query *query, const omnimedia_policy *policy,
                                                omnimedia_fault **why) {
    size_t count = 0;
    omnimedia_swatch *swatches;
    omnimedia_status status = omnimedia_publication_swatches(publication, query, policy, NULL, 0, &count, why);
    if (status != OMNIMEDIA_OK) return status;
    swatches = room_for(count, sizeof *swatches);
    MUST(omnimedia_publication_swatches(publication, query, policy, swatches, count, &count, NULL));
    json_swatches(to, swatches, count);
    free(swatches);
    return status;
}

static omnimedia_status swatches_of_snapshot(text *to, const omnimedia_snapshot *snapshot,
                                             const omnimedia_query *query, omnimedia_fault **why) {
    size_t count = 0;
    omnimedia_shelf shelf = 0;
    omnimedia_str number = {NULL, 0};
    omnimedia_swatch *swatches;
    omnimedia_status status = hot_number(snapshot, query, &number, why);
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_shelf(snapshot, &query->context, &shelf, why);
    if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_swatches(snapshot, shelf, number, NULL, 0, &count);
    if (status != OMNIMEDIA_OK) return status;
    swatches = room_for(count, sizeof *swatches);
    MUST(omnimedia_snapshot_swatches(snapshot, shelf, number, swatches, count, &count));
    json_swatches(to, swatches, count);
    free(swatches);
    return status;
}

/* The picture of the category whose id is the question's number; from the snapshot where there is one. */
static omnimedia_status category(text *to, const omnimedia_publication *publication, const omnimedia_snapshot *snapshot,
                                 const omnimedia_query *query, const omnimedia_policy *policy, omnimedia_fault **why) {
    omnimedia_category_image image;
    omnimedia_shelf shelf = 0;
    omnimedia_status status;
    if (snapshot == NULL) {
        status = omnimedia_publication_category_image(publication, query->number, &query->context, policy, &image, why);
    } else {
        status = omnimedia_snapshot_shelf(snapshot, &query->context, &shelf, why);
        if (status == OMNIMEDIA_OK) status = omnimedia_snapshot_category_image(snapshot, shelf, query->number, &image);
    }
    if (status == OMNIMEDIA_OK) json_string(to, image.asset);
    return status;
}

#endif
