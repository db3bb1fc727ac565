/** How much a request may send at once, in bytes. The longest form is a few thousand characters. */

/** A megabyte of password is not worth reading (ASVS 6.2.9). */
export const longestActionBody = 100 * 1024;
export const longestApiBody = 200_000;
