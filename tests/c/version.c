/* Prints the version of the library, and leaves with 1 when a promise of the header does not hold. */

#include <stdio.h>

#include "omnimedia.h"

int main(void) {
    omnimedia_str version = {NULL, 0};
    if (omnimedia_abi_version() != OMNIMEDIA_ABI_VERSION) {
        fputs("the library and the header are of different ABIs\n", stderr);
        return 1;
    }
    if (omnimedia_version(NULL) != OMNIMEDIA_NULL_ARGUMENT) {
        fputs("NULL was taken for an output\n", stderr);
        return 1;
    }
    if (omnimedia_version(&version) != OMNIMEDIA_OK || version.data == NULL) {
        fputs("no version\n", stderr);
        return 1;
    }
    printf("%.*s\n", (int)version.len, (const char *)version.data);
    return 0;
}
