/** The vocabulary of GPIO in Kedge: what a line shall be, what it reports, and the board that opens lines. No I/O, no threads. */
@NullMarked
package io.kedge.hal.api;

import org.jspecify.annotations.NullMarked;
