/**
 * Rules that arrive while the job runs: closures come as pickles, are broadcast, kept in state and applied to a stream of
 * flights, whatever becomes of the program that wrote them.
 */
@NullMarked
package io.picklejar.examples.rules;

import org.jspecify.annotations.NullMarked;
