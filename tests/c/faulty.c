/* A leak and a race, so that it is seen whether a sanitizer sees: `faulty FOLDER`. It prints and ends as if well. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "omnimedia.h"

static unsigned long count;

static void *race(void *argument) {
    for (int i = 0; i < 100000; i++) count++;
    return argument;
}

static void leak(void) {
    char *volatile lost = malloc(4321);
    lost[0] = 1;
    lost = NULL;
}

int main(void) {
    pthread_t threads[2];
    for (int t = 0; t < 2; t++) pthread_create(&threads[t], NULL, race, NULL);
    for (int t = 0; t < 2; t++) pthread_join(threads[t], NULL);
    for (int i = 0; i < 10; i++) leak();
    printf("%lu %u\n", count, (unsigned)omnimedia_abi_version());
    return 0;
}
