/*
 * omnimedia: which pictures, videos, documents and swatches a product shows, here, in this language.
 *
 * Conventions, for every function of this header:
 *
 * - A function returns a status: OMNIMEDIA_OK, or the number of the fault. A few return a plain value and say so.
 * - Arguments come in the order object, inputs, outputs. Outputs are written on success alone.
 * - Text is UTF-8 with a length (omnimedia_str), never terminated by a zero.
 * - Pointers are valid and aligned for what they point to; NULL is fine where it is said, else it is a status.
 * - No function keeps state of the calling thread, and no fault of the library unwinds into the caller.
 *
 * The file is generated from the sources in ffi/src; change those.
 */


#ifndef OMNIMEDIA_H
#define OMNIMEDIA_H

#include <stddef.h>
#include <stdint.h>

/**
 * The number of this ABI: it rises when a program built against an older header would no longer work.
 *
 * Compare it with `omnimedia_abi_version()`, which tells the number of the library that was loaded.
 */
#define OMNIMEDIA_ABI_VERSION 1

/**
 * What became of a call: `OMNIMEDIA_OK`, or the number of the fault.
 *
 * Numbers come in families by the thousand, are the same in every language, and are never reused.
 */
typedef int32_t omnimedia_status;

/**
 * UTF-8 text, `len` bytes at `data`, not terminated by a zero.
 *
 * `{NULL, 0}` is absent; a pointer with length 0 is the empty text. Who lends it, and for how long, stands with the
 * function that takes or gives it.
 */
typedef struct {
    /**
     * The first byte, or NULL.
     */
    const uint8_t *data;
    /**
     * How many bytes.
     */
    size_t len;
} omnimedia_str;

/**
 * The call did what it says.
 */
#define OMNIMEDIA_OK 0

/**
 * An argument that must not be NULL is NULL.
 */
#define OMNIMEDIA_NULL_ARGUMENT 6001

/**
 * A fault of the library itself; the outputs are untouched and the library can still be used.
 */
#define OMNIMEDIA_INTERNAL 9001

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The number of the ABI of the library that was loaded; compare it with `OMNIMEDIA_ABI_VERSION`.
 */
uint32_t omnimedia_abi_version(void);

/**
 * The version of the library, such as `0.1.0`. The text lives as long as the program.
 *
 * `OMNIMEDIA_NULL_ARGUMENT` when `out` is NULL.
 */
omnimedia_status omnimedia_version(omnimedia_str *out);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* OMNIMEDIA_H */
